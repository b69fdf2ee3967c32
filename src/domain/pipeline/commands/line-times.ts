import type { Lyrics } from '#contracts/entities/index.ts';
import { parseLyrics } from '#domain/song/parse-lyrics.ts';
import { type LineEdit, setLines } from '#domain/song/set-lines.ts';
import type { Draft } from '../draft.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { lyricsOf } from '../scenes.ts';
import { timeGivenLyrics } from '../stages/transcribe.ts';

/** Sets the times of lines by hand, or hands them back; the lines between are timed again. Words stay (P9). */
export function setLineTimes(draft: Draft, input: { lines: readonly LineEdit[] }): Lyrics | Refusal {
  const given = lyricsOf(draft, 'given');
  if (!given)
    return refuse('lyrics-missing', 'No lyrics were given. A transcript is mended with PUT …/transcript.');
  const song = draft.get('song', draft.project().songId);
  const parsed = parseLyrics({ source: given.source, fileName: `lyrics.${given.format}` });
  const original = 'problem' in parsed ? [] : parsed.lines;
  const lines = setLines(given.lines, original, input.lines, song?.durationSeconds ?? null);
  if ('errors' in lines) {
    const [first] = lines.errors;
    return refuse('line-times-invalid', `${first?.pointer}: ${first?.message}`, [], { errors: lines.errors });
  }
  draft.put<Lyrics>({ ...given, lines });
  timeGivenLyrics(draft);
  return draft.get('lyrics', given.id) ?? given;
}
