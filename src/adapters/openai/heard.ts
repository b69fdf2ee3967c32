import { z } from 'zod';
import type { TimedWord } from '#contracts/entities/index.ts';

/** A song as the speech service understood it. Times in seconds from the start of the file. */
export type Heard = {
  /** Empty where nothing was sung. */
  text: string;
  /** An English name in lower case, e.g. `english`. */
  language: string | null;
  durationSeconds: number | null;
  words: TimedWord[];
  segments: TimedWord[];
};

const Time = z.number().nullish().catch(null);

/** OpenAI's `verbose_json`; `words` and `segments` are there by the granularities that were asked for. */
export const VerboseTranscription = z.object({
  text: z.string(),
  language: z.string().nullish().catch(null),
  duration: Time,
  words: z.array(z.object({ word: z.string(), start: Time, end: Time })).nullish(),
  segments: z.array(z.object({ text: z.string(), start: Time, end: Time })).nullish(),
});
export type VerboseTranscription = z.infer<typeof VerboseTranscription>;

/**
 * Cleans a transcription: texts trimmed and blank ones dropped, no time negative, no end before its start; a
 * missing start is where the one before ended. The order is the service's.
 */
export function heardFrom(transcription: VerboseTranscription): Heard {
  const language = transcription.language?.trim().toLowerCase();
  const duration = transcription.duration;
  return {
    text: transcription.text.trim(),
    language: language ? language : null,
    durationSeconds: typeof duration === 'number' && duration > 0 ? duration : null,
    words: timed((transcription.words ?? []).map(({ word, start, end }) => ({ text: word, start, end }))),
    segments: timed(transcription.segments ?? []),
  };
}

function timed(
  parts: { text: string; start?: number | null | undefined; end?: number | null | undefined }[],
) {
  const words: TimedWord[] = [];
  let previousEnd = 0;
  for (const part of parts) {
    const text = part.text.trim();
    if (text === '') continue;
    const startSeconds = Math.max(0, part.start ?? previousEnd);
    const endSeconds = Math.max(startSeconds, part.end ?? startSeconds);
    words.push({ text, startSeconds, endSeconds });
    previousEnd = endSeconds;
  }
  return words;
}
