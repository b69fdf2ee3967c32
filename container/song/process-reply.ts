import { z } from 'zod';
import { SongAnalysis, Waveform } from '#contracts/media-jobs/analyze-song.ts';

/** What the analysing process answers; both are null where there was not a single sample. */
export const ProcessReply = z.object({
  song: SongAnalysis.omit({ loudness: true }).nullable(),
  waveform: Waveform.nullable(),
});
export type ProcessReply = z.infer<typeof ProcessReply>;
