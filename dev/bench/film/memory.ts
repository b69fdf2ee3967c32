import { FILM, type FilmPlan } from './film-plan.ts';
import { bytesOf, type Material } from './material.ts';
import { encodeSong, joinFilm, makeBody, makeSeam, type Segment } from './ours.ts';
import type { Studio } from './studio.ts';
import { peakDuring, peakOf } from './usage.ts';

/** The most memory that the programs of one job had at a time, in MiB. */
export interface Peak {
  readonly job: string;
  readonly peak: number;
}

const FULL_HD = { frameRate: FILM.frameRate, width: 1920, height: 1080 };
/** Frames of a large clip that are asked for: more than any encoder looks ahead. */
const LARGE_FRAMES = 30;
const SEAM_FRAMES = 8;

/** Runs one job of each kind that a film takes, alone, and looks at the memory of its programs. */
export async function measurePeaks(
  studio: Studio,
  plan: FilmPlan,
  made: {
    material: Material;
    urls: readonly string[];
    segments: ReadonlyMap<number, Segment>;
    wav: string;
    song: string;
    film: string;
  },
): Promise<Peak[]> {
  const { material, urls, segments, wav, song, film } = made;
  const hdr = studio.give('hdr.mp4', await bytesOf(material, material.hdr));
  const picture = { input: hdr, fill: 'auto', inSeconds: 0, short: 'hold', slowestSpeed: 0.5, frames: 46 };
  const [body, seam] = plan.parts;
  if (body?.kind !== 'body' || seam?.kind !== 'seam') throw new Error('the film does not begin as it should');
  const output = (contentType?: string) => studio.place(contentType).output;
  const jobs: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['probe', () => studio.run({ kind: 'probe', input: urls[0], expect: 'video' })],
    ['conform 720p, with the seam behind it', () => makeBody(studio, plan, urls, body, seam)],
    ['seam 720p', () => makeSeam(studio, plan, urls, seam)],
    [
      'conform 2160p HDR to 1080p',
      () =>
        studio.run({
          kind: 'conform',
          picture,
          fromFrame: 0,
          frames: LARGE_FRAMES,
          ...FULL_HD,
          output: output(),
        }),
    ],
    [
      'seam of two 2160p HDR at 1080p',
      () =>
        studio.run({
          kind: 'seam',
          outgoing: { picture, fromFrame: picture.frames - SEAM_FRAMES },
          incoming: { picture, fromFrame: 0 },
          blend: 'crossfade',
          frames: SEAM_FRAMES,
          ...FULL_HD,
          output: output(),
        }),
    ],
    ['film-audio', () => encodeSong(studio, wav)],
    [
      'analyze-song',
      () => studio.run({ kind: 'analyze-song', input: wav, waveform: output('application/json') }),
    ],
    ['assemble, song encoded', () => joinFilm(studio, plan, segments, wav)],
    ['assemble, song copied', () => joinFilm(studio, plan, segments, song)],
    [
      'poster',
      () =>
        studio.run({
          kind: 'poster',
          input: film,
          atSeconds: 9,
          maxWidth: 1280,
          output: output('image/jpeg'),
        }),
    ],
  ];
  const peaks: Peak[] = [];
  for (const [job, run] of jobs) {
    const { peak } = await peakDuring(studio.pid, run());
    peaks.push({ job, peak });
  }
  // It holds what it transfers, for all jobs so far.
  peaks.push({ job: 'the service itself, in all of them', peak: peakOf(studio.pid) });
  return peaks;
}
