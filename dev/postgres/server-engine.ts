import { type ClientBase, DatabaseError, Pool, type QueryArrayConfig } from 'pg';
import {
  ConnectionLost,
  type Engine,
  NoConnection,
  type Statement,
  StatementError,
  type StatementResult,
} from './engine.ts';
import { runBatch } from './transaction.ts';

/** Neon's defaults for how values are written, which the driver reads; a server of one's own may have others. */
const TEXT_FORMS = [
  "SET TimeZone = 'UTC'",
  "SET DateStyle = 'ISO, MDY'",
  "SET IntervalStyle = 'postgres'",
  "SET bytea_output = 'hex'",
  'SET extra_float_digits = 1',
];

/** `queryMode` is not in the package's types yet. */
type ExtendedQuery = QueryArrayConfig & { readonly queryMode: 'extended' };

export interface ServerOptions {
  /** When a statement is canceled (SQLSTATE 57014). Longer than the adapter waits for an answer. */
  readonly statementTimeoutSeconds?: number;
  /** When an attempt to connect, or to get a connection of the pool, is given up. */
  readonly connectTimeoutSeconds?: number;
  /** Statements and batches that may run at once. */
  readonly connections?: number;
}

/**
 * A PostgreSQL server that runs already, over connections of a pool. Connects when it is first asked; a connection
 * that broke is replaced with the next request.
 *
 * @param databaseUrl `postgres://user:password@host:port/database`; appears in no message
 */
export function openServer(databaseUrl: string, options: ServerOptions = {}): Engine {
  const { statementTimeoutSeconds = 60, connectTimeoutSeconds = 10, connections = 10 } = options;
  const session = [...TEXT_FORMS, `SET statement_timeout = '${statementTimeoutSeconds}s'`].join(';');
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: 'omvee',
    max: connections,
    connectionTimeoutMillis: connectTimeoutSeconds * 1000,
    keepAlive: true,
    // Every value as the text that Postgres wrote.
    types: { getTypeParser: () => (text: string) => text },
    // A promise, for which the pool waits before it hands the connection out.
    onConnect: (client) => client.query(session),
  });
  // A connection in use tells its query; a pooled one tells the pool, which drops it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', (error) => {
    console.error(JSON.stringify({ event: 'postgres-connection-lost', error: error.message }));
  });
  return {
    single: (statement) => withConnection(pool, (client) => run(client, statement)),
    batch: (statements, transaction) =>
      withConnection(pool, (client) =>
        runBatch((statement) => run(client, statement), statements, transaction),
      ),
    close: () => pool.end(),
  };
}

async function withConnection<T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new NoConnection(readError(error, 'error connecting to server'));
  });
  let isIdle = false;
  try {
    const result = await work(client);
    isIdle = client.getTransactionStatus() === 'I';
    return result;
  } finally {
    // Neon, too, drops a connection after an error or a lone BEGIN, whose transaction ends with it.
    client.release(!isIdle);
  }
}

async function run(client: ClientBase, { query, params }: Statement): Promise<StatementResult> {
  // Extended also without parameters: in the simple protocol one query could be several statements.
  const asked: ExtendedQuery = { text: query, values: [...params], rowMode: 'array', queryMode: 'extended' };
  const result = await client.query<(string | null)[]>(asked).catch((error: unknown) => {
    if (error instanceof DatabaseError) throw new StatementError(error);
    throw new ConnectionLost(readError(error, 'connection closed'));
  });
  return {
    fields: result.fields.map(({ name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier }) => {
      return { name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier, format: 'text' };
    }),
    rows: result.rows,
    // Null for an empty statement, against its type.
    command: result.command ?? '',
    rowCount: result.rowCount,
  };
}

/** What Postgres said, where it was reached; else `what` in Neon's words, with the system's reason. */
function readError(error: unknown, what: string): ConstructorParameters<typeof StatementError>[0] {
  if (error instanceof DatabaseError) return error;
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const reason = first instanceof Error ? first.message : String(first);
  return { message: `${what}: ${reason}` };
}
