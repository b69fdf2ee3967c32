import { AwsV4Signer } from 'aws4fetch';
import { contentDisposition, encodeUnreserved } from './content-disposition.ts';

/** A week: the longest that S3 signs for. */
const MAX_EXPIRES_SECONDS = 604_800;

export type Presigner = {
  /**
   * A URL for one PUT of one object. The answer's `headers` are signed and must be sent as they are; an upload
   * of another type, or of another size where `contentLength` was given, is refused by storage with 403.
   */
  presignPut(input: {
    key: string;
    contentType: string;
    /** Bytes. Browsers send it by themselves. */
    contentLength?: number;
    /** Storage refuses a second PUT with 412, so that what was looked at stays what it was. */
    once?: boolean;
    expiresSeconds: number;
  }): Promise<{ url: string; headers: Record<string, string> }>;
  /** A URL for one PUT of one part of a multipart upload, of exactly that many bytes. */
  presignPart(input: {
    key: string;
    multipartId: string;
    partNumber: number;
    contentLength: number;
    expiresSeconds: number;
  }): Promise<{ url: string; headers: Record<string, string> }>;
  /** A URL for GET, with ranges. `downloadName` makes browsers save under that name instead of showing. */
  presignGet(input: {
    key: string;
    expiresSeconds: number;
    downloadName?: string;
    contentType?: string;
  }): Promise<string>;
};

/**
 * Signs URLs for storage that speaks S3 (Signature Version 4, in the query), without asking it. The URLs grant
 * access to whoever has them: never log or store them.
 */
export function createPresigner(config: {
  /** With the bucket, path style, without a final slash: `https://<account>.r2.cloudflarestorage.com/<bucket>`. */
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
}): Presigner {
  const derivedKeys = new Map<string, ArrayBuffer>();

  async function sign(
    method: 'GET' | 'PUT',
    url: URL,
    headers: Record<string, string>,
    expiresSeconds: number,
  ) {
    if (!Number.isInteger(expiresSeconds) || expiresSeconds < 1 || expiresSeconds > MAX_EXPIRES_SECONDS) {
      throw new RangeError(
        `a presigned URL lives 1 to ${MAX_EXPIRES_SECONDS} seconds, not ${expiresSeconds}`,
      );
    }
    url.searchParams.set('X-Amz-Expires', String(expiresSeconds));
    const signed = await new AwsV4Signer({
      method,
      url: url.href,
      headers,
      accessKeyId: config.accessKeyId,
      secretAccessKey: config.secretAccessKey,
      service: 's3',
      region: 'auto',
      signQuery: true,
      // Without it aws4fetch leaves content-type and content-length unsigned.
      allHeaders: true,
      cache: derivedKeys,
    }).sign();
    // A blank was signed as %20; `+` for it holds only in forms, and not every server reads it so.
    signed.url.search = signed.url.search.replaceAll('+', '%20');
    return signed.url.href;
  }

  return {
    async presignPut(input) {
      const headers: Record<string, string> = { 'content-type': input.contentType };
      if (input.contentLength !== undefined) headers['content-length'] = String(input.contentLength);
      if (input.once === true) headers['if-none-match'] = '*';
      const url = await sign('PUT', objectUrl(config.endpoint, input.key), headers, input.expiresSeconds);
      return { url, headers };
    },
    async presignPart(input) {
      const target = objectUrl(config.endpoint, input.key);
      target.searchParams.set('partNumber', String(input.partNumber));
      target.searchParams.set('uploadId', input.multipartId);
      const headers = { 'content-length': String(input.contentLength) };
      const url = await sign('PUT', target, headers, input.expiresSeconds);
      return { url, headers };
    },
    presignGet(input) {
      const url = objectUrl(config.endpoint, input.key);
      if (input.contentType !== undefined) url.searchParams.set('response-content-type', input.contentType);
      if (input.downloadName !== undefined) {
        url.searchParams.set('response-content-disposition', contentDisposition(input.downloadName));
      }
      return sign('GET', url, {}, input.expiresSeconds);
    },
  };
}

/**
 * A server may canonicalise the path anew or take it as it was sent, so it is sent in canonical form: everything
 * but RFC 3986's unreserved characters encoded.
 */
export function objectUrl(endpoint: string, key: string): URL {
  const path = key.split('/').map(encodeUnreserved).join('/');
  return new URL(`${endpoint.replace(/\/+$/, '')}/${path}`);
}
