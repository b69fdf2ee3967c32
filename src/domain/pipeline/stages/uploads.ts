import type { Song, Upload } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { fitScenes } from '../fit-scenes.ts';
import type { ProjectState } from '../state.ts';
import type { ResultOf } from '../task-io.ts';
import { openTask } from '../tasks/open-task.ts';
import { problem, type Work } from '../work.ts';
import { openAnalysis } from './analyze-song.ts';
import { prepareSound } from './film-audio.ts';
import { forgetHeard } from './transcribe.ts';
import { EXPECTED_CLASS, factsOf, maxPixels, unfit } from './upload-rules.ts';
import { receiveUpload } from './uploaded-takes.ts';

/** The client says that the file is there and storage agreed: have it probed. */
export function checkUpload(draft: Draft, upload: Upload): Upload {
  openTask(draft, { work: 'probe-upload', subjectId: upload.id, jobId: null, sceneId: upload.sceneId });
  return draft.put<Upload>({ ...upload, status: 'checking', expiresAt: null, failure: null });
}

/** The newest upload of a song that may still become one, or became one. */
export function songUpload(draft: Draft): Upload | undefined {
  return draft
    .all('upload')
    .filter(({ purpose, status }) => purpose === 'song' && status !== 'pending' && status !== 'expired')
    .sort((a, b) => b.createdAt - a.createdAt)[0];
}

/** When the next upload is given up, in milliseconds since the epoch; null where none is waited for (P4). */
export function nextExpiry(state: ProjectState): number | null {
  let earliest: number | null = null;
  for (const { status, expiresAt } of state.upload.values()) {
    if (status === 'pending' && expiresAt !== null && (earliest === null || expiresAt < earliest))
      earliest = expiresAt;
  }
  return earliest;
}

/** Gives up what was never completed, and has what had arrived of it removed from storage. */
export function expireUploads(draft: Draft): void {
  for (const upload of draft.all('upload')) {
    const { status, expiresAt } = upload;
    if (status !== 'pending' || expiresAt === null || expiresAt > draft.context.now) continue;
    const failure = problem('upload-expired', 'The upload was never completed. Presign a new one.');
    draft.put<Upload>({ ...upload, status: 'expired', expiresAt: null, failure });
    openTask(draft, { work: 'discard-upload', subjectId: upload.id, jobId: null });
  }
}

export const probeUpload: Work = {
  prepare(draft, task) {
    const upload = draft.get('upload', task.subjectId);
    if (!upload) return { failure: problem('upload-not-found', 'The upload is gone.') };
    const { key, purpose } = upload;
    return {
      input: {
        work: 'probe-upload',
        key,
        expect: EXPECTED_CLASS[purpose],
        maxPixels: maxPixels(purpose, draft.context.policy),
      },
      price: null,
    };
  },

  done(draft, task, result) {
    const upload = draft.get('upload', task.subjectId);
    if (!upload || result.work !== 'probe-upload') return;
    const facts = factsOf(upload.purpose, result);
    const probed = draft.put<Upload>({ ...upload, sizeBytes: result.sizeBytes, facts });
    const scene = draft.get('scene', upload.sceneId);
    const failure =
      unfit(upload.purpose, result, draft.context.policy) ??
      ((upload.purpose === 'image' || upload.purpose === 'clip') && !scene
        ? problem('scene-not-found', 'The scene that this file was for is gone. Upload it for another one.')
        : null);
    if (failure) draft.put<Upload>({ ...probed, status: 'rejected', failure });
    else if (scene) {
      const takeId = receiveUpload(draft, probed, scene, result.durationSeconds);
      draft.put<Upload>({ ...probed, status: 'ready', takeId });
    } else {
      draft.put<Upload>({ ...probed, status: 'ready' });
      if (upload.purpose === 'song') receiveSong(draft, probed, result);
    }
  },

  failed(draft, task, failure) {
    const upload = draft.get('upload', task.subjectId);
    if (upload) draft.put<Upload>({ ...upload, status: 'rejected', failure });
  },
};

function receiveSong(draft: Draft, upload: Upload, result: ResultOf<'probe-upload'>): void {
  const { now, newId } = draft.context;
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
    filmSound: null,
    createdAt: now,
    updatedAt: now,
  });
  const isAnother = draft.project().songId !== null;
  draft.put({ ...draft.project(), songId: song.id });
  prepareSound(draft, song);
  fitScenes(draft, song);
  if (isAnother) forgetHeard(draft);
  openAnalysis(draft, song);
}

/** What arrived of an upload that was given up is removed. */
export const discardUpload: Work = {
  prepare(draft, task) {
    const upload = draft.get('upload', task.subjectId);
    if (upload?.status !== 'expired') return { failure: problem('upload-not-found', 'The upload is gone.') };
    const multipartId = upload.multipart?.id ?? null;
    return { input: { work: 'discard-upload', key: upload.key, multipartId }, price: null };
  },
  done() {},
  /** Storage forgets an unfinished multipart upload by itself after a week; a whole file goes with its project. */
  failed() {},
};
