import { AwsV4Signer } from 'aws4fetch';
import { ProviderError } from '../provider-error.ts';
import { objectUrl } from './presigner.ts';

/** Storage copies nothing when it joins parts, but looks at each of them. In milliseconds. */
const TIMEOUT = 60_000;

export type UploadedPart = { partNumber: number; etag: string };

/** Multipart uploads whose parts clients put themselves, by presigned URLs. Throws `storage-unavailable`, to be tried again. */
export type MultipartStore = {
  /** Begins one and answers storage's id of it. Nothing is at `key` until it was completed. */
  begin(input: { key: string; contentType: string }): Promise<string>;
  /**
   * Joins the parts. `gone`: there is no such multipart upload (any more), perhaps because it was completed before;
   * `invalid`: a part is missing, has another ETag or a wrong size, and nothing was changed.
   */
  complete(input: {
    key: string;
    id: string;
    parts: readonly UploadedPart[];
  }): Promise<'completed' | 'gone' | 'invalid'>;
  /** Forgets the parts; one that is gone already is no error. */
  abort(input: { key: string; id: string }): Promise<void>;
};

/**
 * Speaks S3 with signed headers and not the bucket's binding: the parts come in by S3, and only there is it promised
 * that ids and ETags of the one are known to the other.
 */
export function createMultipartStore(config: {
  /** With the bucket, path style: `https://<account>.r2.cloudflarestorage.com/<bucket>`. */
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  fetch: typeof globalThis.fetch;
}): MultipartStore {
  async function ask(
    method: 'POST' | 'DELETE',
    key: string,
    query: Record<string, string>,
    content: { headers?: Record<string, string>; body?: string } = {},
  ): Promise<{ status: number; text: string }> {
    const url = objectUrl(config.endpoint, key);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const { accessKeyId, secretAccessKey } = config;
    const signed = await new AwsV4Signer({
      method,
      url: url.href,
      accessKeyId,
      secretAccessKey,
      service: 's3',
      region: 'auto',
      allHeaders: true,
      ...content,
    }).sign();
    try {
      const response = await config.fetch(signed.url, {
        method,
        headers: signed.headers,
        body: content.body ?? null,
        signal: AbortSignal.timeout(TIMEOUT),
      });
      const text = await response.text();
      if (response.status >= 500 || response.status === 429) throw unavailable(response.status, text);
      return { status: response.status, text };
    } catch (error) {
      throw error instanceof ProviderError ? error : unavailable(null, '', error);
    }
  }

  return {
    async begin({ key, contentType }) {
      const headers = { 'content-type': contentType };
      const { status, text } = await ask('POST', key, { uploads: '' }, { headers });
      const id = /<UploadId>([^<]+)<\/UploadId>/.exec(text)?.[1];
      if (status !== 200 || id === undefined) throw unavailable(status, text);
      return id;
    },
    async complete({ key, id, parts }) {
      const { status, text } = await ask('POST', key, { uploadId: id }, { body: completion(parts) });
      // The answer may begin before the parts are joined, so that an error can come with status 200.
      if (status === 200 && !text.includes('<Error>')) return 'completed';
      const code = errorCode(text);
      if (code === 'NoSuchUpload') return 'gone';
      if (code === 'InvalidPart' || code === 'InvalidPartOrder' || code === 'EntityTooSmall')
        return 'invalid';
      throw unavailable(status, text);
    },
    async abort({ key, id }) {
      const { status, text } = await ask('DELETE', key, { uploadId: id });
      if (status >= 300 && errorCode(text) !== 'NoSuchUpload') throw unavailable(status, text);
    },
  };
}

function completion(parts: readonly UploadedPart[]): string {
  const ordered = parts.toSorted((a, b) => a.partNumber - b.partNumber);
  const list = ordered.map(
    ({ partNumber, etag }) =>
      `<Part><PartNumber>${partNumber}</PartNumber><ETag>${inXml(quoted(etag))}</ETag></Part>`,
  );
  return `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`;
}

/** ETags are quoted in headers; some clients take the quotes off. */
function quoted(etag: string): string {
  return etag.startsWith('"') ? etag : `"${etag}"`;
}

/** Quotes stand for themselves between tags, and not every server reads their entity. */
function inXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function errorCode(text: string): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(text)?.[1];
}

/** Only storage's code is told: its messages may carry signatures. */
function unavailable(status: number | null, text: string, cause?: unknown): ProviderError {
  const answer = status === null ? 'does not answer' : `answered ${status} ${errorCode(text) ?? ''}`.trim();
  return new ProviderError({
    verdict: 'retry',
    code: 'storage-unavailable',
    message: `The storage ${answer}.`,
    ...(cause === undefined ? {} : { cause }),
  });
}
