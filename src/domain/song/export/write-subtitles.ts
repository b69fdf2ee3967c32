import type { SungLine } from '#contracts/entities/song.ts';
import { cueClock } from './write-clock.ts';
import { withWordTimes } from './write-words.ts';

/** What a reader of SRT would take for markup. SRT has no escapes of its own; entities are the ones in use. */
const READ_AS_MARKUP = /&(?:amp|lt|gt|nbsp|lrm|rlm);|<\/?[a-z\d]|-->/iu;

/** Writes SRT; every line needs a time. */
export function writeSrt(lines: readonly SungLine[]): string {
  const cues = lines.map((line, index) => {
    const text = READ_AS_MARKUP.test(line.text) ? escaped(line.text) : line.text;
    return `${index + 1}\n${timesOf(line, ',')}\n${text}\n`;
  });
  return cues.join('\n');
}

/** Writes WebVTT, with `words` as karaoke; every line needs a time. Source: https://www.w3.org/TR/webvtt1/. */
export function writeVtt(lines: readonly SungLine[], options: { readonly words: boolean }): string {
  const cues = lines.map((line) => {
    const words = options.words
      ? withWordTimes(line, (seconds) => `<${cueClock(seconds, '.')}>`, escaped)
      : null;
    return `${timesOf(line, '.')}\n${words ?? escaped(line.text)}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

function timesOf({ startSeconds, endSeconds }: SungLine, separator: ',' | '.'): string {
  const start = startSeconds ?? 0;
  return `${cueClock(start, separator)} --> ${cueClock(endSeconds ?? start, separator)}`;
}

function escaped(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
}
