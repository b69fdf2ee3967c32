import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

const ANSWER_WITHIN_MS = 10_000;

/**
 * Sends one webhook with exactly the headers of Replicate's sender (`fetch` would add its own).
 * Redirects are not followed: a 3xx comes back as its status.
 *
 * @returns the HTTP status, or what went wrong on the way.
 */
export function postWebhook(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  closing: AbortSignal,
): Promise<number | { readonly error: string }> {
  const bytes = Buffer.from(body);
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const request = send(url, {
      method: 'POST',
      agent: false,
      signal: AbortSignal.any([closing, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      headers: {
        'user-agent': 'Webhooks/1.66.0 (sender-9YMgn)',
        'content-type': 'application/json',
        'accept-encoding': 'gzip',
        'content-length': String(bytes.byteLength),
        ...headers,
      },
    });
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', (error) => resolve({ error: error.message }));
    request.end(bytes);
  });
}
