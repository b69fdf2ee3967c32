import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createRandom } from '../random.ts';

/** A word as it is sung; times in seconds. */
export interface TimedWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const songSchema = z.object({
  sha256: z.string().optional(),
  durationSeconds: z.number().positive(),
  language: z.string().default('en'),
  words: z.array(z.object({ word: z.string(), start: z.number(), end: z.number() })),
});
export type Song = z.infer<typeof songSchema>;

/** Transcoding changes the hash, and adds or cuts a few frames of padding. */
const DURATION_TOLERANCE_SECONDS = 0.35;

/** Reads the known songs, each a JSON file; files of another shape are skipped and reported. */
export function readSongs(dir: string | undefined, report: (file: string) => void): readonly Song[] {
  if (dir === undefined) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const parsed = songSchema.safeParse(JSON.parse(readFileSync(join(dir, name), 'utf8')));
      if (!parsed.success) report(name);
      return parsed.success ? [parsed.data] : [];
    });
}

/** The known song with these bytes, or else with this length. */
export function findSong(songs: readonly Song[], bytes: Buffer, durationSeconds: number): Song | undefined {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const near = songs
    .map((song) => ({ song, off: Math.abs(song.durationSeconds - durationSeconds) }))
    .filter(({ off }) => off <= DURATION_TOLERANCE_SECONDS)
    .sort((a, b) => a.off - b.off);
  return songs.find((song) => song.sha256 === sha256) ?? near[0]?.song;
}

const SUBJECTS = [
  'I',
  'we',
  'you',
  'the city',
  'the river',
  'my heart',
  'the night',
  'every star',
  'your shadow',
] as const;
const VERBS = [
  'run',
  'wait',
  'burn',
  'shine',
  'fall',
  'dream',
  'wander',
  'sing',
  'drift',
  'hold on',
] as const;
const PLACES = [
  'through the rain',
  'by the silver sea',
  'under neon lights',
  'over the mountains',
  'into the morning',
  'across the water',
  'along the open road',
  'in the falling snow',
] as const;
const ENDINGS = [
  'again',
  'tonight',
  'for you',
  'till the end',
  'and never look back',
  'like we used to',
] as const;

/** Lyrics for a song that nobody knows: phrases with breaths between them, the same for the same bytes. */
export function inventLyrics(bytes: Buffer, durationSeconds: number): readonly TimedWord[] {
  const random = createRandom('lyrics', createHash('sha256').update(bytes).digest('hex'));
  const words: TimedWord[] = [];
  let at = Math.min(durationSeconds * 0.06, 9);
  let line = 0;
  while (at < durationSeconds - 2) {
    const phrase = `${random.pick(SUBJECTS)} ${random.pick(VERBS)} ${random.pick(PLACES)}${random.chance(0.4) ? ` ${random.pick(ENDINGS)}` : ''}`;
    const parts = phrase.split(' ');
    const length = Math.min(parts.length * random.between(0.32, 0.5), durationSeconds - 0.3 - at);
    const share = length / parts.length;
    for (const [index, part] of parts.entries()) {
      const start = at + index * share;
      words.push({
        word: index === 0 ? `${part.charAt(0).toUpperCase()}${part.slice(1)}` : part,
        start,
        end: start + share * 0.92,
      });
    }
    line += 1;
    // After every fourth line the band plays alone for a while.
    at += length + (line % 4 === 0 ? random.between(2.5, 5) : random.between(0.7, 1.4));
  }
  return words;
}
