/** One server-sent event. */
export interface StreamEvent {
  readonly event: string;
  readonly data: string;
  /** The last id that was named, by this event or an earlier one. */
  readonly id: string;
}

/**
 * Reads server-sent events from text that comes in pieces, cut anywhere. One that the stream ends in the middle of
 * is dropped. Source: WHATWG HTML, "Parsing an event stream".
 *
 * @returns takes the next piece, and answers the events that it completes
 */
export function eventStreamParser(): (piece: string) => StreamEvent[] {
  let rest = '';
  let isFirst = true;
  let event = '';
  let id = '';
  let data: string[] = [];

  function take(line: string): StreamEvent | null {
    if (line === '') {
      const done = data.length === 0 ? null : { event: event || 'message', data: data.join('\n'), id };
      event = '';
      data = [];
      return done;
    }
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'data') data.push(value);
    else if (name === 'event') event = value;
    else if (name === 'id' && !value.includes('\0')) id = value;
    return null;
  }

  return (piece) => {
    const events: StreamEvent[] = [];
    // A carriage return at the very end may be the first half of a line's end.
    const lineEnd = /\r\n|\n|\r(?!$)/g;
    // What was there before has no line's end, so that a long line is not searched again with every piece.
    lineEnd.lastIndex = Math.max(0, rest.length - 1);
    rest += piece;
    let begin = 0;
    for (let end = lineEnd.exec(rest); end !== null; end = lineEnd.exec(rest)) {
      const line = rest.slice(begin, end.index);
      begin = lineEnd.lastIndex;
      const done = take(isFirst ? line.replace(/^\uFEFF/, '') : line);
      isFirst = false;
      if (done !== null) events.push(done);
    }
    rest = rest.slice(begin);
    return events;
  };
}
