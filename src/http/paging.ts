/** Pages of lists that a project's object answers whole. Lists of Postgres are paged by their queries. */

import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { decodeBase64Url, encodeBase64Url } from 'hono/utils/encode';
import type { EventKind, ViewOf } from '#contracts/events.ts';
import { listViews, parseWritten, readWritten, refuseRequest, sendWritten, type Written } from './asking.ts';
import type { AppEnv } from './environment.ts';

export const MAX_PAGE = 200;

/** Which page of a list. */
export const PageQuery = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE)
    .default(100)
    .meta({ description: 'Items of a page.', example: 100 }),
  cursor: z.string().min(1).max(200).optional().meta({
    description: "`nextCursor` of the page before; the first page without it. Don't make one yourself.",
    example: 'YXBwcm92YWw6MDE5OGMwZGUtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAx',
  }),
});
export type PageQuery = z.output<typeof PageQuery>;

export interface Page<V> {
  readonly items: V[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/**
 * One page of a project's views: scenes in film order, all else oldest first. A cursor names the last item of its
 * page, not its place: what is added or removed meanwhile neither repeats nor hides another item.
 */
export async function listPage<K extends EventKind>(
  c: Context<AppEnv>,
  kind: K,
  query: PageQuery,
  keep: (view: ViewOf<K>) => boolean = () => true,
): Promise<Page<ViewOf<K>>> {
  return pageFor(c, kind, (await listViews(c, kind)).filter(keep), query);
}

/** The page of these views that is asked for. */
export function pageFor<K extends EventKind>(
  c: Context<AppEnv>,
  kind: K,
  views: readonly ViewOf<K>[],
  query: PageQuery,
): Page<ViewOf<K>> {
  const after = query.cursor === undefined ? null : readCursor(kind, query.cursor);
  if (query.cursor !== undefined && after === null) return refuseCursor(c);
  return pageOf(kind, views, query.limit, after);
}

/** One page of a project's views, newest first. */
export async function newestPage<K extends EventKind>(
  c: Context<AppEnv>,
  kind: K,
  query: PageQuery,
): Promise<Page<ViewOf<K>>> {
  const before = query.cursor === undefined ? null : readCursor(kind, query.cursor);
  if (query.cursor !== undefined && before === null) return refuseCursor(c);
  return pageOf(kind, await listViews(c, kind), query.limit, before, -1);
}

/** Answers with a page. A list that fits into one is sent as the object wrote it. */
export async function sendPage<K extends EventKind>(c: Context<AppEnv>, kind: K, query: PageQuery) {
  return sendPageOf<K>(c, kind, query, await readWritten(c, kind));
}

/** The same with a list that was read already. */
export async function sendPageOf<K extends EventKind>(
  c: Context<AppEnv>,
  kind: K,
  query: PageQuery,
  whole: Written,
) {
  if (query.cursor === undefined && whole.count <= query.limit) return sendWritten<Page<ViewOf<K>>>(c, whole);
  const { items } = await parseWritten<{ items: ViewOf<K>[] }>(whole);
  const body = JSON.stringify(pageFor(c, kind, items, query));
  return sendWritten<Page<ViewOf<K>>>(c, { ...whole, body });
}

/** The items behind `after`, at most `limit` of them; a `direction` of -1 goes from the newest to the oldest. */
export function pageOf<V extends { id: string }>(
  list: string,
  views: readonly V[],
  limit: number,
  after: string | null,
  direction: 1 | -1 = 1,
): Page<V> {
  const keyed = views.map((view) => ({ key: keyOf(view), view }));
  keyed.sort((a, b) => direction * compare(a.key, b.key));
  const rest = after === null ? keyed : keyed.filter(({ key }) => direction * compare(key, after) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const isMore = rest.length > page.length && last !== undefined;
  return { items: page.map(({ view }) => view), nextCursor: isMore ? writeCursor(list, last.key) : null };
}

export function refuseCursor(c: Context<AppEnv>): never {
  const errors = [{ pointer: '/cursor', message: 'Not a cursor of this list.' }];
  return refuseRequest(c, 'invalid-request', 'The cursor is not one that this list gave out.', { errors });
}

/** Ids are UUIDv7, sorted by birth. Scenes tile the film, so that their first frames put them in order. */
function keyOf(view: { id: string; startFrame?: unknown }): string {
  return typeof view.startFrame === 'number' ? String(view.startFrame).padStart(9, '0') : view.id;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

function writeCursor(list: string, key: string): string {
  return encodeBase64Url(new TextEncoder().encode(`${list}:${key}`).buffer).replaceAll('=', '');
}

/** The key in a cursor; null for what is no cursor of this list. */
function readCursor(list: string, cursor: string): string | null {
  if (!/^[\w-]+$/.test(cursor)) return null;
  let text: string;
  try {
    text = new TextDecoder().decode(Uint8Array.from(decodeBase64Url(cursor)));
  } catch {
    // Not base64: nothing that we gave out.
    return null;
  }
  return new RegExp(`^${list}:([0-9a-f-]{36}|\\d{9})$`).exec(text)?.[1] ?? null;
}
