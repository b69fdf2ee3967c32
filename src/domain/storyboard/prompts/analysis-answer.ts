import { z } from 'zod';
import { answerText, optionalText } from './answer-text.ts';
import { strictObject, textField } from './chat-request.ts';
import { Seconds } from './seconds.ts';

/** A scene as a model proposes it. Its times are a wish; tiling turns them into frames. */
export const SceneDraft = z.object({
  title: answerText(120),
  theme: answerText(600),
  mood: answerText(120),
  startSeconds: Seconds,
  endSeconds: Seconds,
  lyricExcerpt: optionalText(2000),
  reasoning: optionalText(400),
});
export type SceneDraft = z.infer<typeof SceneDraft>;

/** Reads the answer to `analysisRequest`; a little more lenient than the schema that was asked for. */
export const AnalysisAnswer = z.object({ scenes: z.array(SceneDraft) });
export type AnalysisAnswer = z.infer<typeof AnalysisAnswer>;

/** The JSON schema that goes with the request. */
export const ANALYSIS_SCHEMA = strictObject({
  scenes: {
    type: 'array',
    items: strictObject({
      title: textField('Two to six words'),
      theme: textField('What the scene shows and why, one sentence'),
      mood: textField('Two or three words'),
      startSeconds: { type: 'number', description: 'Seconds from the start of the song' },
      endSeconds: { type: 'number', description: 'Start of the next scene, or the end of the song' },
      lyricExcerpt: textField('Words sung during the scene, verbatim; empty where nothing is sung'),
      reasoning: textField('Why the cut is here, one short sentence'),
    }),
  },
});
