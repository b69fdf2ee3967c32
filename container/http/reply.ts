import type { ServerResponse } from 'node:http';

/** Answers JSON with its length, and ends the response. */
export function replyJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', body);
}

/** Answers a problem (RFC 9457). */
export function replyProblem(
  response: ServerResponse,
  status: number,
  problem: { code: string; title: string; detail?: string; errors?: unknown },
): void {
  send(response, status, 'application/problem+json', { type: 'about:blank', status, ...problem });
}

function send(response: ServerResponse, status: number, type: string, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': type,
    'content-length': bytes.length,
    'cache-control': 'no-store',
  });
  response.end(bytes);
}
