import { messages, PGlite, protocol } from '@electric-sql/pglite';
import { type Engine, type Statement, StatementError, type StatementResult } from './engine.ts';
import { newDatabase } from './template.ts';
import { runBatch } from './transaction.ts';

const { serialize } = protocol;

/**
 * PostgreSQL in WASM. Spoken to in the wire protocol rather than through PGlite's `query()`: every value then comes
 * as the text that Postgres wrote, and fields, command tags and errors are complete, as on a real server.
 *
 * There is one connection, so requests take turns: no lock waits and no serialization failures.
 *
 * @param dataDir folder of the database, made by {@link createDataDir}; in memory when absent
 */
export async function openPglite(dataDir?: string): Promise<Engine> {
  // Awaits the file system after every statement: what was answered outlives a kill of this process.
  const options = { relaxedDurability: false };
  const pglite = await (dataDir === undefined
    ? PGlite.create({ ...options, loadDataDir: await newDatabase() })
    : PGlite.create(dataDir, options));
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };
  return {
    single: (statement) =>
      inTurn(async () => {
        const { result, idle } = await exchange(pglite, statement);
        // A lone BEGIN would hold the one connection; Neon drops a connection that is not idle.
        if (!idle) await exchange(pglite, { query: 'ROLLBACK', params: [] });
        return unwrap(result);
      }),
    batch: (statements, transaction) =>
      inTurn(() =>
        runBatch(
          async (statement) => unwrap((await exchange(pglite, statement)).result),
          statements,
          transaction,
        ),
      ),
    close: () => inTurn(() => pglite.close()),
  };
}

/** Makes a new database in an empty or absent folder. */
export async function createDataDir(dataDir: string): Promise<void> {
  const pglite = await PGlite.create(dataDir, { relaxedDurability: false, loadDataDir: await newDatabase() });
  await pglite.close();
}

/** One statement there and back. `idle` is false when it left a transaction open. */
async function exchange(pglite: PGlite, statement: Statement) {
  const request = Buffer.concat([
    serialize.parse({ text: statement.query }),
    serialize.bind({ values: [...statement.params] }),
    serialize.describe({ type: 'P' }),
    serialize.execute(),
    serialize.sync(),
  ]);
  const reply = await pglite.execProtocol(request, { throwOnError: false });
  const idle = reply.messages.every(
    (message) => !(message instanceof messages.ReadyForQueryMessage) || message.status === 'I',
  );
  return { result: readReply(reply.messages), idle };
}

function unwrap(result: StatementResult | StatementError): StatementResult {
  if (result instanceof StatementError) throw result;
  return result;
}

type Reply = Awaited<ReturnType<PGlite['execProtocol']>>['messages'];

function readReply(reply: Reply): StatementResult | StatementError {
  let fields: StatementResult['fields'] = [];
  const rows: (string | null)[][] = [];
  let tag = '';
  for (const message of reply) {
    if (message instanceof messages.DatabaseError) return new StatementError(message);
    if (message instanceof messages.RowDescriptionMessage) {
      fields = message.fields.map(
        ({ name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier }) => {
          return { name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier, format: 'text' };
        },
      );
    }
    if (message instanceof messages.DataRowMessage) rows.push(message.fields);
    if (message instanceof messages.CommandCompleteMessage) tag = message.text;
  }
  const count = /\d+$/.exec(tag)?.[0];
  return {
    fields,
    rows,
    command: tag.split(' ')[0] ?? '',
    rowCount: count === undefined ? null : Number(count),
  };
}
