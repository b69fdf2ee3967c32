import { expect, it } from 'vitest';
import { formatCursor, parseCursor } from './project-list.ts';

const id = '0198c0de-0000-7000-8000-000000000001';

it('reads the cursors that it wrote', () => {
  const cursor = { createdAt: Date.UTC(2026, 10, 22), id };
  expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
});

it.each([
  ['a time that no calendar has', formatCursor({ createdAt: 2 ** 53 - 1, id })],
  ['a year of five digits', formatCursor({ createdAt: Date.UTC(10_000, 0, 1), id })],
  ['nothing', ''],
  ['an id of another kind', `${(1e12).toString(36)}.0198c0de000040008000000000000001`],
])('%s is no cursor', (_, text) => {
  expect(parseCursor(text)).toBeNull();
});
