import { z } from 'zod';

/** What can ask the API. */
interface Asking {
  ask<T>(method: 'GET', path: string, answer: z.ZodType<T>): Promise<T>;
}

/** All items of a list, page by page. `path` has no query of its own. */
export async function listAll<T>(
  api: Asking,
  path: string,
  item: z.ZodType<T>,
  pageSize = 100,
): Promise<T[]> {
  const Page = z.object({ items: z.array(item), nextCursor: z.string().nullable() });
  const all: T[] = [];
  for (let query = `?limit=${pageSize}`; ; ) {
    const { items, nextCursor } = await api.ask('GET', `${path}${query}`, Page);
    all.push(...items);
    if (nextCursor === null) return all;
    query = `?limit=${pageSize}&cursor=${encodeURIComponent(nextCursor)}`;
  }
}
