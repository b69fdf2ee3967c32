/** The captions of a project's film: the track that it carries, and what is burned into its pictures. */
import type { CaptionMode } from '#contracts/captions.ts';
import type { FilmCaptions, Lyrics } from '#contracts/entities/index.ts';
import {
  type CaptionInput,
  type CaptionScriptInput,
  captionColumns,
  captionCues,
  captionScript,
  languageTag,
  trackCues,
} from '#domain/film/captions/index.ts';
import { type FilmSpan, spanFrames } from '#domain/film/cut-plan.ts';
import { frameRateOf, frameSize } from '#domain/film/frame-budget.ts';
import type { Draft } from './draft.ts';
import { lyricsOf, transcriptOf } from './scenes.ts';

/** Characters of a cue that a track takes. */
const MOST_CHARACTERS = 2000;

/** What a film of this project is captioned with: the words that were given, else those that were heard (P9). */
function wordsOfSong(draft: Draft): (CaptionInput & { language: string | null }) | null {
  const { song, heard, lyrics } = sourcesOf(draft);
  if (!song || !lyrics) return null;
  return {
    lines: lyrics.lines,
    words: timedWords(lyrics, heard),
    durationSeconds: song.durationSeconds,
    language: lyrics.language ?? heard?.language ?? null,
  };
}

function sourcesOf(draft: Draft) {
  const song = draft.get('song', draft.project().songId);
  const heard = transcriptOf(draft);
  return { song, heard, lyrics: lyricsOf(draft, 'given') ?? heard };
}

/** Words of the lines themselves before those of the document, before those that were heard. */
function timedWords(lyrics: Lyrics, heard: Lyrics | undefined): CaptionInput['words'] {
  const own = lyrics.lines.flatMap(({ words }) => words);
  if (own.length > 0) return own;
  return lyrics.words.length > 0 ? lyrics.words : (heard?.words ?? []);
}

/** The track of captions that a film gets now; null where no line has a time. */
export function filmCaptions(draft: Draft): FilmCaptions | null {
  const sung = wordsOfSong(draft);
  const cues = sung === null ? [] : trackCues(captionCues(sung));
  if (sung === null || cues.length === 0) return null;
  return {
    language: languageTag(sung.language),
    cues: cues.map((cue) => ({ ...cue, text: cue.text.slice(0, MOST_CHARACTERS).toWellFormed() })),
  };
}

/** What is the same in all scripts of a film. */
export type BurnedCaptions = Omit<CaptionScriptInput, 'fromFrame' | 'frames' | 'originFrame'>;

/**
 * What was worked out of the same lyrics, song and settings: every input to a project asks for it again, and breaking
 * lines takes longer than all the rest of a reduction. Entities are never changed, so that one stands for its content.
 */
const known = new WeakMap<Lyrics, { of: readonly unknown[]; captions: BurnedCaptions }>();
const knownScripts = new WeakMap<BurnedCaptions, Map<string, string | null>>();

/** What the project burns into its pictures; null where that is nothing. */
export function burnedCaptions(draft: Draft): BurnedCaptions | null {
  const { settings } = draft.project();
  const mode = modeOf(settings.captions.burn);
  if (mode === null) return null;
  const { song, heard, lyrics } = sourcesOf(draft);
  if (!song || !lyrics) return null;
  const { preset, position } = settings.captions;
  const { fps, aspectRatio, resolution } = settings;
  const of = [song.durationSeconds, heard, mode, preset, position, fps, aspectRatio, resolution];
  const before = known.get(lyrics);
  if (before?.of.every((part, index) => part === of[index])) return before.captions;
  const captions = madeOf(draft, mode);
  if (captions !== null) known.set(lyrics, { of, captions });
  return captions;
}

function madeOf(draft: Draft, mode: CaptionMode): BurnedCaptions | null {
  const sung = wordsOfSong(draft);
  if (sung === null) return null;
  const { captions, fps, aspectRatio, resolution } = draft.project().settings;
  const { preset, position } = captions;
  const frame = frameSize(aspectRatio, resolution);
  const cues = captionCues({ ...sung, columns: captionColumns(preset, frame) });
  const how = { mode, preset, frame, frameRate: frameRateOf(fps), language: sung.language };
  return { cues, ...how, placement: position ?? undefined };
}

function modeOf(burn: 'off' | 'lines' | 'words'): CaptionMode | null {
  if (burn === 'off') return null;
  return burn === 'words' ? 'karaoke' : 'lines';
}

/**
 * The script for some frames of a picture; null where none of them shows a caption. Captions of the picture's other
 * frames are left out, so that nothing is rendered again for a line that is not to be seen in it.
 *
 * @param picture where the picture lies in the film; its first frame is the script's time 0
 */
export function burnedScript(
  captions: BurnedCaptions | null,
  picture: FilmSpan,
  rendered: FilmSpan,
): string | null {
  if (captions === null) return null;
  const scripts = knownScripts.get(captions) ?? new Map<string, string | null>();
  knownScripts.set(captions, scripts);
  const span = {
    fromFrame: rendered.startFrame,
    frames: spanFrames(rendered),
    originFrame: picture.startFrame,
  };
  const name = Object.values(span).join();
  const before = scripts.get(name);
  if (before !== undefined) return before;
  const script = captionScript({ ...captions, ...span }) ?? null;
  scripts.set(name, script);
  return script;
}
