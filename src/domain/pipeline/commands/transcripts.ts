import type { LyricLine, Lyrics, TimedWord } from '#contracts/entities/index.ts';
import { transcriptProblems } from '#domain/song/check-transcript.ts';
import { linesFromHeard } from '#domain/song/lines-from-heard.ts';
import { plainLine } from '#domain/song/lyrics-document.ts';
import type { Draft } from '../draft.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { lyricsOf } from '../scenes.ts';
import { timeGivenLyrics } from '../stages/transcribe.ts';

/**
 * A user's correction of what was heard. It stands beside the transcription, which may be made again and never
 * overwrites it. Without lines they are made of the words; both may be empty, for a song in which nothing is sung.
 * A language left out stays as it was.
 */
export function putTranscript(
  draft: Draft,
  input: {
    lines: readonly TimedWord[] | null;
    words: readonly TimedWord[];
    language: string | null | undefined;
  },
): Lyrics | Refusal {
  const project = draft.project();
  const song = draft.get('song', project.songId);
  if (!song)
    return refuse('song-missing', 'A transcript belongs to a song, which this project does not have yet.');
  const { durationSeconds } = song;
  const errors = [
    ...transcriptProblems('lines', input.lines ?? [], durationSeconds),
    ...transcriptProblems('words', input.words, durationSeconds),
  ];
  const [first] = errors;
  if (first) return refuse('transcript-invalid', `${first.pointer}: ${first.message}`, [], { errors });
  const before = lyricsOf(draft, 'corrected');
  const heard = lyricsOf(draft, 'heard');
  const lines: LyricLine[] = input.lines
    ? input.lines.map(({ text, startSeconds, endSeconds }) => ({
        text,
        startSeconds,
        endSeconds,
        timing: 'given',
      }))
    : linesFromHeard({ words: input.words, segments: [] });
  const { now, newId } = draft.context;
  const corrected = draft.put<Lyrics>({
    kind: 'lyrics',
    id: before?.id ?? newId(),
    projectId: project.id,
    origin: 'corrected',
    format: 'speech',
    source: lines.map(({ text }) => text).join('\n'),
    encoding: 'utf-8',
    lines: lines.map(plainLine),
    words: input.words.map(({ text, startSeconds, endSeconds }) => ({ text, startSeconds, endSeconds })),
    language: input.language === undefined ? ((before ?? heard)?.language ?? null) : input.language,
    provider: null,
    model: null,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  });
  timeGivenLyrics(draft);
  return corrected;
}
