/** A row of the table as the product plans it: boundaries, bodies, seams, and what is asked of the media service. */
import {
  ClipTake,
  ImageTake,
  ProjectSettings,
  Scene,
  type SeamRecipe,
  type SegmentRecipe,
} from '#contracts/entities/index.ts';
import { Transition } from '#contracts/entities/transition.ts';
import type { FrameRate } from '#contracts/media.ts';
import { type CutPlan, cutPlan, type SceneCut, type SeamCut } from '#domain/film/cut-plan.ts';
import { filmFrames, frameAt, frameRateOf, frameSize } from '#domain/film/frame-budget.ts';
import { seamRecipe, segmentRecipe } from '#domain/pipeline/pictures.ts';
import type { Row } from './row.ts';
import { SOURCES, type SourceName, sourceFile, sourceSeconds } from './sources.ts';

export interface PlannedScene {
  readonly source: SourceName;
  readonly inSeconds: number;
  readonly cut: SceneCut;
  readonly segment: SegmentRecipe;
}

export interface PlannedSeam {
  readonly cut: SeamCut;
  readonly recipe: SeamRecipe;
}

export interface PlannedFilm {
  readonly row: Row;
  readonly frames: number;
  readonly rate: FrameRate;
  readonly width: number;
  readonly height: number;
  readonly plan: CutPlan;
  /** In film order; each begins with the seam before it, if there is one. */
  readonly scenes: readonly PlannedScene[];
  readonly seams: readonly PlannedSeam[];
}

/** Sizes of most of the table's films, small enough for dozens of them. */
const SMALL = {
  '16:9': { width: 256, height: 144 },
  '9:16': { width: 144, height: 256 },
  '1:1': { width: 160, height: 160 },
} as const;
const WORDS = /^([\d.]+) (\w+)(?: in ([\d.]+))?(?: ([a-z-]+) ([\d.]+))?$/;
const NOW = 0;
const id = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** Plans a row's film for a song of this length, with the product's own arithmetic. */
export function planFilm(row: Row, songSeconds: number): PlannedFilm {
  const settings = settingsOf(row);
  const rate = frameRateOf(row.fps);
  const frames = filmFrames(songSeconds, rate);
  const written = row.scenes.map(readScene);
  const starts = written.map(({ startSeconds }) => frameAt(startSeconds, rate));
  const scenes = written.map((scene, index) =>
    sceneOf(index, starts[index] ?? 0, starts[index + 1] ?? frames, scene),
  );
  const takes = written.map(({ source }, index) => takeOf(index, source));
  const plan = cutPlan(
    scenes.map((scene) => ({ ...scene, transition: scene.transition ?? settings.transition })),
    rate,
  );
  const size = row.fullSize ? frameSize(row.aspect, '480p') : SMALL[row.aspect];
  const sides = scenes.map((scene, index) => {
    const [take, cut] = [takes[index], plan.scenes[index]];
    if (!take || !cut) throw new Error('a scene without its part of the plan');
    return { scene, take, cut };
  });
  const sideOf = (sceneId: string) => {
    const side = sides.find(({ scene }) => scene.id === sceneId);
    if (!side) throw new Error('a seam without its scene');
    return side;
  };
  return {
    row,
    frames,
    rate,
    ...size,
    plan,
    scenes: sides.map(({ scene, take, cut }, index) => ({
      source: written[index]?.source ?? 'wide24',
      inSeconds: scene.clipInSeconds,
      cut,
      segment: { ...segmentRecipe(settings, scene, take, cut, null), ...size },
    })),
    seams: plan.seams.map((cut) => ({
      cut,
      recipe: { ...seamRecipe(settings, cut, sideOf(cut.fromSceneId), sideOf(cut.sceneId), null), ...size },
    })),
  };
}

/** Reads a scene as the table writes it. Throws where it cannot be read. */
export function readScene(text: string): {
  startSeconds: number;
  source: SourceName;
  inSeconds: number;
  transition: Transition | null;
} {
  const [, start, name, inSeconds = '0', kind, seconds] = WORDS.exec(text) ?? [];
  const source = Object.keys(SOURCES).find((known): known is SourceName => known === name);
  if (start === undefined || source === undefined) throw new Error(`"${text}" is no scene`);
  const transition = kind === undefined ? null : Transition.parse({ kind, seconds: Number(seconds) });
  return { startSeconds: Number(start), source, inSeconds: Number(inSeconds), transition };
}

function settingsOf({ aspect, fps, fill, short }: Row): ProjectSettings {
  return ProjectSettings.parse({
    aspectRatio: aspect,
    resolution: '480p',
    fps,
    style: '',
    imageModel: 'none',
    clipModel: 'none',
    sceneCount: null,
    approvals: 'automatic',
    fill,
    shortClips: short === 'hold' ? undefined : { mode: 'slow', slowestSpeed: short },
  });
}

function sceneOf(
  index: number,
  startFrame: number,
  endFrame: number,
  scene: ReturnType<typeof readScene>,
): Scene {
  const words = { title: `Scene ${index + 1}`, theme: '', mood: '', lyricExcerpt: '', reasoning: '' };
  const links = { promptId: null, imageId: null, clipId: null };
  return Scene.parse({
    ...{ kind: 'scene', id: id(index), projectId: id(99), index, startFrame, endFrame, ...words, ...links },
    ...{ transition: scene.transition, clipInSeconds: scene.inSeconds, createdAt: NOW, updatedAt: NOW },
  });
}

function takeOf(index: number, name: SourceName): ClipTake | ImageTake {
  const source = sourceFile(name);
  const shared = {
    ...{ id: id(1000 + index), projectId: id(99), sceneId: id(index), jobId: null, status: 'succeeded' },
    ...{ provider: 'upload', model: null, seed: null, promptId: null, fingerprint: name, predictionId: null },
    ...{ key: name, contentType: null, sizeBytes: null, costUsd: 0, approval: 'approved', failure: null },
    ...{ createdAt: NOW, updatedAt: NOW },
  };
  if (!source.rate) return ImageTake.parse({ kind: 'image', ...shared });
  const requestedSeconds = sourceSeconds(source);
  return ClipTake.parse({ kind: 'clip', ...shared, imageId: null, requestedSeconds, segment: null });
}
