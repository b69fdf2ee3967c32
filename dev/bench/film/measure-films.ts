import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { type FilmPlan, spanOfScene } from './film-plan.ts';
import { bytesOf, type Material, makeMaterial } from './material.ts';
import { measurePeaks, type Peak } from './memory.ts';
import { hasMoviePy, runMoviePy } from './moviepy.ts';
import { encodeSong, joinFilm, makeParts, remakeShot, type Segment } from './ours.ts';
import { concatList, floorArguments, normaliseArguments, oneGraphArguments } from './rivals.ts';
import { type Cost, costOfFfmpeg, together } from './run-tool.ts';
import { measureSimilarity, type Similarity } from './similarity.ts';
import { Studio } from './studio.ts';

/** What encodes the whole film takes a minute each time: so often at the most. */
const MOST_WHOLE_RUNS = 3;

/** Wall and processor seconds of the service and all that it ran. */
export type Spent = Omit<Cost, 'peak'>;

/** Everything that was measured, a figure per run. */
export interface Measured {
  readonly floor: Cost[];
  readonly joinEncoding: Spent[];
  readonly joinCopying: Spent[];
  readonly recut: Spent[];
  readonly conformAll: Spent[];
  readonly seamsAll: Spent[];
  readonly oneGraph: Cost[];
  readonly normalised: Cost[];
  readonly encodeSong: Spent[];
  readonly peaks: readonly Peak[];
  readonly similarity: Similarity;
  /** Bytes of the finished films. */
  readonly sizes: { ours: number; oneGraph: number };
  /** Seconds; null where it is not installed. */
  readonly moviePy: number | null;
  /** Load of the machine before each run. */
  readonly loads: number[];
}

export async function measureFilms(
  folder: string,
  plan: FilmPlan,
  runs: number,
  say: (text: string) => void,
): Promise<Measured> {
  const material = await makeMaterial(folder, plan, { replaced: changedShot(plan), say });
  const studio = await Studio.open(folder);
  try {
    return await measureAll(new Workbench(studio, plan, material), runs, say);
  } finally {
    await studio.close();
  }
}

/** The scene whose clip is changed: one in the middle, with a seam at both ends. */
const changedShot = ({ shots }: FilmPlan) => Math.floor(shots.length / 2);

/** Everything that a run needs, and how it is timed. */
class Workbench {
  readonly studio: Studio;
  readonly plan: FilmPlan;
  readonly material: Material;

  constructor(studio: Studio, plan: FilmPlan, material: Material) {
    this.studio = studio;
    this.plan = plan;
    this.material = material;
  }

  async give(name: string): Promise<string> {
    return this.studio.give(name, await bytesOf(this.material, name));
  }

  async timed<T>(into: Spent[], work: () => Promise<T>): Promise<T> {
    const [began, before] = [performance.now(), this.studio.times()];
    const result = await work();
    const after = this.studio.times();
    const cpu = after.own - before.own + after.children - before.children;
    into.push({ wall: (performance.now() - began) / 1000, cpu });
    return result;
  }
}

