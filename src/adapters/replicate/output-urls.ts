const MAX_DEPTH = 3;

/**
 * The URLs in the output of a prediction, in order and without repeats, whatever its shape: one string, a list,
 * or objects of them. Only `http(s)`; whether a host may be fetched is decided where it is fetched.
 */
export function outputUrls(output: unknown): string[] {
  return [...new Set(collect(output, 0))];
}

function collect(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return /^https?:\/\//i.test(value) && URL.canParse(value) ? [value] : [];
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH) return [];
  return Object.values(value).flatMap((inner) => collect(inner, depth + 1));
}
