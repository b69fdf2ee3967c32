import { type Dispatcher, request } from 'undici';

/**
 * Asks storage for a file; answers as soon as the headers are there. Follows no redirect: what one leads to is not what
 * we were given. Whoever reads watches how long it takes.
 *
 * Bytes come as the system gave them: `node:http` copies every chunk, and `fetch` has streams of the web, which take
 * twice and three times the processor time for a film's segments.
 */
export function httpBody(url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  // "identity": a decompressed body could be far larger than what storage holds.
  const headers = { 'accept-encoding': 'identity' };
  return request(url, { signal, headers, headersTimeout: 0, bodyTimeout: 0 });
}

/** The size that an answer declares. */
export function declaredSize({ headers }: Dispatcher.ResponseData): number | undefined {
  const declared = headers['content-length'];
  return declared === undefined ? undefined : Number(declared);
}