async function measureAll(bench: Workbench, runs: number, say: (text: string) => void): Promise<Measured> {
  const { studio, plan, material } = bench;
  const { folder, clips } = material;
  const changed = changedShot(plan);
  const urls = await Promise.all(clips.map((name) => bench.give(name)));
  const changedUrls = urls.with(changed, await bench.give(material.replacement));
  const wav = await bench.give(material.song);
  const measured = { ...emptyLists(), loads: [] as number[] };
  const whole = Math.min(runs, MOST_WHOLE_RUNS);
  let segments = new Map<number, Segment>();
  let film = '';
  let song = '';
  for (let run = 0; run < runs; run += 1) {
    measured.loads.push(loadavg()[0] ?? 0);
    if (run < whole) {
      say(`run ${run + 1} of ${runs}: all clips, ours`);
      const bodies = await bench.timed(measured.conformAll, () => makeParts(studio, plan, urls, 'body'));
      const seams = await bench.timed(measured.seamsAll, () => makeParts(studio, plan, urls, 'seam', bodies));
      for (const segment of segments.values())
        for (const place of [segment, segment.handle]) if (place) studio.forget(place.path);
      segments = new Map([...bodies, ...seams]);
      song = (await bench.timed(measured.encodeSong, () => encodeSong(studio, wav))).input;
      say(`run ${run + 1} of ${runs}: all clips, in one graph`);
      measured.oneGraph.push(
        await costOfFfmpeg(folder, oneGraphArguments(plan, clips, material.song, 'one-graph.mp4')),
      );
      say(`run ${run + 1} of ${runs}: all clips, made alike and joined`);
      measured.normalised.push(await normalise(bench));
      await writeSegments(folder, plan, segments, studio);
    }
    measured.floor.push(
      await costOfFfmpeg(folder, floorArguments('segments.txt', material.song, 'floor.mp4')),
    );
    const encoding = await bench.timed(measured.joinEncoding, () => joinFilm(studio, plan, segments, wav));
    studio.forget(encoding.path);
    const copying = await bench.timed(measured.joinCopying, () => joinFilm(studio, plan, segments, song));
    if (run === 0) {
      film = studio.urlOf(copying.path);
      await writeFile(join(folder, 'ours.mp4'), studio.bytesAt(copying.path));
    } else studio.forget(copying.path);
    const recut = await bench.timed(measured.recut, async () => {
      const remade = await remakeShot(studio, plan, changedUrls, segments, changed);
      return joinFilm(studio, plan, remade, song);
    });
    studio.forget(recut.path);
    say(`run ${run + 1} of ${runs}: ${describe(measured)}`);
  }
  say('memory');
  const peaks = await measurePeaks(studio, plan, { material, urls, segments, wav, song, film });
  say('likeness to the clips');
  const films = { ours: 'ours.mp4', oneGraph: 'one-graph.mp4' };
  const similarity = await measureSimilarity(folder, plan, clips, films);
  const [ours, oneGraph] = await Promise.all([
    bytesOf(material, films.ours),
    bytesOf(material, films.oneGraph),
  ]);
  const moviePy = (await hasMoviePy()) ? await runMoviePy(folder, plan, clips, material.song) : null;
  return { ...measured, peaks, similarity, sizes: { ours: ours.length, oneGraph: oneGraph.length }, moviePy };
}

function emptyLists() {
  const cost = (): Cost[] => [];
  const spent = (): Spent[] => [];
  return {
    floor: cost(),
    joinEncoding: spent(),
    joinCopying: spent(),
    recut: spent(),
    conformAll: spent(),
    seamsAll: spent(),
    oneGraph: cost(),
    normalised: cost(),
    encodeSong: spent(),
  };
}

/** The segments as files, for the floor. */
async function writeSegments(
  folder: string,
  plan: FilmPlan,
  segments: ReadonlyMap<number, Segment>,
  studio: Studio,
): Promise<void> {
  const names = plan.parts.map((_, number) => `segment-${number}.mp4`);
  for (const [number, name] of names.entries()) {
    await writeFile(join(folder, name), studio.bytesAt(segments.get(number)?.path ?? ''));
  }
  await writeFile(join(folder, 'segments.txt'), concatList(names));
}

/** Each clip is made alike, one after the other; then they are copied into one, with hard cuts, and the song encoded. */
async function normalise({ plan, material }: Workbench): Promise<Cost> {
  const { folder, clips, song } = material;
  const costs: Cost[] = [];
  const names = clips.map((_, scene) => `normal-${scene}.mp4`);
  for (const [scene, name] of names.entries()) {
    const args = normaliseArguments(clips[scene] ?? '', spanOfScene(plan, scene), name);
    costs.push(await costOfFfmpeg(folder, args));
  }
  await writeFile(join(folder, 'normal.txt'), concatList(names));
  costs.push(await costOfFfmpeg(folder, floorArguments('normal.txt', song, 'normal.mp4')));
  return together(costs);
}

function describe({
  floor,
  joinEncoding,
  joinCopying,
  recut,
}: Pick<Measured, 'floor' | 'joinEncoding' | 'joinCopying' | 'recut'>): string {
  const last = (list: readonly Spent[]) => `${(list.at(-1)?.wall ?? 0).toFixed(2)} s`;
  return `floor ${last(floor)}, joined ${last(joinEncoding)}, with the song ready ${last(joinCopying)}, cut anew ${last(recut)}`;
}
