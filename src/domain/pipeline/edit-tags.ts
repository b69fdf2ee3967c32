import type {
  Analysis,
  CastMember,
  LyricLine,
  ProjectSettings,
  Scene,
  SungLine,
  TimedWord,
} from '#contracts/entities/index.ts';
import type { SceneCutting } from '#domain/storyboard/edit-scenes.ts';
import type { PlannedScene } from '#domain/storyboard/planned-scene.ts';
import { fingerprint } from './fingerprint.ts';

/**
 * Tags by which editors notice each other: each is a hash of what can be edited of one thing and of nothing else, so
 * that takes may come and jobs may end without a client losing its turn. They take rows and views alike.
 */
const NOTHING = 'none';

/** The storyboard as it was planned: order, times, words, transitions and locks. Takes and prompts are no part of it. */
export function scenesTag(
  scenes: readonly (PlannedScene & SceneCutting & { readonly id: string; readonly locked: boolean })[],
): string {
  const ordered = [...scenes].sort((a, b) => a.startFrame - b.startFrame);
  return fingerprint(
    'scenes',
    ...ordered.flatMap((scene) => [
      scene.id,
      scene.startFrame,
      scene.endFrame,
      scene.title,
      scene.theme,
      scene.mood,
      scene.lyricExcerpt,
      scene.reasoning,
      scene.transition?.kind ?? null,
      scene.transition?.seconds ?? null,
      scene.clipInSeconds,
      scene.locked,
    ]),
  );
}

/** Everything that is said of the cast. */
export function castTag(members: readonly CastMember[]): string {
  const ordered = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  return fingerprint(
    'cast',
    ...ordered.flatMap(({ id, castKind, name, appearance, prominence, references }) => [
      id,
      castKind,
      name,
      appearance,
      prominence,
      references.length,
      ...references,
    ]),
  );
}

/** Who is said to be in a scene, and what it shows. */
export function lookTag(scene: Pick<Scene, 'id' | 'footage' | 'cast'> | undefined): string {
  if (!scene) return NOTHING;
  const parts = scene.cast.flatMap(({ castId, prominence }) => [castId, prominence]);
  return fingerprint('look', scene.id, scene.footage, ...parts);
}

/** Title, artist, budget and settings of a project. */
export function projectTag(project: {
  readonly title: string;
  readonly artist: string | null;
  readonly budgetUsd: number | null;
  readonly settings: ProjectSettings;
}): string {
  const { title, artist, budgetUsd, settings } = project;
  const { fill, shortClips, transition, captions } = settings;
  const { aspectRatio, resolution, fps, style, imageModel, clipModel, sceneCount, approvals } = settings;
  const { stylePack } = settings;
  return fingerprint(
    'project',
    title,
    artist,
    budgetUsd,
    aspectRatio,
    resolution,
    fps,
    style,
    imageModel,
    clipModel,
    sceneCount,
    approvals,
    fill,
    shortClips.mode,
    shortClips.slowestSpeed,
    transition.kind,
    transition.seconds,
    captions.burn,
    captions.preset,
    captions.position,
    ...(stylePack === null ? [] : [stylePack]),
  );
}

/** The lyrics as they were given and the times set by hand; times found for them later are no edit. */
export function lyricsTag(
  given:
    | { readonly format: string; readonly source: string; readonly lines: readonly SungLine[] }
    | undefined,
): string {
  if (!given) return NOTHING;
  const set = given.lines.flatMap(({ timing, startSeconds, endSeconds, reason }, index) =>
    timing === 'set' ? [index, startSeconds, endSeconds, reason] : [],
  );
  return fingerprint('lyrics', given.format, given.source, ...set);
}

/** A transcript with its times. */
export function transcriptTag(
  transcript:
    | {
        readonly origin: string;
        readonly language: string | null;
        readonly lines: readonly LyricLine[];
        readonly words: readonly TimedWord[];
      }
    | undefined,
): string {
  if (!transcript) return NOTHING;
  const { origin, language, lines, words } = transcript;
  const timed = [...lines, ...words].flatMap((part) => [part.text, part.startSeconds, part.endSeconds]);
  return fingerprint('transcript', origin, language, lines.length, ...timed);
}

/** The tempo of a song as it was set by hand; what is measured of it is no edit. */
export function tempoTag(analysis: Pick<Analysis, 'songId' | 'setTempo'> | undefined): string {
  if (!analysis) return NOTHING;
  const { bpm = null, offsetSeconds = null, beatsPerBar = null } = analysis.setTempo ?? {};
  return fingerprint('tempo', analysis.songId, bpm, offsetSeconds, beatsPerBar);
}

/** A scene's current prompt: versions never change, so that the id says it all. */
export function promptTag(promptId: string | null | undefined): string {
  return promptId ?? NOTHING;
}
