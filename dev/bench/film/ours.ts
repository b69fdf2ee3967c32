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
  /** Of a body: the frames of its clip that the seam behind it is made of. */
  readonly handle: Place | null;
}

type BodyPart = Extract<Part, { kind: 'body' }>;
type SeamPart = Extract<Part, { kind: 'seam' }>;

const never = new AbortController().signal;

function pictureOf({ shots }: FilmPlan, urls: readonly string[], shot: number) {
  const how = { fill: 'auto', inSeconds: 0, short: 'hold', slowestSpeed: 0.5 };
  return { ...how, input: urls[shot] ?? '', frames: shots[shot]?.frames ?? 0 };
}

/**
 * Makes a body of the film out of the clips at `urls`, by shot, and the handle behind it.
 *
 * @param seam The seam behind it, where that is to be made in the same job.
 */
export async function makeBody(
  studio: Studio,
  plan: FilmPlan,
  urls: readonly string[],
  { shot, fromFrame, frames }: BodyPart,
  seam?: SeamPart,
): Promise<{ body: Segment; seam: Segment | undefined }> {
  const picture = pictureOf(plan, urls, shot);
  const [own, handle, beside] = [studio.place(), studio.place(), studio.place()];
  const end = fromFrame + frames;
  const behind = { fromFrame: end, frames: picture.frames - end, output: handle.output };
  const hasSeam = behind.frames > 0;
  const result = await studio.run({
    kind: 'conform',
    ...{ picture, fromFrame, frames, ...FILM, output: own.output },
    ...(hasSeam ? { handles: [behind] } : {}),
    ...(seam ? { seam: { fingerprint: 'seam', ...seamInto(plan, urls, seam), output: beside.output } } : {}),
  });
  if (seam && result.seam === null) throw new Error(`the seam into shot ${seam.shot} did not come along`);
  const made = { path: own.path, input: studio.urlOf(own.path), frames };
  return {
    body: { ...made, handle: hasSeam ? handle : null },
    seam: seam && {
      ...{ path: beside.path, input: studio.urlOf(beside.path) },
      ...{ frames: seam.frames, handle: null },
    },
  };
}

/** The shot that a seam leads into, which begins with it: of a small clip no handle is stored there. */
function seamInto(plan: FilmPlan, urls: readonly string[], { shot, frames }: SeamPart) {
  return { incoming: { picture: pictureOf(plan, urls, shot), fromFrame: 0 }, blend: 'crossfade', frames };
}

/** Makes a seam by itself, of the handle of the body before it and of the clip that it leads into. */
export async function makeSeam(
  studio: Studio,
  plan: FilmPlan,
  urls: readonly string[],
  seam: SeamPart,
  made: ReadonlyMap<number, Segment> = new Map(),
): Promise<Segment> {
  const { path, output } = studio.place();
  const before = plan.parts.findIndex(({ kind, shot }) => kind === 'body' && shot === seam.shot - 1);
  const handle = made.get(before)?.handle;
  const outgoing = {
    picture: pictureOf(plan, urls, seam.shot - 1),
    fromFrame: seam.outgoingFromFrame,
    ...(handle ? { handle: studio.urlOf(handle.path) } : {}),
  };
  await studio.run({ kind: 'seam', outgoing, ...seamInto(plan, urls, seam), ...FILM, output });
  return { path, input: studio.urlOf(path), frames: seam.frames, handle: null };
}

/** Makes all parts of one kind. */
export async function makeParts(
  studio: Studio,
  plan: FilmPlan,
  urls: readonly string[],
  kind: Part['kind'],
  bodies: ReadonlyMap<number, Segment> = new Map(),
): Promise<Map<number, Segment>> {
  const made = new Map<number, Segment>();
  const wanted = [...plan.parts.entries()].filter(([, part]) => part.kind === kind);
  await forEachBounded(wanted, JOBS_AT_ONCE, never, async ([number, part]) => {
    const segment =
      part.kind === 'seam'
        ? await makeSeam(studio, plan, urls, part, bodies)
        : (await makeBody(studio, plan, urls, part)).body;
    made.set(number, segment);
  });
  return made;
}

/**
 * Makes anew what shows one shot, and puts it in the place of what was there. As in a project, the seam into it is made
 * beside its body, and the seam out of it in the job that makes the body, since the next shot is there.
 */
export async function remakeShot(
  studio: Studio,
  plan: FilmPlan,
  urls: readonly string[],
  segments: ReadonlyMap<number, Segment>,
  shot: number,
): Promise<Map<number, Segment>> {
  const changed = new Map(segments);
  const parts = partsOfShot(plan, shot).map((number) => ({ number, part: plan.parts[number] }));
  const seams = parts.flatMap(({ number, part }) => (part?.kind === 'seam' ? [{ number, part }] : []));
  const behind = seams.find(({ part }) => part.shot !== shot);
  const makeBodies = parts.map(async ({ number, part }) => {
    if (part?.kind !== 'body') return;
    const made = await makeBody(studio, plan, urls, part, behind?.part);
    changed.set(number, made.body);
    if (behind && made.seam) changed.set(behind.number, made.seam);
  });
  // Started after the body, in the order in which a project asks for them.
  const makeSeams = seams.map(async ({ number, part }) => {
    if (part !== behind?.part) changed.set(number, await makeSeam(studio, plan, urls, part, segments));
  });
  await Promise.all([...makeBodies, ...makeSeams]);
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
      const { input = '', frames = 0 } = segments.get(number) ?? {};
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
