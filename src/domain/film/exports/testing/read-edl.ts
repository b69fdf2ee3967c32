/** Reads an edit decision list as another program would, from the format alone. For tests. */

export interface EdlEvent {
  readonly number: number;
  readonly reel: string;
  readonly channel: string;
  readonly kind: string;
  readonly dissolveFrames: number;
  readonly sourceIn: number;
  readonly sourceOut: number;
  readonly recordIn: number;
  readonly recordOut: number;
  /** Frames of the file a second; null where it plays as it is. */
  readonly motion: number | null;
}

const EVENT =
  /^(\d{3}) {2}(\S{1,8}) +(V|AA) +(C|D) +(\d{3})? +(\d\d:\d\d:\d\d[:;]\d\d) (\d\d:\d\d:\d\d[:;]\d\d) (\d\d:\d\d:\d\d[:;]\d\d) (\d\d:\d\d:\d\d[:;]\d\d)$/;

/** The events of a list, in frames. Throws at any line that the format does not have. */
export function readEdl(text: string, counted: number): { head: string[]; events: EdlEvent[] } {
  const lines = text.split('\r\n');
  if (lines.pop() !== '') throw new Error('the last line does not end');
  const head = lines.slice(0, 2);
  const drops = head[1] === 'FCM: DROP FRAME';
  const events: EdlEvent[] = [];
  for (const line of lines.slice(2)) {
    if (line === '' || line.startsWith('* ')) continue;
    const speed = /^M2 {3}AX {7}(\d{3}\.\d) +\d\d:\d\d:\d\d[:;]\d\d$/.exec(line);
    if (speed) {
      const last = events.pop();
      if (!last) throw new Error('a motion before any event');
      events.push({ ...last, motion: Number(speed[1]) });
      continue;
    }
    const match = EVENT.exec(line);
    if (!match) throw new Error(`no line of an EDL: ${line}`);
    const [, number, reel = '', channel = '', kind = '', dissolve, ...codes] = match;
    const [sourceIn = 0, sourceOut = 0, recordIn = 0, recordOut = 0] = codes.map((code) =>
      frameOf(code, counted, drops),
    );
    const times = { sourceIn, sourceOut, recordIn, recordOut };
    const dissolveFrames = Number(dissolve ?? 0);
    events.push({ number: Number(number), reel, channel, kind, dissolveFrames, ...times, motion: null });
  }
  return { head, events };
}

/** The frame of a timecode, by counting what each of its numbers stands for. Throws where drop-frame has no such one. */
export function frameOf(code: string, counted: number, drops: boolean): number {
  const parts = code.split(/[:;]/).map(Number);
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = parts;
  if (code.includes(';') !== drops) throw new Error(`${code} counts in the other way`);
  if (frames >= counted || seconds > 59 || minutes > 59) throw new Error(`there is no ${code}`);
  const all = hours * 60 + minutes;
  const number = (all * 60 + seconds) * counted + frames;
  if (!drops) return number;
  if (minutes % 10 !== 0 && seconds === 0 && frames < 2) throw new Error(`${code} is dropped`);
  return number - 2 * (all - Math.floor(all / 10));
}
