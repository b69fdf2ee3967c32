import type { Song, Upload } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { openTask } from '../tasks/open-task.ts';
import { problem, type Work } from '../work.ts';

/** The client says that the file is there and storage agreed: have it probed. */
export function checkUpload(draft: Draft, upload: Upload): Upload {
  openTask(draft, { work: 'probe-upload', subjectId: upload.id, jobId: null });
  return draft.put<Upload>({ ...upload, status: 'checking', failure: null });
}

/** The newest upload of a song that may still become one, or became one. */
export function songUpload(draft: Draft): Upload | undefined {
  return draft
    .all('upload')
    .filter((upload) => upload.purpose === 'song' && upload.status !== 'pending')
    .sort((a, b) => b.createdAt - a.createdAt)[0];
}

export const probeUpload: Work = {
  prepare(draft, task) {
    const upload = draft.get('upload', task.subjectId);
    if (!upload) return { failure: problem('upload-not-found', 'The upload is gone.') };
    return { input: { work: 'probe-upload', key: upload.key }, price: null };
  },

  done(draft, task, result) {
    const upload = draft.get('upload', task.subjectId);
    if (!upload || result.work !== 'probe-upload') return;
    const { now, newId, policy } = draft.context;
    if (result.durationSeconds > policy.maxSongSeconds) {
      const minutes = Math.round(result.durationSeconds / 60);
      const message = `The song lasts ${minutes} minutes; at most ${policy.maxSongSeconds / 60} are taken.`;
      draft.put<Upload>({ ...upload, status: 'rejected', failure: problem('song-too-long', message) });
      return;
    }
    draft.put<Upload>({ ...upload, status: 'ready', sizeBytes: result.sizeBytes });
    const song = draft.put<Song>({
      kind: 'song',
      id: newId(),
      projectId: upload.projectId,
      uploadId: upload.id,
      fileName: upload.fileName,
      key: upload.key,
      sizeBytes: result.sizeBytes,
      durationSeconds: result.durationSeconds,
      format: result.format,
      codec: result.codec,
      sampleRate: result.sampleRate,
      channels: result.channels,
      bitRate: result.bitRate,
      speechKey: null,
      createdAt: now,
      updatedAt: now,
    });
    draft.put({ ...draft.project(), songId: song.id });
  },

  failed(draft, task, failure) {
    const upload = draft.get('upload', task.subjectId);
    if (upload) draft.put<Upload>({ ...upload, status: 'rejected', failure });
  },
};
