/** How long a URL that was handed out can be fetched, in seconds. */
export const URL_SECONDS = 3600;

/**
 * The `ETag` of an answer that holds such URLs: another one every half of their life, so that a client that is told
 * 304 is never left with URLs that are over.
 */
export function etagOfSigned(tag: string, now: number): string {
  const age = Math.floor(now / (URL_SECONDS * 500));
  return tag.replace(/"$/, `.${age}"`);
}
