import type { LyricLine, ProjectSettings, TimedWord } from '#contracts/entities/index.ts';
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

/** Title, artist, budget and settings of a project. */
export function projectTag(project: {
  readonly title: string;
  readonly artist: string | null;
  readonly budgetUsd: number | null;
  readonly settings: ProjectSettings;
}): string {
  const { title, artist, budgetUsd, settings } = project;
  const { fill, shortClips, transition } = settings;
  const { aspectRatio, resolution, fps, style, imageModel, clipModel, sceneCount, approvals } = settings;
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
  );
}

/** The lyrics as they were given; times found for them later are no edit. */
export function lyricsTag(given: { readonly format: string; readonly source: string } | undefined): string {
  return given ? fingerprint('lyrics', given.format, given.source) : NOTHING;
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

/** A scene's current prompt: versions never change, so that the id says it all. */
export function promptTag(promptId: string | null | undefined): string {
  return promptId ?? NOTHING;
}
