/**
 * A film as an editing program sees it: which file stands from which frame to which. All exports are written from this,
 * so that they agree with each other and, by the cut plan, with the film itself. All frames are at the film's rate.
 */

import type { FrameRate } from '#contracts/media.ts';
import type { Blend } from '#contracts/media-jobs/seam.ts';
import type {
  ClipView,
  ImageView,
  LyricsView,
  ProjectView,
  SceneView,
  SongView,
} from '#contracts/views/views.ts';
import { fitClip } from '../clip-fit.ts';
import { cutPlan, type FilmSpan, type SceneCut, type SeamCut, spanFrames } from '../cut-plan.ts';
import { filmFrames, frameAt, frameRateOf, frameSize } from '../frame-budget.ts';

/** What is known of a project, all as of the same event. */
export interface ExportSource {
  readonly project: ProjectView;
  /** In film order. */
  readonly scenes: readonly SceneView[];
  readonly images: readonly ImageView[];
  readonly clips: readonly ClipView[];
  readonly song: SongView | null;
  /** The words to mark, where there are any. */
  readonly lyrics: Pick<LyricsView, 'lines'> | null;
  /** The ending of each take's file (`mp4`) by the take's id; takes without a file are not in it. */
  readonly endings: ReadonlyMap<string, string>;
  /** Where the API is, without a slash at the end. Links lead to it: they need a key, and never expire. */
  readonly apiUrl: string;
}

/** A file that stands for a scene. */
export interface CutMedia {
  readonly kind: 'clip' | 'image';
  readonly takeId: string;
  readonly url: string;
  /** The name under which it is best saved, so that programs find it again. */
  readonly fileName: string;
  /** How long the file is; null for a still. */
  readonly frames: number | null;
  readonly model: string | null;
  readonly seed: number | null;
}

/** The seam from the cut before: `before` of its frames lie before the boundary, `behind` behind it. */
export interface CutSeam extends FilmSpan {
  readonly blend: Blend;
  readonly before: number;
  readonly behind: number;
}

/** One scene of the film. Cuts tile it, also where there are seams. */
export interface Cut extends FilmSpan {
  readonly sceneId: string;
  /** From 1. */
  readonly number: number;
  readonly title: string;
  /** Null where the scene has no file yet. */
  readonly media: CutMedia | null;
  /** Frame of the film with which the scene's picture begins, its part of the seam into it included. */
  readonly pictureStart: number;
  /** Frame of the file with which its picture begins. */
  readonly inFrame: number;
  /** As a fraction of the file's own. */
  readonly speed: number;
  /** Frame of the film from which on the file's last frame stands still; null where it never does. */
  readonly heldFrom: number | null;
  readonly seam: CutSeam | null;
}

export interface SoundTrack {
  readonly songId: string;
  readonly url: string;
  readonly fileName: string;
  /** Whole frames of the film that it covers. */
  readonly frames: number;
  readonly durationSeconds: number;
  readonly sampleRate: number;
  readonly channels: number;
}

/** A line of the lyrics while it is sung. */
export interface LineMark extends FilmSpan {
  readonly text: string;
}

export interface EditList {
  readonly projectId: string;
  readonly title: string;
  readonly artist: string | null;
  readonly rate: FrameRate;
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  readonly cuts: readonly Cut[];
  readonly sound: SoundTrack | null;
  readonly marks: readonly LineMark[];
}

/** However late a clip's in-point, so much of it is left to be seen; in seconds. */
const LEAST_SECONDS = 0.1;

/** The edit list of a project. Without scenes it is empty, as long as the song. */
export function editList(source: ExportSource): EditList {
  const { project, song } = source;
  const { settings } = project;
  const rate = frameRateOf(settings.fps);
  const scenes = source.scenes.map((scene) => ({
    ...scene,
    transition: scene.transition ?? settings.transition,
  }));
  const plan = cutPlan(scenes, rate);
  const frames = scenes.at(-1)?.endFrame ?? (song ? filmFrames(song.durationSeconds, rate) : 1);
  const cuts = scenes.flatMap((scene, index): Cut[] => {
    const cut = plan.scenes[index];
    return cut ? [cutOf(source, scene, index, cut, rate)] : [];
  });
  return {
    projectId: project.id,
    title: project.title,
    artist: project.artist,
    rate,
    frames,
    ...frameSize(settings.aspectRatio, settings.resolution),
    cuts: withSeams(cuts, plan.seams),
    sound: song && soundTrack(source, song, frames, rate),
    marks: (source.lyrics?.lines ?? []).flatMap((line) => lineMark(line, frames, rate)),
  };
}

