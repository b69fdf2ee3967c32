import { Connection } from './connection.ts';

/** Connections that ask at the same time, each again as soon as it was answered. */
export const CONNECTIONS = 32;

/** What is asked of whom. */
export interface Target {
  readonly port: number;
  /** The request by its number, from 0. */
  readonly request: (index: number) => Buffer;
}

/** Milliseconds each request took, and how many were answered in a second. */
export interface Load {
  readonly times: readonly number[];
  readonly perSecond: number;
}

/** Asks `count` times in a closed loop. Throws where an answer is not 2xx. */
export async function load({ port, request }: Target, count: number): Promise<Load> {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => Connection.open(port)));
  const times: number[] = [];
  let next = 0;
  const askOn = async (connection: Connection) => {
    while (next < count) {
      const bytes = request(next);
      next += 1;
      const before = performance.now();
      const { status, body } = await connection.send(bytes);
      times.push(performance.now() - before);
      if (status < 200 || status > 299)
        throw new Error(`answered ${status}: ${body.toString().slice(0, 300)}`);
    }
  };
  const before = performance.now();
  try {
    await Promise.all(connections.map(askOn));
  } finally {
    for (const connection of connections) connection.close();
  }
  return { times, perSecond: (1000 * count) / (performance.now() - before) };
}
