import { z } from 'zod';
import { LyricLine } from '../entities/song.ts';
import { LYRICS_REPORT } from '../examples/lyrics-report.ts';

const Share = z.number().min(0).max(1);
const Seconds = z.number().nonnegative();

/** A place that a person should look at. */
const LookAt = z.object({
  index: z.int().nonnegative(),
  text: z.string(),
  /**
   * `no-time`: nothing is known of it; `not-heard`: estimated between its neighbours; `misheard`: heard as other
   * words; `off`: its given or set time is not when it was heard; `hurried`: more syllables than anybody sings.
   */
  why: z.enum(['no-time', 'not-heard', 'off', 'misheard', 'hurried']),
  /** For people. */
  message: z.string(),
});

/** How well lyrics fit what was heard in the song. */
export const LyricsReport = z
  .object({
    /**
     * `fits`, `fits-partly`; `another-language` or `another-song` where the texts have no more in common than any two;
     * `nothing-heard` of an instrumental; `not-transcribed` where there is nothing to compare with.
     */
    verdict: z.enum([
      'fits',
      'fits-partly',
      'another-language',
      'another-song',
      'nothing-heard',
      'not-transcribed',
    ]),
    /** How much of the lyrics was heard, and how clearly; null without a transcript. */
    score: Share.nullable(),
    coverage: z.object({
      lines: z.int().nonnegative(),
      given: z.int().nonnegative(),
      set: z.int().nonnegative(),
      aligned: z.int().nonnegative(),
      interpolated: z.int().nonnegative(),
      untimed: z.int().nonnegative(),
      /** Share of the words of the lyrics that were heard. */
      lyricsHeard: Share.nullable(),
      /** Share of the heard words that are in the lyrics. */
      heardInLyrics: Share.nullable(),
    }),
    /** By how much the given times are early (positive) or late, where they all are; null where they are not known to be. */
    offsetSeconds: z.number().nullable(),
    /** Languages as their English names; null where they are not known. */
    languages: z.object({ lyrics: z.string().nullable(), heard: z.string().nullable() }),
    lines: z.array(
      z.object({
        index: z.int().nonnegative(),
        ...LyricLine.shape,
        confidence: Share.nullable(),
        reason: z.string().nullable(),
        /** What was heard at that time, as it was understood; empty where nothing was. */
        heard: z.string(),
        /** When the line's own words were heard, whatever its time says; null where they were not. */
        heardAtSeconds: Seconds.nullable(),
      }),
    ),
    /** Lines that need a person, the most urgent first. */
    lookAt: z.array(LookAt),
    /** What was heard and is in no line: ad-libs, or lines that are missing. */
    notInLyrics: z.array(z.object({ text: z.string(), startSeconds: Seconds, endSeconds: Seconds })),
    /** The whole in sentences. */
    notes: z.array(z.string()),
  })
  .meta({ id: 'LyricsReport', example: LYRICS_REPORT });
export type LyricsReport = z.infer<typeof LyricsReport>;
