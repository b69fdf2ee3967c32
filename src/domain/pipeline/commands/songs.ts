import type { LyricLine, Lyrics, TimedWord } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { lyricsOf } from '../scenes.ts';
import { timeGivenLyrics } from '../stages/transcribe.ts';

/** The user's own words: kept exactly, timed by what is known (P9). */
export function putLyrics(
  draft: Draft,
  input: {
    format: 'text' | 'lrc' | 'srt' | 'vtt';
    source: string;
    lines: readonly LyricLine[];
    words: readonly TimedWord[];
  },
): Lyrics {
  const { now, newId } = draft.context;
  const before = lyricsOf(draft, 'given');
  const lyrics = draft.put<Lyrics>({
    kind: 'lyrics',
    id: before?.id ?? newId(),
    projectId: draft.project().id,
    origin: 'given',
    format: input.format,
    source: input.source,
    lines: [...input.lines],
    words: [...input.words],
    language: null,
    provider: null,
    model: null,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  });
  timeGivenLyrics(draft);
  return draft.get('lyrics', lyrics.id) ?? lyrics;
}
