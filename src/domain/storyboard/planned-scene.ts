import type { SceneCut } from '#contracts/entities/storyboard.ts';

/** A scene before it has an id: frames are absolute, `endFrame` is exclusive and the next scene's start (P7). */
export interface PlannedScene {
  readonly startFrame: number;
  readonly endFrame: number;
  readonly title: string;
  readonly theme: string;
  readonly mood: string;
  readonly lyricExcerpt: string;
  readonly reasoning: string;
  /** How the scene came to start where it does. */
  readonly cut: SceneCut;
}
