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

/** An error that Postgres answered, by the names of Neon's JSON. */
export type PostgresFields = { readonly message: string } & Readonly<Record<string, string | null>>;

/** Postgres refused a statement; nothing of its transaction remains. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  readonly fields: PostgresFields;

  constructor(fields: PostgresFields) {
    super(fields.message);
    this.fields = fields;
  }
}

/** A PostgreSQL that the HTTP endpoint stands before. */
export interface Engine {
  /** Runs one statement in a transaction of its own. Throws a StatementError. */
  single(statement: Statement): Promise<StatementResult>;
  /** Runs all statements in one transaction, or none. Throws a StatementError. */
  batch(statements: readonly Statement[], options: TransactionOptions): Promise<StatementResult[]>;
  close(): Promise<void>;
}
