import type { LyricLine, Lyrics, Scene } from '#contracts/entities/index.ts';
import { frameRateOf, secondsAt } from '#domain/film/frame-budget.ts';
import type { Draft } from './draft.ts';

/** The scenes in film order. */
export function scenesInOrder(draft: Draft): Scene[] {
  return draft.all('scene').sort((a, b) => a.index - b.index);
}

/** The scenes a job is about: those it names, or all there are. */
export function scenesInScope(draft: Draft, sceneIds: readonly string[] | null): Scene[] {
  const scenes = scenesInOrder(draft);
  return sceneIds === null ? scenes : scenes.filter((scene) => sceneIds.includes(scene.id));
}

/** Length of a scene on screen, in frames and seconds. */
export function sceneLength(draft: Draft, scene: Scene): { frames: number; seconds: number } {
  const frames = scene.endFrame - scene.startFrame;
  return { frames, seconds: secondsAt(frames, frameRateOf(draft.project().settings.fps)) };
}

export function lyricsOf(draft: Draft, origin: Lyrics['origin']): Lyrics | undefined {
  return draft.all('lyrics').find((lyrics) => lyrics.origin === origin);
}

/** What was sung as far as is known: a user's correction, else what the speech service heard. */
export function transcriptOf(draft: Draft): Lyrics | undefined {
  return lyricsOf(draft, 'corrected') ?? lyricsOf(draft, 'heard');
}

/** The lines to plan with: what the user gave, else the transcript (P9). */
export function planningLines(draft: Draft): LyricLine[] {
  const lines = (lyricsOf(draft, 'given') ?? transcriptOf(draft))?.lines ?? [];
  return lines.map(({ text, startSeconds, endSeconds, timing }) => ({
    text,
    startSeconds,
    endSeconds,
    timing,
  }));
}

/** Names scenes for people: `scenes 2, 5 and 7`. Counted from 1. */
export function sceneNames(scenes: readonly Scene[]): string {
  const numbers = scenes
    .map(({ index }) => index + 1)
    .sort((a, b) => a - b)
    .map(String);
  const last = numbers.at(-1) ?? '';
  return numbers.length < 2 ? `scene ${last}` : `scenes ${numbers.slice(0, -1).join(', ')} and ${last}`;
}
