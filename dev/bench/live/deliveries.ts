import { Connection } from '../workerd/connection.ts';
import type { Subscriber } from './subscriber.ts';
import type { Way } from './ways.ts';

/** An event that has not arrived after this long is lost. */
const PATIENCE_MS = 10_000;

/** What became of some events, in milliseconds from the first byte of the request to the client. */
export interface Deliveries {
  /** Of every event to every client. */
  readonly times: readonly number[];
  /** Of every event to the client that heard of it last. */
  readonly last: readonly number[];
  readonly lost: number;
}

let words = 0;

/** Has events happen one after another, each when all clients have heard of the one before. */
export async function deliver(way: Way, clients: readonly Subscriber[], events: number): Promise<Deliveries> {
  const publisher = await Connection.open(way.port);
  const times: number[] = [];
  const last: number[] = [];
  let lost = 0;
  try {
    for (let event = 0; event < events; event += 1) {
      words += 1;
      const word = `event-${String(words).padStart(8, '0')}`;
      const heard = clients.map((client) => client.await(word, PATIENCE_MS));
      const request = way.publish(word);
      const before = performance.now();
      const { status } = await publisher.send(request);
      if (status > 299) throw new Error(`an event was refused with ${status}`);
      const arrived = (await Promise.all(heard)).filter((at) => at !== null).map((at) => at - before);
      lost += clients.length - arrived.length;
      times.push(...arrived);
      last.push(Math.max(...arrived));
    }
  } finally {
    publisher.close();
  }
  return { times, last, lost };
}
