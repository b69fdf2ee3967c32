import type { LyricLine } from '#contracts/entities/song.ts';

/** What a model answered, written down by hand as models do answer, and what is to come of it. */
export interface RecordedAnswer {
  readonly called: string;
  /** The whole message, with whatever stood around the JSON. */
  readonly content: string;
}

export interface RecordedAnalysis extends RecordedAnswer {
  /** Titles in film order, or words of the complaint that sends the answer back. */
  readonly means: { readonly titles: readonly string[] } | { readonly complaint: RegExp };
}

export interface RecordedPrompts extends RecordedAnswer {
  /** Scenes that were asked for. */
  readonly wanted: readonly number[];
  /** Subjects by scene, and the scenes that are asked for again; or words of the complaint. */
  readonly means:
    | { readonly subjects: Readonly<Record<number, string>>; readonly missing: readonly number[] }
    | { readonly complaint: RegExp };
}

/** A song of our own with answers about it. Times in seconds. */
export interface RecordedSong {
  readonly title: string;
  readonly language: string;
  readonly durationSeconds: number;
  readonly sceneCount: number;
  readonly lines: readonly LyricLine[];
  readonly analyses: readonly RecordedAnalysis[];
  readonly prompts: readonly RecordedPrompts[];
}

/** Lines that follow one another, each sung for four fifths of the time to the next. */
export function sungLines(durationSeconds: number, texts: readonly string[]): LyricLine[] {
  const step = durationSeconds / (texts.length + 1);
  return texts.map((text, index) => ({
    text,
    startSeconds: (index + 0.5) * step,
    endSeconds: (index + 1.3) * step,
    timing: 'aligned',
  }));
}

/** A scene as a model writes it. */
export function draft(title: string, startSeconds: unknown, endSeconds: unknown, lyricExcerpt = ''): object {
  const words = { theme: `What ${title} shows`, mood: 'calm, wide', reasoning: 'A line begins here.' };
  return { title, ...words, startSeconds, endSeconds, lyricExcerpt };
}

/** A prompt as a model writes it. */
export function written(sceneIndex: unknown, subject: string, more: object = {}): object {
  return {
    sceneIndex,
    subject,
    action: 'looks up',
    setting: 'by the water',
    camera: 'wide shot, eye level',
    light: 'dusk',
    style: '',
    negative: 'text, logo',
    motion: 'slow push in',
    ...more,
  };
}
