import type { LyricLine, Lyrics, ProblemDetail, TimedWord, Upload } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { lyricsOf } from '../scenes.ts';
import { timeGivenLyrics } from '../stages/transcribe.ts';
import { checkUpload } from '../stages/uploads.ts';

export function openUpload(
  draft: Draft,
  input: Pick<Upload, 'id' | 'purpose' | 'fileName' | 'contentType' | 'sizeBytes' | 'key'>,
): Upload {
  const { now } = draft.context;
  return draft.put<Upload>({
    kind: 'upload',
    ...input,
    projectId: draft.project().id,
    status: 'pending',
    failure: null,
    createdAt: now,
    updatedAt: now,
  });
}

/** Storage has the file and its first bytes look right; asking twice changes nothing. */
export function completeUpload(draft: Draft, input: { uploadId: string }): Upload | Refusal {
  const upload = draft.get('upload', input.uploadId);
  if (!upload) return refuse('upload-not-found', 'This project has no such upload.');
  if (upload.status === 'checking' || upload.status === 'ready') return upload;
  return checkUpload(draft, upload);
}

/** The file that arrived is not what was promised. */
export function rejectUpload(
  draft: Draft,
  input: { uploadId: string; failure: ProblemDetail },
): Upload | Refusal {
  const upload = draft.get('upload', input.uploadId);
  if (!upload) return refuse('upload-not-found', 'This project has no such upload.');
  if (upload.status !== 'pending') return upload;
  return draft.put<Upload>({ ...upload, status: 'rejected', failure: input.failure });
}

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
