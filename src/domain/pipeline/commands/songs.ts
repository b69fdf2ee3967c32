import type { LyricLine, Lyrics, SourceEncoding, SungLine, TimedWord } from '#contracts/entities/index.ts';
import { plainLine } from '#domain/song/lyrics-document.ts';
import { keptSettings } from '#domain/song/set-lines.ts';
import type { Draft } from '../draft.ts';
import { lyricsOf } from '../scenes.ts';
import { timeGivenLyrics } from '../stages/transcribe.ts';

/**
 * The user's own words: kept exactly, timed by what is known (P9). Where they replace others, times that were set by
 * hand stay with the lines that are the same.
 */
export function putLyrics(
  draft: Draft,
  input: {
    format: 'text' | 'lrc' | 'srt' | 'vtt';
    source: string;
    /** How its bytes were read; UTF-8 unless it says otherwise. */
    encoding?: SourceEncoding;
    lines: readonly (LyricLine & Partial<SungLine>)[];
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
    encoding: input.encoding ?? 'utf-8',
    lines: keptSettings(before?.lines ?? [], input.lines.map(plainLine)),
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
