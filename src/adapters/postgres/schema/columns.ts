import { bigint, customType, numeric, uuid } from 'drizzle-orm/pg-core';

/**
 * A moment as milliseconds since the epoch here and as `timestamptz` in Postgres. Three fractional digits are
 * all that we ever have, so a moment that was read back equals the one that was written.
 */
export const instant = customType<{ data: number; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (milliseconds) => new Date(milliseconds).toISOString(),
  fromDriver: (text) => Date.parse(text),
});

/**
 * Money in USD. `numeric` without a scale: sums in SQL are exact decimals, and because the shortest decimal form
 * of a JavaScript number is kept as it is, a price of any size is read back bit for bit. A fixed scale such as
 * (12,6) would round the price of a single token away.
 */
export const usd = (name: string) => numeric(name, { mode: 'number' });

/** A whole number beyond 32 bits: bytes, seeds, revisions. Exact up to 2^53. */
export const wide = (name: string) => bigint(name, { mode: 'number' });

/**
 * What every recorded row has. `revision` guards each write (P10); a deleted row stays as a tombstone with
 * `deletedAt` set, or else a late older record would bring it back.
 */
export const recordColumns = () => ({
  revision: wide('revision').notNull(),
  deletedAt: instant('deleted_at'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

/** A recorded row that belongs to a project. */
export const childColumns = () => ({
  id: uuid('id').primaryKey(),
  projectId: uuid('project_id').notNull(),
  ...recordColumns(),
});
