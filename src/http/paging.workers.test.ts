import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from './app.ts';
import { type Page, pageOf } from './paging.ts';
import { ask, bearer, createdProject, deployment, standInForProvider } from './testing/deployment.ts';

interface Item {
  readonly id: string;
  readonly startFrame?: number;
}

/** Reads a list to its end; `between` sees what was read so far and says what the list is from then on. */
function readAll(items: readonly Item[], limit: number, between: (seen: readonly Item[]) => readonly Item[]) {
  const seen: Item[] = [];
  let now = items;
  for (let after: string | null = null; ; ) {
    const page: Page<Item> = pageOf('image', now, limit, after);
    seen.push(...page.items);
    if (page.nextCursor === null) return seen;
    after = atob(page.nextCursor.replaceAll('-', '+').replaceAll('_', '/')).replace('image:', '');
    now = between(seen);
  }
}

const ids = fc.uniqueArray(fc.uuid({ version: 7 }), { maxLength: 60, size: 'max' });
const lists = fc.oneof(
  ids.map((all) => all.map((id): Item => ({ id }))),
  // Scenes: any ids, in the order of their frames.
  ids.map((all) => all.map((id, index): Item => ({ id, startFrame: index * 24 }))),
);
const inOrder = (items: readonly Item[]) =>
  items.toSorted((a, b) =>
    a.startFrame !== undefined && b.startFrame !== undefined
      ? a.startFrame - b.startFrame
      : a.id < b.id
        ? -1
        : 1,
  );

describe('pages', () => {
  it('together are the list, in its order, whatever their size', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 200 }), (items, limit) => {
        expect(readAll(items, limit, () => items)).toEqual(inOrder(items));
      }),
    );
  });

  it('stay right while the list changes: nothing that was there throughout is missing or comes twice', () => {
    const change = fc.record({ limit: fc.integer({ min: 1, max: 7 }), dropped: fc.nat(), added: fc.nat(3) });
    fc.assert(
      fc.property(lists, change, (items, { limit, dropped, added }) => {
        const gone = inOrder(items).at(dropped % Math.max(items.length, 1));
        const last = items.at(-1)?.startFrame;
        const frames = (index: number) => (last === undefined ? {} : { startFrame: last + 24 * (index + 1) });
        const later = [
          ...items.filter((item) => item !== gone),
          ...Array.from({ length: added }, (_, index): Item => ({ id: uuidv7(), ...frames(index) })),
        ];
        const seen = readAll(items, limit, () => later);
        expect(new Set(seen).size).toBe(seen.length);
        const lasting = items.filter((item) => item !== gone);
        expect(seen.filter((item) => lasting.includes(item))).toEqual(inOrder(lasting));
      }),
    );
  });

  it('are read from the newest to the oldest where they are asked for so', () => {
    const items = Array.from({ length: 5 }, () => ({ id: uuidv7() }));
    const first = pageOf('image', items, 3, null, -1);
    expect(first.items).toEqual(items.toReversed().slice(0, 3));
    const rest = pageOf('image', [...items, { id: uuidv7() }], 3, first.items.at(-1)?.id ?? null, -1);
    expect(rest).toEqual({ items: items.toReversed().slice(3), nextCursor: null });
  });

  it('end without a cursor, also where the last one is just full', () => {
    const items = [{ id: uuidv7() }, { id: uuidv7() }];
    expect(pageOf('image', items, 2, null).nextCursor).toBeNull();
    expect(pageOf('image', [], 2, null)).toEqual({ items: [], nextCursor: null });
  });
});

interface Operation {
  parameters?: { name: string; in: string }[];
  responses: Record<string, { content?: Record<string, { schema?: { properties?: object } }> }>;
}

describe('every list of the document', () => {
  const { paths = {} } = createApp().getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: '', version: '' },
  });
  const lists = Object.entries(paths).flatMap(([path, item]) => {
    const get = item.get as Operation | undefined; // the document's own shape, as far as it is read here
    const body = get?.responses['200']?.content?.['application/json']?.schema?.properties;
    return get !== undefined && body !== undefined && 'nextCursor' in body ? [[path, get] as const] : [];
  });

  it('is found', () => expect(lists.length).toBeGreaterThanOrEqual(9));

  it.each(lists)('%s takes limit and cursor', (_, { parameters = [] }) => {
    expect(parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['limit', 'cursor']),
    );
  });
});

describe('a list over HTTP', () => {
  beforeEach(() => standInForProvider());
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const cursorOf = (text: string) => btoa(text).replaceAll('=', '');

  it.each([
    ['limit=0', '/limit'],
    ['limit=201', '/limit'],
    ['limit=many', '/limit'],
    ['cursor=', '/cursor'],
    ['cursor=%00', '/cursor'],
    ['cursor=nonsense', '/cursor'],
    [`cursor=${cursorOf('clip:0198c0de-0000-7000-8000-000000000001')}`, '/cursor'],
    [`cursor=${cursorOf('image:')}`, '/cursor'],
  ])('refuses %s and says where it is wrong', async (query, pointer) => {
    const on = deployment();
    const authorization = await bearer({ scope: 'read write' });
    const path = await createdProject(on, authorization);
    const { status, body } = await ask(on, `${path}/images?${query}`, authorization);
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'invalid-request' });
    expect(body.errors).toMatchObject([{ pointer }]);
  });

  it('takes a cursor of its own, also when what it names is gone', async () => {
    const on = deployment();
    const authorization = await bearer({ scope: 'read write' });
    const path = await createdProject(on, authorization);
    const cursor = cursorOf('image:0198c0de-0000-7000-8000-000000000001');
    const { status, body } = await ask(on, `${path}/images?limit=1&cursor=${cursor}`, authorization);
    expect({ status, body }).toEqual({ status: 200, body: { items: [], nextCursor: null } });
  });
});
