import { ProviderError } from '#adapters/provider-error.ts';
import { retryAfterSeconds } from '#adapters/wire/retry-after.ts';
import { isAllowedUrl } from './allowed-host.ts';
import { readHead } from './head.ts';
import type { MediaBucket } from './media-bucket.ts';
import { outputTooLarge, retryOutput, stopOutput } from './output-failure.ts';
import { type PixelSize, pixelSize } from './pixel-size.ts';
import { SNIFF_BYTES, type Sniffed, sniffMedia } from './sniff.ts';
import { storeKnownLength, storeUnknownLength } from './store-stream.ts';

/**
 * Carries an output from a provider's URL into the bucket without ever holding more than a part of it, and looks at
 * its first bytes on the way, so that an error page is never stored as a picture. Nothing is stored unless all of
 * it arrived. May be repeated: the same key is written again.
 *
 * Throws {@link ProviderError}: terminal `output-gone` (404, 410), `output-host-refused`, `output-too-large`,
 * `output-wrong-kind` (media, but not what was expected); retry for all else.
 */
export async function streamToBucket(input: {
  fetch: typeof globalThis.fetch;
  url: string;
  bucket: MediaBucket;
  key: string;
  /** `host` or `.suffix`. */
  allowedHosts: readonly string[];
  maxBytes: number;
  expect: 'image' | 'video';
  /** For the whole transfer; default 5 minutes. */
  timeoutMs?: number;
}): Promise<{ contentType: string; sizeBytes: number; pixels: PixelSize | null }> {
  if (!isAllowedUrl(input.url, input.allowedHosts)) {
    throw stopOutput('output-host-refused', 'The output lies on a host that is not on the list.');
  }
  const response = await get(input);
  const announced = announcedBytes(response.headers);
  if (announced !== null && announced > input.maxBytes) {
    await response.body?.cancel();
    throw outputTooLarge(input.maxBytes);
  }
  const source = (response.body ?? new Response('').body)?.getReader();
  if (source === undefined) throw retryOutput('output-empty', 'The output is empty.');

  try {
    const head = await readHead(source, SNIFF_BYTES);
    const contentType = expectedType(await sniffMedia(head), input.expect);
    const store = { bucket: input.bucket, key: input.key, contentType, head, source };
    const sizeBytes =
      announced === null
        ? await storeUnknownLength({ ...store, maxBytes: input.maxBytes })
        : await storeKnownLength({ ...store, sizeBytes: announced });
    return { contentType, sizeBytes, pixels: pixelSize(head) };
  } catch (error) {
    // The transfer ends here whatever failed; a source that is broken already has nothing left to say.
    await source.cancel().catch(() => undefined);
    if (error instanceof ProviderError) throw error;
    throw retryOutput('output-interrupted', 'The output did not arrive whole.', error);
  }
}

async function get(input: {
  fetch: typeof globalThis.fetch;
  url: string;
  timeoutMs?: number;
}): Promise<Response> {
  const { fetch } = input;
  let response: Response;
  try {
    response = await fetch(input.url, {
      // A redirect could lead anywhere; and a compressed answer would have another length than it announces.
      redirect: 'manual',
      headers: { accept: '*/*', 'accept-encoding': 'identity' },
      signal: AbortSignal.timeout(input.timeoutMs ?? 300_000),
    });
  } catch (error) {
    throw retryOutput('output-unreachable', 'The output could not be fetched.', error);
  }
  if (response.status === 200) return response;
  await response.body?.cancel();
  if (response.status === 404 || response.status === 410) {
    throw stopOutput('output-gone', 'The provider has deleted the output.', response.status);
  }
  throw new ProviderError({
    verdict: 'retry',
    code: 'output-unavailable',
    message: `The output could not be fetched (HTTP ${response.status}).`,
    status: response.status,
    retryAfterSeconds: retryAfterSeconds(response.headers, Date.now()),
  });
}

/** Null where the length is not stated, or is that of a compressed form. */
function announcedBytes(headers: Headers): number | null {
  const encoding = headers.get('content-encoding') ?? 'identity';
  const length = headers.get('content-length');
  return encoding === 'identity' && length !== null && /^\d+$/.test(length) ? Number(length) : null;
}

function expectedType(sniffed: Sniffed | null, expect: 'image' | 'video'): string {
  if (sniffed === null) {
    throw retryOutput('output-not-media', 'What the provider gave is neither a picture nor a video.');
  }
  if (sniffed.class !== expect) {
    throw stopOutput('output-wrong-kind', `The output is ${sniffed.mime} where ${expect} was expected.`);
  }
  return sniffed.mime;
}
