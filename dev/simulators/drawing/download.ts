import { setTimeout as sleep } from 'node:timers/promises';

const MAX_BYTES = 60 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
const PAUSE_MS = 250;

/**
 * Fetches an input file as the hosted models do: data URLs and HTTP(S), redirects followed, 30 s. A refused
 * connection is tried again for as long: in a local stack that was just started again, storage comes up after us.
 * Failures are values whose text names the host at most: presigned queries must not reach logs or errors.
 */
export async function download(
  url: string,
  signal: AbortSignal,
): Promise<{ readonly bytes: Buffer } | { readonly error: string }> {
  const data = /^data:[^,]*?(;base64)?,/.exec(url);
  if (data !== null) {
    return {
      bytes: Buffer.from(
        decodeURIComponent(url.slice(data[0].length)),
        data[1] === undefined ? 'utf8' : 'base64',
      ),
    };
  }
  if (!URL.canParse(url)) return { error: 'not a URL' };
  const { host } = new URL(url);
  try {
    const response = await fetchPatiently(url, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
    if (!response.ok) {
      await response.body?.cancel();
      return { error: `HTTP ${response.status} from ${host}` };
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    return bytes.length > MAX_BYTES ? { error: `file from ${host} is too large` } : { bytes };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    return { error: `could not reach ${host}${cause === '' ? '' : ` (${cause.slice(0, 80)})`}` };
  }
}

async function fetchPatiently(url: string, signal: AbortSignal): Promise<Response> {
  for (;;) {
    try {
      return await fetch(url, { signal });
    } catch (error) {
      if (!isRefused(error) || signal.aborted) throw error;
      await sleep(PAUSE_MS, undefined, { signal });
    }
  }
}

function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}
