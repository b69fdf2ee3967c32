import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { seeded } from '#domain/testing/seeded.ts';

/** A bad network in front of an API. */
export interface CuttingProxy {
  readonly url: string;
  /** Connections with live updates that were cut off or fell silent. */
  readonly cuts: number;
  close(): Promise<void>;
}

/** What becomes of one connection. */
interface Fate {
  /** Bytes of the API that still come through: the middle of a handshake, of a frame or of a character. */
  readonly bytes: number;
  readonly milliseconds: number;
  /** Nothing more comes through, but nobody hangs up either. */
  readonly stalls: boolean;
}

const LIVE = /^GET \S+\/(ws|stream)\?/m;

/**
 * Forwards TCP to the API and cuts every connection off, after random bytes or time, until `limit` connections with
 * live updates were; from then on it is a good network. The same seed has the same fates in store.
 */
export async function startCuttingProxy(apiUrl: string, seed: number, limit: number): Promise<CuttingProxy> {
  const { hostname, port } = new URL(apiUrl);
  const random = seeded(seed);
  const open = new Set<Socket>();
  let cuts = 0;

  const drawFate = (): Fate => ({
    bytes: Math.floor(random() * (random() < 0.15 ? 300 : 5000)),
    milliseconds: 100 + random() * 900,
    stalls: random() < 0.06,
  });

  const server = createServer((client) => {
    const api = connect(Number(port), hostname);
    let fate = cuts < limit ? drawFate() : null;
    let isLive = false;
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
      if (fate === null) return;
      if (isLive) cuts += 1;
      if (!fate.stalls) client.destroy();
      api.pause();
      fate = { bytes: 0, milliseconds: 0, stalls: true };
    };
    const timer = fate === null ? undefined : setTimeout(end, fate.milliseconds);
    client.on('data', (bytes) => {
      isLive ||= LIVE.test(bytes.toString('latin1'));
      api.write(bytes);
    });
    api.on('data', (bytes) => {
      if (fate === null) return client.write(bytes);
      client.write(bytes.subarray(0, fate.bytes));
      fate = { ...fate, bytes: fate.bytes - bytes.length };
      if (fate.bytes <= 0) end();
      return undefined;
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
