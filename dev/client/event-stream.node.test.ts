import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventStreamParser, type StreamEvent } from './event-stream.ts';

/** What another parser of the same standard makes of the text. */
function reference(text: string): StreamEvent[] {
  const events: StreamEvent[] = [];
  const parser = createParser({
    onEvent: ({ event = 'message', data, id = '' }) => events.push({ event, data, id }),
  });
  parser.feed(text);
  return events;
}

function parse(pieces: readonly string[]): StreamEvent[] {
  const parser = eventStreamParser();
  return pieces.flatMap((piece) => parser(piece));
}

/** The text in pieces, cut at these places. */
function cut(text: string, places: readonly number[]): string[] {
  const at = [...places.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b);
  return at.map((end, index) => text.slice(at[index - 1] ?? 0, end));
}

const line = fc.oneof(
  fc.constantFrom(
    '',
    'data',
    'data: {"seq":1}',
    'data:x',
    ': keep-alive',
    'retry: 1000',
    'event: job.updated',
  ),
  fc.constantFrom('data: a: b', 'data:  two blanks', 'event', 'unknown: field', ':', 'data: ü\u{1f3b5}'),
);
const stream = fc.array(line, { maxLength: 20 }).map((lines) => lines.map((text) => `${text}\n`).join(''));
const places = fc.array(fc.nat(), { maxLength: 10 });

test('reads what the standard says, wherever the pieces are cut', () => {
  fc.assert(
    fc.property(stream, places, (text, where) => {
      const events = parse(cut(text, where));
      expect(events).toEqual(reference(text));
    }),
  );
});

test('takes every end of a line that the standard knows', () => {
  fc.assert(
    fc.property(stream, places, fc.constantFrom('\r\n', '\r'), (text, where, end) => {
      // Whether a last carriage return ends its line shows with the next character.
      const events = parse(cut(`${text.replaceAll('\n', end)}:`, where));
      expect(events).toEqual(parse([text]));
    }),
  );
});

test('an id holds until the next one, a byte order mark is nothing, half an event at the end is dropped', () => {
  const events = parse(['\uFEFFid: 7\nevent: ready\ndata: a\n\ndata: b\ndata: c\n\nid: 8\ndata: half']);
  expect(events).toEqual([
    { event: 'ready', data: 'a', id: '7' },
    { event: 'message', data: 'b\nc', id: '7' },
  ]);
});