function cutOf(source: ExportSource, scene: SceneView, index: number, cut: SceneCut, rate: FrameRate): Cut {
  const { shortClips } = source.project.settings;
  const { startFrame, endFrame } = scene;
  const own = { sceneId: scene.id, number: index + 1, title: scene.title, startFrame, endFrame, seam: null };
  const pictureStart = cut.picture.startFrame;
  const media = mediaOf(source, scene, rate);
  if (media?.frames == null) return { ...own, media, pictureStart, inFrame: 0, speed: 1, heldFrom: null };
  const latest = Math.max(0, media.frames - Math.max(1, frameAt(LEAST_SECONDS, rate)));
  const inFrame = Math.min(latest, frameAt(scene.clipInSeconds, rate));
  const { speed, heldFrames } = fitClip({
    neededFrames: spanFrames(cut.picture),
    givenFrames: media.frames - inFrame,
    short: shortClips.mode,
    slowestSpeed: shortClips.slowestSpeed,
  });
  const heldFrom = heldFrames > 0 ? cut.picture.endFrame - heldFrames : null;
  return { ...own, media, pictureStart, inFrame, speed, heldFrom };
}

/** The scene's clip; its still where it has no clip yet. */
function mediaOf(source: ExportSource, scene: SceneView, rate: FrameRate): CutMedia | null {
  const { clips, images, endings, apiUrl, project } = source;
  const base = `${apiUrl}/api/projects/${project.id}`;
  const hasFile = ({ id, status }: ClipView | ImageView) => status === 'succeeded' && endings.has(id);
  const clip = clips.find((take) => take.id === scene.clipId && hasFile(take));
  const image = images.find((take) => take.id === scene.imageId && hasFile(take));
  const take = clip ?? image;
  if (!take) return null;
  const kind = clip ? 'clip' : 'image';
  return {
    kind,
    takeId: take.id,
    url: clip ? `${base}/clips/${take.id}/download` : `${base}/images/${take.id}/preview`,
    fileName: `${kind}-${take.id}.${endings.get(take.id) ?? 'bin'}`,
    frames: clip ? Math.max(1, frameAt(clip.requestedSeconds, rate)) : null,
    model: take.model,
    seed: take.seed,
  };
}

/** Seams lie between files; beside a gap there is a cut. */
function withSeams(cuts: readonly Cut[], seams: readonly SeamCut[]): Cut[] {
  return cuts.map((cut, index) => {
    const seam = seams.find(({ sceneId }) => sceneId === cut.sceneId);
    if (!seam || !cut.media || !cuts[index - 1]?.media) return cut;
    const { startFrame, endFrame, blend } = seam;
    const sides = { before: cut.startFrame - startFrame, behind: endFrame - cut.startFrame };
    return { ...cut, seam: { startFrame, endFrame, blend, ...sides } };
  });
}

function soundTrack(source: ExportSource, song: SongView, frames: number, rate: FrameRate): SoundTrack {
  const { id, fileName, durationSeconds, sampleRate, channels } = song;
  // A song that ends within a frame covers the frames before; the small part keeps exact seconds exact.
  const whole = Math.floor((durationSeconds * rate.numerator) / rate.denominator + 1e-6);
  return {
    songId: id,
    url: `${source.apiUrl}/api/projects/${source.project.id}/song/download`,
    fileName,
    frames: Math.max(1, Math.min(frames, whole)),
    durationSeconds,
    sampleRate,
    channels,
  };
}

function lineMark(line: LyricsView['lines'][number], frames: number, rate: FrameRate): LineMark[] {
  if (line.startSeconds === null) return [];
  const startFrame = frameAt(line.startSeconds, rate);
  if (startFrame >= frames) return [];
  const end = frameAt(line.endSeconds ?? line.startSeconds, rate);
  return [{ text: line.text, startFrame, endFrame: Math.min(frames, Math.max(startFrame + 1, end)) }];
}
