import type { FrameRate } from '#contracts/media.ts';

/** An event of a script as libass 0.17 reads it (`ass_parse.c`): what is text, and what is a block of tags. */
export interface ReadEvent {
  readonly start: number;
  readonly end: number;
  readonly source: string;
  readonly text: string;
  readonly rows: number;
  readonly blocks: readonly string[];
  readonly pieces: readonly { text: string; from: number; to: number; step: boolean }[];
}

/** What is seen at a frame: the text, and how much of each stretch of karaoke is lit, 0 to 1. */
export interface SeenFrame {
  readonly text: string;
  readonly lit: readonly { share: number; step: boolean; centiseconds: number }[];
}

const EVENT = /^Dialogue: 0,(\d+):(\d\d):(\d\d)\.(\d\d),(\d+):(\d\d):(\d\d)\.(\d\d),Caption,,0,0,0,,(.*)$/u;
const TOKEN = /\{([^}]*)\}|\\([{}Nnh])|([\s\S])/gu;

export function readEvents(script: string): ReadEvent[] {
  const lines = script
    .slice(script.indexOf('[Events]'))
    .split(/\r\n|\r|\n/u)
    .slice(2);
  return lines.filter((line) => line !== '').map(readEvent);
}

function readEvent(line: string): ReadEvent {
  const match = EVENT.exec(line);
  if (match === null) throw new Error(`No event: ${line}`);
  const [h1 = 0, m1 = 0, s1 = 0, c1 = 0, h2 = 0, m2 = 0, s2 = 0, c2 = 0] = match.slice(1, 9).map(Number);
  const source = match[9] ?? '';
  const blocks: string[] = [];
  const pieces: { text: string; from: number; to: number; step: boolean }[] = [];
  let text = '';
  let rows = 1;
  let clock = 0;
  for (const [, block, escaped, character] of source.matchAll(TOKEN)) {
    if (block !== undefined) {
      blocks.push(block);
      const steps = [...block.matchAll(/\\(kf?)(-?\d+)/gu)];
      steps.forEach(([, tag, length], index) => {
        const from = clock;
        clock += Number(length);
        // A piece is what the last tag of a block begins; those before it only let time pass.
        if (index === steps.length - 1) pieces.push({ text: '', from, to: clock, step: tag === 'k' });
      });
      continue;
    }
    if (escaped === 'N') rows += 1;
    const written =
      escaped === 'N' || escaped === 'n' ? ' ' : escaped === 'h' ? '\u00A0' : (escaped ?? character ?? '');
    text += written;
    const piece = pieces.at(-1);
    if (piece) piece.text += written;
  }
  return {
    start: ((h1 * 60 + m1) * 60 + s1) * 100 + c1,
    end: ((h2 * 60 + m2) * 60 + s2) * 100 + c2,
    ...{ source, rows, blocks, pieces },
    text: text.replaceAll('\u2060', ''),
  };
}

/** Each frame as FFmpeg's filter asks libass for it: at its time in whole milliseconds, rounded down. */
export function framesOf(script: string | undefined, frames: number, rate: FrameRate): SeenFrame[] {
  const events = readEvents(script ?? '');
  return Array.from({ length: frames }, (_, frame) => {
    const now = Math.floor((frame * rate.denominator * 1000) / rate.numerator) / 10;
    const shown = events.filter(({ start, end }) => start <= now && now < end);
    if (shown.length > 1) throw new Error('Two captions at once.');
    const [event] = shown;
    if (event === undefined) return { text: '', lit: [] };
    const lit = event.pieces.map(({ from, to, step }) => {
      const since = now - event.start - from;
      const share = step ? Number(since >= 0) : Math.min(1, Math.max(0, since / (to - from)));
      return { share, step, centiseconds: to - from };
    });
    return { text: event.text, lit };
  });
}
