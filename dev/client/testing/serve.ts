import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer, or a connection that is cut without one. */
export type Said = { status: number; headers: Record<string, string>; body: string } | 'cut';

/** An HTTP server for one test, which answers by a script. `count` is 1 for the first request. */
export async function serve(
  script: (request: Heard, count: number) => Said,
): Promise<{ url: string; requests: Heard[] }> {
  const requests: Heard[] = [];
  const server = createServer((request, response) => {
    text(request).then((body) => {
      const heard = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      requests.push(heard);
      const said = script(heard, requests.length);
      if (said === 'cut') return request.socket.destroy();
      return response.writeHead(said.status, said.headers).end(said.body);
    }, request.destroy);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  return { url: `http://127.0.0.1:${port}`, requests };
}
