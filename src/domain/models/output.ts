import { z } from 'zod';

const Url = z.url({ protocol: /^https?$/ });

/**
 * The file that a prediction made. Its shape depends on the model: one URL, a list of them (the first counts), or
 * an object with a `url`. Null when there is no file.
 */
export function outputUrl(output: unknown): string | null {
  const one = Array.isArray(output) ? output[0] : output;
  const candidate = typeof one === 'object' && one !== null && 'url' in one ? one.url : one;
  const url = Url.safeParse(candidate);
  return url.success ? url.data : null;
}
