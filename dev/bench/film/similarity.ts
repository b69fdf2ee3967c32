import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { FilmPlan, Part } from './film-plan.ts';
import { hardCutGraph } from './rivals.ts';

/** How alike films are to the clips that they were made of: SSIM of all planes, 0 to 1. */
export interface Similarity {
  readonly ours: number;
  readonly oneGraph: number;
}

/**
 * Compares both films with the clips themselves, cut, scaled and brought to the film's rate but never encoded. Seams are
 * left out: each way of blending has its own weights.
 */
export async function measureSimilarity(
  folder: string,
  plan: FilmPlan,
  clips: readonly string[],
  films: { ours: string; oneGraph: string },
): Promise<Similarity> {
  const count = clips.length;
  const compare = (input: number, name: string) =>
    `[${input}:v]settb=AVTB,setpts=N[${name}-seen];[${name}-seen][${name}-true]ssim=stats_file=${name}.txt[${name}-out]`;
  const graph = [
    hardCutGraph(plan),
    '[film]settb=AVTB,setpts=N,split[ours-true][graph-true]',
    compare(count, 'ours'),
    compare(count + 1, 'graph'),
  ].join(';');
  const inputs = [...clips, films.ours, films.oneGraph].flatMap((name) => ['-i', name]);
  const outputs = ['ours', 'graph'].flatMap((name) => ['-map', `[${name}-out]`, '-f', 'null', '-']);
  await execa('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...inputs, '-filter_complex', graph, ...outputs], {
    cwd: folder,
  });
  const inBodies = (name: string) =>
    readFile(join(folder, name), 'utf8').then((text) => meanWithinBodies(readSsim(text), plan.parts));
  return { ours: await inBodies('ours.txt'), oneGraph: await inBodies('graph.txt') };
}

/** The figure over all planes of each frame, in order, from what FFmpeg's `ssim` filter writes. */
export function readSsim(stats: string): number[] {
  return stats.match(/All:[\d.]+/g)?.map((figure) => Number(figure.slice('All:'.length))) ?? [];
}

/** The mean over the frames that lie in no seam. Throws where there is not one figure for each frame of the film. */
export function meanWithinBodies(
  figures: readonly number[],
  parts: readonly Pick<Part, 'kind' | 'frames'>[],
): number {
  const kinds = parts.flatMap(({ kind, frames }) => Array.from({ length: frames }, () => kind));
  if (figures.length !== kinds.length) {
    throw new Error(`${figures.length} frames were compared, the film has ${kinds.length}`);
  }
  const within = figures.filter((_, frame) => kinds[frame] === 'body');
  return within.reduce((sum, figure) => sum + figure, 0) / within.length;
}
