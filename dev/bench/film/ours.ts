import { forEachBounded } from '#container/files/bounded.ts';
import type { FilmAudioResult } from '#contracts/media-jobs/film-audio.ts';
import { FILM, type FilmPlan, type Part, partsOfShot } from './film-plan.ts';
import type { Place, Studio } from './studio.ts';

/** As many jobs as a project has under way at a time, and more than run: the pool is never empty. */
const JOBS_AT_ONCE = 6;

export interface Segment {
  readonly path: string;
  readonly input: string;
  readonly frames: number;
}

const never = new AbortController().signal;

/** Makes one part of the film out of the clips at `urls`, by shot. */
export async function makePart(
  studio: Studio,
  plan: FilmPlan,
  urls: readonly string[],
  part: Part,
): Promise<Segment> {
  const picture = (shot: number) => ({
    input: urls[shot] ?? '',
    fill: 'auto',
    inSeconds: 0,
    frames: plan.shots[shot]?.frames ?? 0,
    short: 'hold',
    slowestSpeed: 0.5,
  });
  const { path, output } = studio.place();
  const { frames, shot } = part;
  if (part.kind === 'body') {
    const { fromFrame } = part;
    await studio.run({ kind: 'conform', picture: picture(shot), fromFrame, frames, ...FILM, output });
  } else {
    const outgoing = { picture: picture(shot - 1), fromFrame: part.outgoingFromFrame };
    const incoming = { picture: picture(shot), fromFrame: 0 };
    await studio.run({ kind: 'seam', outgoing, incoming, blend: 'crossfade', frames, ...FILM, output });
  }
  return { path, input: studio.urlOf(path), frames };
}

/** Makes all parts of one kind. */
export async function makeParts(
  studio: Studio,
  plan: FilmPlan,
  urls: readonly string[],
  kind: Part['kind'],
): Promise<Map<number, Segment>> {
  const made = new Map<number, Segment>();
  const wanted = [...plan.parts.entries()].filter(([, part]) => part.kind === kind);
  await forEachBounded(wanted, JOBS_AT_ONCE, never, async ([number, part]) => {
    made.set(number, await makePart(studio, plan, urls, part));
  });
  return made;
}

/** Makes anew what shows one shot, and puts it in the place of what was there. */
export async function remakeShot(
  studio: Studio,
  plan: FilmPlan,
  urls: readonly string[],
  segments: ReadonlyMap<number, Segment>,
  shot: number,
): Promise<Map<number, Segment>> {
  const changed = new Map(segments);
  await Promise.all(
    partsOfShot(plan, shot).map(async (number) => {
      const part = plan.parts[number];
      if (part !== undefined) changed.set(number, await makePart(studio, plan, urls, part));
    }),
  );
  return changed;
}

/** Joins the film and stores it. */
export async function joinFilm(
  studio: Studio,
  plan: FilmPlan,
  segments: ReadonlyMap<number, Segment>,
  song: string,
): Promise<Place> {
  const place = studio.place();
  const startOf = (shot: number) => plan.shots[shot]?.startFrame ?? 0;
  const { qc } = await studio.run({
    kind: 'assemble',
    segments: plan.parts.map((_, number) => {
      const { input, frames } = segments.get(number) ?? { input: '', frames: 0 };
      return { input, frames };
    }),
    song,
    songDurationSeconds: plan.seconds,
    ...FILM,
    title: 'Night train',
    artist: 'OMVEE',
    chapters: plan.shots.map((_, shot) => ({ title: `Scene ${shot + 1}`, fromFrame: startOf(shot) })),
    output: place.output,
  });
  if (!qc.passed) throw new Error(`the film is not right: ${qc.problems.join('; ')}`);
  return place;
}

/** Encodes the song once, as a project does before its first film. */
export async function encodeSong(
  studio: Studio,
  song: string,
): Promise<{ input: string; result: FilmAudioResult }> {
  const { path, output } = studio.place('audio/mp4');
  const result = await studio.run({ kind: 'film-audio', input: song, output });
  return { input: studio.urlOf(path), result };
}
