/**
 * How the Worker asks a project's object for a body that is ready to be sent: by `fetch`, whose answer it hands on as
 * it comes. Over RPC the text would be copied into a message and out of it again, which took a third of a read.
 */
import { EVENT_VIEWS } from '#contracts/events.ts';
import type { Readable, Reading } from './readings.ts';

const ORIGIN = 'https://project.internal';
/** What is told beside the body: seq, count, whether it is pictured and, where there is one, edit tag. */
const FACTS = 'omvee-reading';

export interface AskedReading {
  readonly ownerId: string;
  readonly what: Readable;
}

/** Put together and taken apart as text: both happen in every read, and a `URL` costs more than the answer. */
export function readingAddress({ ownerId, what }: AskedReading): string {
  return `${ORIGIN}/read/${what}/${encodeURIComponent(ownerId)}`;
}

/** What an address asks for; null for one that asks for something else. */
export function askedReading(address: string): AskedReading | null {
  if (!address.startsWith(`${ORIGIN}/read/`)) return null;
  const [what = '', ownerId = ''] = address.slice(ORIGIN.length + '/read/'.length).split('/');
  return isReadable(what) ? { what, ownerId: decodeURIComponent(ownerId) } : null;
}

function isReadable(what: string): what is Readable {
  return what === 'detail' || what === 'song-detail' || Object.hasOwn(EVENT_VIEWS, what);
}

/** The object's answer. */
export function readingResponse({ seq, count, pictured, tag, body }: Reading): Response {
  return new Response(body, { headers: { [FACTS]: `${seq} ${count} ${pictured} ${tag ?? ''}` } });
}

/** What the object told beside the body. Throws for an answer that `readingResponse` did not make. */
export function readingFacts(response: Response): Omit<Reading, 'body'> {
  const [seq, count, pictured, tag] = response.headers.get(FACTS)?.split(' ') ?? [];
  if (seq === undefined || count === undefined) throw new Error(`the object answered ${response.status}`);
  return { seq: Number(seq), count: Number(count), pictured: pictured === 'true', tag: tag || null };
}
