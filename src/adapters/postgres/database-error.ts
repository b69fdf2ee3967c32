import { NeonDbError } from '@neondatabase/serverless';

/**
 * SQLSTATE classes and codes that may pass by themselves: 08 connection, 53 resources, 40001 and 40P01 lost races,
 * 55P03 lock not available, 57P01 to 57P03 server going down or coming up.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const TRANSIENT_CODES = /^(08...|53...|40001|40P01|55P03|57P0[123])$/;

/** Neon's proxy answers 413 and 507 to a body above 10 MiB, which will be as large the next time. */
const isTransientStatus = (status: number) => status === 429 || (status >= 500 && status !== 507);

/** drizzle wraps what a single query throws and leaves a batch's error as it is. */
function neonError(error: unknown): NeonDbError | null {
  if (error instanceof NeonDbError) return error;
  if (error instanceof Error && error.cause instanceof NeonDbError) return error.cause;
  return null;
}

/** The driver knows a status that is neither 200 nor 400 only as part of its message. */
function httpStatus(error: NeonDbError): number | null {
  const status = /^Server error \(HTTP status (\d{3})\)/.exec(error.message)?.[1];
  return status === undefined ? null : Number(status);
}

/** Empty where Neon's proxy itself refused: it fills `code` only from what Postgres answered. */
const sqlState = (error: NeonDbError): string | undefined => error.code || undefined;

/**
 * What Neon's proxy says, with status 400, where it lost Postgres while a statement ran:
 * https://github.com/neondatabase/neon/blob/main/libs/proxy/tokio-postgres2/src/error/mod.rs
 */
const LOST_CONNECTION = /^(connection closed|error communicating with the server)/;

/** An answer that broke off while it was read; the driver lets that error through unwrapped. */
function isCutAnswer(error: unknown): boolean {
  const source = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (
    source instanceof Error &&
    ['SyntaxError', 'TypeError', 'AbortError', 'TimeoutError'].includes(source.name)
  );
}

/** SQLSTATE of a failed query, e.g. `23505`; undefined where Postgres never answered. */
export function pgCode(error: unknown): string | undefined {
  if (error instanceof DatabaseError) return error.code ?? undefined;
  const neon = neonError(error);
  return neon === null ? undefined : sqlState(neon);
}

/**
 * Whether the same statement may succeed when it is sent again. A write whose answer was lost may have been
 * committed; all writes of this adapter can be repeated.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof DatabaseError) return error.transient;
  const neon = neonError(error);
  if (neon === null) return isCutAnswer(error);
  const code = sqlState(neon);
  if (code !== undefined) return TRANSIENT_CODES.test(code);
  const status = httpStatus(neon);
  if (status !== null) return isTransientStatus(status);
  return neon.sourceError !== undefined || LOST_CONNECTION.test(neon.message);
}

/**
 * The one error of this adapter. It names the table and the SQLSTATE and nothing else: the messages of drizzle
 * and of Postgres quote parameter values, so neither is kept, not even as a cause.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** SQLSTATE; null where Postgres never answered. */
  readonly code: string | null;
  readonly table: string;
  /** Name of the violated constraint; null for other failures. */
  readonly constraint: string | null;
  /** HTTP status of the endpoint where it was neither 200 nor 400. */
  readonly status: number | null;
  readonly transient: boolean;

  constructor(table: string, error: unknown) {
    const neon = neonError(error);
    const code = pgCode(error) ?? null;
    const status = neon === null ? null : httpStatus(neon);
    const what = code !== null ? `SQLSTATE ${code}` : status !== null ? `HTTP ${status}` : 'no answer';
    super(`Postgres, ${table}: ${what}`);
    this.code = code;
    this.table = table;
    this.constraint = neon?.constraint ?? null;
    this.status = status;
    this.transient = isTransient(error);
  }
}

/** Runs a query and turns whatever it throws into a {@link DatabaseError}. Only queries belong inside. */
export async function asking<T>(table: string, query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    throw new DatabaseError(table, error);
  }
}
