import { z } from 'zod';

/** One SQL statement; parameters are in Postgres' text form. */
export interface Statement {
  readonly query: string;
  readonly params: readonly (string | null)[];
}

export const IsolationLevel = z.enum(['ReadUncommitted', 'ReadCommitted', 'RepeatableRead', 'Serializable']);

/** How the transaction of a batch begins; null leaves it to the server's default. */
export interface TransactionOptions {
  readonly isolation: z.infer<typeof IsolationLevel> | null;
  readonly readOnly: boolean | null;
  readonly deferrable: boolean | null;
}

/** A column of a result, with the names that node-postgres and Neon give its parts. */
export interface ResultField {
  readonly name: string;
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeID: number;
  readonly dataTypeSize: number;
  readonly dataTypeModifier: number;
  readonly format: 'text';
}

export interface StatementResult {
  readonly fields: readonly ResultField[];
  readonly rows: readonly (string | null)[][];
  /** First word of the command tag, e.g. `INSERT`; empty for an empty statement. */
  readonly command: string;
  /** Null where the command tag has no number, e.g. for CREATE TABLE. */
  readonly rowCount: number | null;
}

/** What an error says, in the order of Neon's JSON. */
const ERROR_FIELDS = [
  'detail',
  'hint',
  'position',
  'internalPosition',
  'internalQuery',
  'where',
  'table',
  'column',
  'schema',
  'dataType',
  'constraint',
  'file',
  'line',
  'routine',
] as const;

type ErrorField = (typeof ERROR_FIELDS)[number];

/** An error by the names of Neon's JSON. What is unknown is null, but empty in `code` and `severity`, as Neon writes it. */
export type ErrorFields = {
  readonly message: string;
  readonly code: string;
  readonly severity: string;
} & Readonly<Record<ErrorField, string | null>>;

/** An error as a driver gives it, or as much of one as there is. */
type KnownFields = { readonly message: string } & {
  readonly [field in ErrorField | 'code' | 'severity']?: string | null | undefined;
};

/** All fields of an error, of which some may be known. */
export function errorFields(known: KnownFields): ErrorFields {
  const { message, code, severity } = known;
  const optional = Object.fromEntries(ERROR_FIELDS.map((field) => [field, known[field] ?? null]));
  // Has each of the names, because it was made from them.
  return {
    message,
    code: code ?? '',
    severity: severity ?? '',
    ...(optional as Record<ErrorField, string | null>),
  };
}

/** Postgres refused a statement; nothing of its transaction remains. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  readonly fields: ErrorFields;

  constructor(known: KnownFields) {
    super(known.message);
    this.fields = errorFields(known);
  }
}

/** There is no connection to Postgres, or it refused one: nothing was done. */
export class NoConnection extends StatementError {}

/** The connection broke while a statement ran, which may have been committed all the same. */
export class ConnectionLost extends StatementError {}

/** A PostgreSQL that the HTTP endpoint stands before. Both ways to ask throw a StatementError or one of its kinds. */
export interface Engine {
  /** Runs one statement in a transaction of its own. */
  single(statement: Statement): Promise<StatementResult>;
  /** Runs all statements in one transaction, or none. */
  batch(statements: readonly Statement[], options: TransactionOptions): Promise<StatementResult[]>;
  close(): Promise<void>;
}
