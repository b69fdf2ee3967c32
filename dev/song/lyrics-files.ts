import type { Arrangement, PlacedLine, PlacedWord } from './arrangement.ts';
import { ARTIST, BEATS_PER_BAR, FIRST_BEAT_SAMPLE, SAMPLE_RATE, TEMPO_BPM, TITLE } from './score.ts';

/** The truth about a rendered song; times in seconds from the start of the file. */
export type SongTruth = {
  readonly title: string;
  readonly artist: string;
  readonly durationSeconds: number;
  readonly tempoBpm: number;
  readonly beatOffsetSeconds: number;
  readonly beatsPerBar: number;
  readonly language: 'english';
  readonly sections: readonly { name: string; startSeconds: number; endSeconds: number }[];
  readonly words: readonly { word: string; start: number; end: number }[];
};

function secondsOf(sample: number): number {
  return Math.round((sample / SAMPLE_RATE) * 1e6) / 1e6;
}

function timesOf({ word, notes }: PlacedWord): { word: string; start: number; end: number } {
  return { word, start: secondsOf(notes[0]?.start ?? 0), end: secondsOf(notes.at(-1)?.end ?? 0) };
}

/** Describes a song whose file lasts `durationSeconds` (as ffprobe measures it, which is not quite the PCM's). */
export function truthOf(song: Arrangement, durationSeconds: number): SongTruth {
  return {
    title: TITLE,
    artist: ARTIST,
    durationSeconds,
    tempoBpm: TEMPO_BPM,
    beatOffsetSeconds: secondsOf(FIRST_BEAT_SAMPLE),
    beatsPerBar: BEATS_PER_BAR,
    language: 'english',
    sections: song.sections.map(({ name, start, end }) => {
      return { name, startSeconds: secondsOf(start), endSeconds: secondsOf(end) };
    }),
    words: song.lines.flatMap(({ words }) => words.map(timesOf)),
  };
}

function stamp(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(hundredths / 6000))}:${two(Math.floor(hundredths / 100) % 60)}.${two(hundredths % 100)}`;
}

function lrcLine({ words }: PlacedLine): string {
  const start = words[0] ? timesOf(words[0]).start : 0;
  return `[${stamp(start)}]${words.map(({ word }) => word).join(' ')}`;
}

/** The lyrics as an LRC file: one time stamp a line, at its first word. */
export function lrcOf(song: Arrangement, durationSeconds: number): string {
  const minutes = `${String(Math.floor(durationSeconds / 60)).padStart(2, '0')}`;
  const seconds = String(Math.round(durationSeconds % 60)).padStart(2, '0');
  const header = [`[ti:${TITLE}]`, `[ar:${ARTIST}]`, `[by:${ARTIST}]`, `[length:${minutes}:${seconds}]`];
  return `${[...header, ...song.lines.map(lrcLine)].join('\n')}\n`;
}
