import type { Lyrics } from '#contracts/entities/song.ts';
import { encodeLyrics } from '../decode-lyrics.ts';
import { writeLrc } from './write-lrc.ts';
import { writeSrt, writeVtt } from './write-subtitles.ts';

export type LyricsExportFormat = 'lrc' | 'srt' | 'vtt' | 'text' | 'json';

type Exported = Pick<Lyrics, 'origin' | 'format' | 'source' | 'encoding' | 'language' | 'lines'>;

export interface ExportOptions {
  readonly format: LyricsExportFormat;
  /** With the times of words, where the format has them (LRC, WebVTT; JSON has them always). */
  readonly words: boolean;
  readonly title: string;
}

/**
 * Lyrics as a file. A document in the format in which it was given, with no time set by hand, is given back byte for
 * byte; anything else is written anew in UTF-8 and reads back as the same lines and times, as far as the format tells
 * times apart. Subtitles need a time for every line: else the lines that have none are answered, counted from 0.
 */
export function exportLyrics(lyrics: Exported, options: ExportOptions): Uint8Array | { untimed: number[] } {
  const { format, words, title } = options;
  const { lines, source } = lyrics;
  if (isAsGiven(lyrics, options)) return encodeLyrics(source, lyrics.encoding);
  const untimed = lines.flatMap(({ startSeconds }, index) => (startSeconds === null ? [index] : []));
  if (untimed.length > 0 && (format === 'srt' || format === 'vtt')) return { untimed };
  return new TextEncoder().encode(written());

  function written(): string {
    switch (format) {
      case 'lrc':
        return writeLrc(lines, { words, title, source: lyrics.format === 'lrc' ? source : null });
      case 'srt':
        return writeSrt(lines);
      case 'vtt':
        return writeVtt(lines, { words });
      case 'text':
        return `${lines.map(({ text }) => text).join('\n')}\n`;
      case 'json':
        return JSON.stringify({ title, origin: lyrics.origin, language: lyrics.language, lines });
      default:
        return format satisfies never;
    }
  }
}

/** Whether the document that was given is the answer. */
function isAsGiven(lyrics: Exported, { format, words }: ExportOptions): boolean {
  if (lyrics.origin !== 'given' || lyrics.format !== format) return false;
  if (lyrics.lines.some(({ timing }) => timing === 'set') && format !== 'text') return false;
  const hasWords = lyrics.lines.every((line) => line.words.every(({ origin }) => origin === 'given'));
  return !words || hasWords || !['lrc', 'vtt'].includes(format);
}
