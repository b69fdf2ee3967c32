import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { arrange } from './arrangement.ts';
import { probeDuration } from './ffmpeg.ts';
import { lrcOf, truthOf } from './lyrics-files.ts';
import { SONG_SECONDS } from './score.ts';

const run = promisify(execFile);
const mp3 = join(import.meta.dirname, 'song.mp3');

const truthSchema = z.object({
  title: z.string().min(1),
  artist: z.string().min(1),
  durationSeconds: z.number().positive(),
  tempoBpm: z.number().positive(),
  beatOffsetSeconds: z.number().nonnegative(),
  beatsPerBar: z.literal(4),
  language: z.literal('english'),
  sections: z.array(z.object({ name: z.string(), startSeconds: z.number(), endSeconds: z.number() })).min(6),
  words: z.array(z.object({ word: z.string().min(1), start: z.number(), end: z.number() })).min(40),
});

async function readTruth(): Promise<z.infer<typeof truthSchema>> {
  return truthSchema.parse(JSON.parse(await readFile(join(import.meta.dirname, 'song.words.json'), 'utf8')));
}

async function readLrcLines(): Promise<{ start: number; words: string[] }[]> {
  const lrc = await readFile(join(import.meta.dirname, 'song.lrc'), 'utf8');
  return [...lrc.matchAll(/^\[(\d{2}):(\d{2}\.\d{2})\](.+)$/gm)].map(([, minutes, seconds, text]) => {
    return { start: Number(minutes) * 60 + Number(seconds), words: (text ?? '').split(' ') };
  });
}

const RATE = 11_025;

/** The song below `hertz` (or above, for `highpass`), decoded to mono. */
async function decode(filter: string): Promise<Float32Array> {
  const args = ['-v', 'error', '-nostdin', '-i', mp3, '-af', filter, '-ac', '1', '-ar', String(RATE)];
  const { stdout } = await run('ffmpeg', [...args, '-f', 'f32le', '-'], {
    encoding: 'buffer',
    maxBuffer: 2 ** 25,
  });
  return Float32Array.from({ length: stdout.length >> 2 }, (_, i) => stdout.readFloatLE(i * 4));
}

function energy(samples: Float32Array, fromSeconds: number, seconds: number): number {
  const start = Math.round(fromSeconds * RATE);
  return samples.slice(start, start + Math.round(seconds * RATE)).reduce((sum, value) => sum + value ** 2, 0);
}

test('song.mp3 is small enough to commit and lasts as long as the truth says', async () => {
  const truth = await readTruth();
  const measured = await probeDuration(mp3);
  expect((await stat(mp3)).size).toBeLessThan(1_000_000);
  expect(measured).toBeGreaterThanOrEqual(30);
  expect(Math.abs(measured - truth.durationSeconds)).toBeLessThanOrEqual(0.05);
});

test('words rise in time, do not overlap and end inside the song', async () => {
  const { words, durationSeconds } = await readTruth();
  let before = 0;
  for (const { word, start, end } of words) {
    expect(start, word).toBeGreaterThanOrEqual(before);
    expect(end, word).toBeGreaterThan(start);
    before = end;
  }
  expect(before).toBeLessThan(durationSeconds);
});

test('sections follow each other without a gap', async () => {
  const { sections, beatOffsetSeconds } = await readTruth();
  let before = beatOffsetSeconds;
  for (const { startSeconds, endSeconds } of sections) {
    expect(startSeconds).toBeCloseTo(before, 5);
    before = endSeconds;
  }
});

test('every line of song.lrc has the words of the truth and starts with its first word', async () => {
  const { words } = await readTruth();
  const lines = await readLrcLines();
  expect(lines.flatMap((line) => line.words)).toEqual(words.map(({ word }) => word));
  expect(lines.length).toBeGreaterThanOrEqual(8);
  let at = 0;
  for (const line of lines) {
    expect(Math.abs((words[at]?.start ?? Number.NaN) - line.start), line.words.join(' ')).toBeLessThan(0.01);
    at += line.words.length;
  }
});

test('the committed files are what the score gives', async () => {
  const truth = await readTruth();
  const song = arrange(SONG_SECONDS);
  expect(truth).toEqual(truthOf(song, truth.durationSeconds));
  const lrc = await readFile(join(import.meta.dirname, 'song.lrc'), 'utf8');
  expect(lrc).toBe(lrcOf(song, truth.durationSeconds));
});

test('the kick drum is heard on the beats of the grid and not between them', async () => {
  const { tempoBpm, beatOffsetSeconds, durationSeconds } = await readTruth();
  const low = await decode('lowpass=f=60,lowpass=f=60');
  const beatSeconds = 60 / tempoBpm;
  const heard: boolean[] = [];
  // The last four seconds fade out.
  for (let at = beatOffsetSeconds; at < durationSeconds - 5; at += beatSeconds) {
    heard.push(energy(low, at, 0.1) > 2 * energy(low, at + beatSeconds / 2, 0.1));
  }
  expect(heard.length).toBeGreaterThan(60);
  expect(heard.filter(Boolean).length / heard.length).toBeGreaterThan(0.95);
});

test('nothing is heard before the first beat and after the fade', async () => {
  const { beatOffsetSeconds } = await readTruth();
  const all = await decode('anull');
  const loud = energy(all, 20, 0.1);
  expect(energy(all, 0, beatOffsetSeconds - 0.05)).toBeLessThan(loud * 1e-4);
  expect(energy(all, all.length / RATE - 0.1, 0.1)).toBeLessThan(loud * 1e-4);
});

test.each([
  [10, 'intro'],
  [44.68, 'chorus 2'],
  [61.3, 'verse 3'],
  [180, 'verse 10'],
])(
  'a song of %s seconds has exactly that length, in whole sections up to the outro',
  (seconds, lastWhole) => {
    const song = arrange(seconds);
    const names = song.sections.map(({ name }) => name);
    expect(song.length).toBe(Math.round(seconds * 44_100));
    expect(song.sections.at(-1)?.end).toBe(song.length);
    expect(names.at(-1)).toBe('outro');
    expect(names.at(-2)).toBe(lastWhole);
  },
);

test('a song too short for intro and outro is refused', () => {
  expect(() => arrange(9)).toThrow(RangeError);
  expect(() => arrange(Number.NaN)).toThrow(RangeError);
});
