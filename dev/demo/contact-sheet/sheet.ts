/** What the contact sheet shows. Times in seconds from the song's start, ascending. */
export interface Sheet {
  readonly title: string;
  readonly durationSeconds: number;
  /** In words: tempo and where it comes from. */
  readonly tempo: string;
  readonly beats: readonly number[];
  readonly downbeats: readonly number[];
  readonly sections: readonly SheetSection[];
  readonly energy: Curve | null;
  readonly peaks: Curve | null;
  readonly lines: readonly SheetLine[];
  readonly scenes: readonly SheetScene[];
}

export interface SheetSection {
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** 0 to 1. */
  readonly energy: number;
}

/** A value, 0 to 1, every `stepSeconds`. */
export interface Curve {
  readonly stepSeconds: number;
  readonly values: readonly number[];
}

export interface SheetLine {
  readonly text: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface SheetScene {
  readonly title: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** What it was cut onto, as the API says it: `downbeat`, `line` … */
  readonly onto: string;
  /** A JPEG of it; null where none could be taken. */
  readonly picture: Uint8Array | null;
}

/** Half a frame of 24 in a second, and 20 ms that nobody hears: a cut so near to a beat is on it. */
const ON_BEAT_SECONDS = 0.5 / 24 + 0.02;

/** How many of the film's cuts lie on beats, the start of the film left out. */
export function cutsOnBeats({ scenes, beats }: Pick<Sheet, 'scenes' | 'beats'>): { on: number; of: number } {
  const cuts = scenes.slice(1);
  return { on: cuts.filter(({ startSeconds }) => isOnBeat(beats, startSeconds)).length, of: cuts.length };
}

export function isOnBeat(beats: readonly number[], seconds: number): boolean {
  return beats.some((beat) => Math.abs(beat - seconds) <= ON_BEAT_SECONDS);
}
