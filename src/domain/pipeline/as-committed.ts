import type { Draft } from './draft.ts';

/** What `advance` writes again behind a command. */
type Advanced = 'project' | 'run' | 'job';
const ADVANCED: readonly unknown[] = ['project', 'run', 'job'] satisfies Advanced[];

/**
 * A command's reply with its project, runs and jobs as they are committed: how they stand follows from what the command
 * made possible, and a caller who hears of that on a socket first must not be told of an earlier state afterwards.
 */
export function asCommitted<R>(draft: Draft, reply: R): R {
  // A row takes the place of the same row: the reply's shape stays, which the compiler cannot follow.
  return current(draft, reply) as R;
}

function current(draft: Draft, part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if (isAdvanced(part)) return draft.get(part.kind, part.id) ?? part;
  if (Array.isArray(part))
    return part.map((item: unknown) => (isAdvanced(item) ? current(draft, item) : item));
  if ('kind' in part) return part;
  const inside = Object.entries(part).map(([name, value]: [string, unknown]) => [
    name,
    isAdvanced(value) || Array.isArray(value) ? current(draft, value) : value,
  ]);
  return Object.fromEntries(inside);
}

function isAdvanced(value: unknown): value is { kind: Advanced; id: string } {
  return typeof value === 'object' && value !== null && 'kind' in value && ADVANCED.includes(value.kind);
}
