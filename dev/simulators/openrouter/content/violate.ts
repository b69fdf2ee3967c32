import { z } from 'zod';

type Variant = 'negative-times' | 'overlap' | 'missing-field' | 'wrong-type' | 'too-few';

const recordSchema = z.record(z.string(), z.unknown());
const listSchema = z.array(recordSchema).min(1);

/** The first property that is a list of objects (`scenes`, `prompts`). */
function mainList(value: Record<string, unknown>): [string, Record<string, unknown>[]] | undefined {
  for (const [name, entry] of Object.entries(value)) {
    const list = listSchema.safeParse(entry);
    if (list.success) return [name, list.data];
  }
  return undefined;
}

function changeItem(item: Record<string, unknown>, index: number, variant: Variant): Record<string, unknown> {
  const { startSeconds, endSeconds } = item;
  switch (variant) {
    case 'negative-times':
      return index === 0 ? { ...item, startSeconds: -4.2 } : item;
    case 'overlap':
      // Every scene runs far into the next one.
      return typeof startSeconds === 'number' && typeof endSeconds === 'number'
        ? { ...item, endSeconds: endSeconds + (endSeconds - startSeconds) * 0.8 }
        : item;
    case 'missing-field':
      return index === 0 ? Object.fromEntries(Object.entries(item).slice(1)) : item;
    case 'wrong-type':
      return Object.fromEntries(
        Object.entries(item).map(([name, value]) => [
          name,
          typeof value === 'number' ? String(value) : value,
        ]),
      );
    case 'too-few':
      return item;
  }
}

/** Breaks an answer in the way a careless model would. */
export function violate(value: unknown, variant: Variant): unknown {
  const record = recordSchema.safeParse(value);
  const main = record.success ? mainList(record.data) : undefined;
  if (!record.success || main === undefined) return { unexpected: value };
  const [name, list] = main;
  const kept = variant === 'too-few' ? list.slice(0, Math.max(1, Math.floor(list.length / 3))) : list;
  return { ...record.data, [name]: kept.map((item, index) => changeItem(item, index, variant)) };
}
