import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { seeded } from '#domain/testing/seeded.ts';

/** A bad network in front of an API. */
export interface CuttingProxy {
  readonly url: string;
  /** Live connections that were cut off or fell silent. */
  readonly cuts: number;
  close(): Promise<void>;
}

/** What becomes of the answer to one request. */
interface Fate {
  /** So much of it still comes through, be it half a handshake, half a frame or half a character. */
  readonly bytes: number;
  /** From its first byte on: an API that takes long to answer is not cut off for it. */
  readonly milliseconds: number;
  /** Nothing more comes through, but nobody hangs up either. */
  readonly stalls: boolean;
}

const LIVE = /^GET \S+\/(ws|stream)\?/;

/**
 * Forwards TCP to the API and cuts every live connection off, after random bytes or time, and now and then another
 * request. Once `limit` live connections were cut off, it is a good network. The same seed has the same fates in store.
 */
export async function startCuttingProxy(apiUrl: string, seed: number, limit: number): Promise<CuttingProxy> {
  const { hostname, port } = new URL(apiUrl);
  const random = seeded(seed);
  const open = new Set<Socket>();
  let cuts = 0;

  const drawFate = (): Fate => ({
    bytes: Math.floor(random() * (random() < 0.2 ? 400 : 12_000)),
    milliseconds: random() * 400,
    stalls: random() < 0.04,
  });

  const server = createServer((client) => {
    const api = connect(Number(port), hostname);
    let isLive = false;
    let fate: Fate | null = null;
    let left = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    for (const socket of [client, api]) {
      open.add(socket);
      // What was cut off complains on both sides.
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        clearTimeout(timer);
        client.destroy();
        api.destroy();
      });
    }
    const end = () => {
      clearTimeout(timer);
      api.pause();
      if (isLive) cuts += 1;
      if (!fate?.stalls) client.destroy();
    };
    client.on('data', (bytes) => {
      // A connection may have brought other answers before; behind the request for live updates come only pings.
      if (!isLive) {
        isLive = LIVE.test(bytes.toString('latin1'));
        fate = cuts < limit && (isLive || random() < 0.1) ? drawFate() : null;
        left = fate?.bytes ?? 0;
      }
      api.write(bytes);
    });
    api.on('data', (bytes) => {
      if (fate === null) return client.write(bytes);
      if (isLive) timer ??= setTimeout(end, fate.milliseconds);
      const through = client.write(bytes.subarray(0, left));
      left -= bytes.length;
      if (left <= 0) end();
      return through;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  return {
    url: `http://127.0.0.1:${own}`,
    get cuts() {
      return cuts;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
