import type { ProblemKind } from '../problem-kind.ts';

/** Projects, their files and their song. */
export const PROJECT_PROBLEMS = {
  'project-not-found': {
    status: 404,
    title: 'There is no such project',
    meaning: 'The project does not exist, was deleted or belongs to somebody else.',
    remedy: 'List your projects with `GET /api/projects`.',
    detail: 'There is no such project.',
  },
  'project-exists': {
    status: 409,
    title: 'The project exists already',
    meaning: 'A project with this id was created before.',
    remedy: 'Read it; make another one without that `Idempotency-Key`.',
    detail: 'This project exists already.',
  },
  'document-invalid': {
    status: 422,
    title: 'The project document contradicts itself',
    meaning:
      'Each field is well-formed, but they do not fit together: scenes that leave a gap, lines that are not those of the source. Nothing was imported.',
    remedy: 'Look at `errors`: each names a place by JSON pointer and says what is expected there.',
    detail: '/scenes/3/startFrame: Expected frame 288: scenes follow each other without a gap.',
  },
  'document-version-unknown': {
    status: 422,
    title: 'The project document is of a newer version',
    meaning: 'It was exported by a deployment that is newer than this one. Nothing was imported.',
    remedy: 'Import it where it was exported, or wait until this deployment is as new.',
    detail: 'The document is of version 2; this deployment reads up to version 1.',
  },
  'frame-rate-fixed': {
    status: 409,
    title: 'The frame rate cannot change any more',
    meaning: 'The scenes are counted in frames of this rate.',
    remedy: 'Make a new project for another frame rate.',
    detail: 'The scenes are cut at 24 frames a second.',
  },
  'budget-exceeded': {
    status: 402,
    title: 'The budget does not allow this',
    meaning: 'The work could cost more than what is left of the project’s budget. Nothing was started.',
    remedy:
      'Raise `budgetUsd` with `PATCH /api/projects/{id}`, choose a cheaper model, or ask for fewer scenes.',
    detail: 'This needs up to 1.20 USD; 0.35 USD are left.',
  },
  'model-unknown': {
    status: 422,
    title: 'There is no such model',
    meaning: 'The model is not in the registry, or makes something else.',
    remedy: 'Choose one that `detail` names.',
    detail: 'There is no image model "flux-9".',
  },
  'upload-not-found': {
    status: 404,
    title: 'There is no such upload',
    meaning: 'The project has no upload with this id.',
    remedy: 'Ask for a new one with `POST /api/uploads/presign`.',
    detail: 'There is no such upload.',
  },
  'upload-missing': {
    status: 409,
    title: 'The file has not arrived in storage',
    meaning: 'The upload was called complete before its file was put, or the put failed.',
    remedy: 'PUT the file to the presigned URL with exactly its headers, then call `complete` again.',
    detail: 'The file has not arrived; put it to the URL first.',
  },
  'upload-closed': {
    status: 409,
    title: 'The upload takes no file any more',
    meaning: 'The upload was completed, rejected or given up already.',
    remedy: 'Ask for a new one with `POST /api/uploads/presign`.',
    detail: 'The upload is ready already.',
  },
  'upload-expired': {
    status: 410,
    title: 'The upload was given up',
    meaning: 'Its file did not arrive in time, and what had arrived was removed.',
    remedy: 'Ask for a new one with `POST /api/uploads/presign`.',
    detail: 'The upload was not completed in time.',
  },
  'parts-invalid': {
    status: 422,
    title: 'The parts of the file do not fit together',
    meaning: 'A part is missing, named twice or not the one that was sent.',
    remedy: 'Send the list of all parts with the `ETag` that storage answered for each.',
    detail: 'Part 3 is missing.',
  },
  'file-too-large': {
    status: 422,
    title: 'The file is larger than what is taken',
    meaning: 'The deployment limits how large a file of this purpose may be.',
    remedy: 'Send a smaller one; `detail` says how large it may be.',
    detail: 'The file is larger than 500 MiB.',
  },
  'file-rejected': {
    status: 422,
    title: 'The file cannot be used',
    meaning: 'The bytes are not what the upload was for, whatever the name says.',
    remedy: 'Send one of the formats that `detail` names.',
    detail: 'The file is no song but image/png. Send mp3, wav, flac, m4a, aac, ogg, opus or webm.',
  },
  'song-missing': {
    status: 409,
    title: 'The project has no song yet',
    meaning: 'This stage needs the song.',
    remedy: 'Upload one, and wait for `song.updated`.',
    detail: 'The project has no song yet.',
  },
  'song-rejected': {
    status: 409,
    title: 'The song cannot be used',
    meaning: 'The song was probed and is too long, too short or damaged.',
    remedy: 'Upload another one.',
    detail: 'The song is longer than 15 minutes.',
  },
} as const satisfies Record<string, ProblemKind>;
