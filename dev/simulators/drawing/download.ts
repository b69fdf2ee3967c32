const MAX_BYTES = 60 * 1024 * 1024;

/**
 * Fetches an input file as the hosted models do: data URLs and HTTP(S), redirects followed, 30 s.
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
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]) });
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
