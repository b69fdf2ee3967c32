import type { ProblemKind } from '../problem-kind.ts';

/** Jobs, and what stands behind the API. */
export const WORK_PROBLEMS = {
  'project-paused': {
    status: 409,
    title: 'The project is paused',
    meaning: 'While a project is paused, nothing is started that may cost money.',
    remedy: 'Resume it with `POST …/resume`, then ask again.',
    detail: 'The project is paused. Resume it first: POST …/resume.',
  },
  'run-not-found': {
    status: 404,
    title: 'There is no such run',
    meaning: 'The project has no run with this id.',
    remedy: 'Read `GET …/runs`.',
    detail: 'This project has no such run.',
  },
  'stage-busy': {
    status: 409,
    title: 'The stage is already running',
    meaning: 'A scene is worked on by one job of a stage at a time, and of jobs for all scenes there is one.',
    remedy: 'Wait for it, or cancel it first.',
    detail: 'The stage is already running.',
  },
  'job-not-found': {
    status: 404,
    title: 'There is no such job',
    meaning: 'The project has no job with this id.',
    remedy: 'List them with `GET …/jobs`.',
    detail: 'This project has no such job.',
  },
  'job-ended': {
    status: 409,
    title: 'The job has already ended',
    meaning: 'What has ended can be neither canceled nor retried in this way.',
    remedy: 'Start the stage again.',
    detail: 'The job has already ended.',
  },
  'nothing-to-do': {
    status: 409,
    title: 'There is nothing to do',
    meaning: 'Everything that was asked for is there already.',
    remedy: 'Name scenes to make theirs again.',
    detail: 'Every scene has an image.',
  },
  'images-missing': {
    status: 409,
    title: 'Some scenes have no picture yet',
    meaning: 'An animatic and a storyboard sheet show every scene, by its clip or its image.',
    remedy: 'Make the images of the scenes in `sceneIds` first: `POST …/generate-images`.',
    detail: 'There is no picture yet of scenes 3 and 4.',
  },
  'quality-above-film': {
    status: 409,
    title: 'The film is smaller than that',
    meaning: 'Renditions are never larger than their film: enlarging it would add bytes and no detail.',
    remedy: 'Ask for one of the formats that the detail names.',
    detail: 'The film is 1280 × 720 pixels, which is not enough for 1080p. There are: 720p, 480p, hls.',
  },
  'playback-link-invalid': {
    status: 403,
    title: 'This playback address opens nothing',
    meaning: 'Its time is over, or a part of it was changed.',
    remedy: 'Read a new one from `GET …/videos/{videoId}/renditions`.',
    detail: 'This playback address is not valid, or not any more.',
  },
  'database-unavailable': {
    status: 503,
    title: 'The database does not answer',
    meaning: 'Lists and keys live in Postgres, which did not answer in time. Projects go on working.',
    remedy: 'Send the request again after `Retry-After`; with an `Idempotency-Key` nothing happens twice.',
    detail: 'The database does not answer. Try again soon.',
  },
  'storage-unavailable': {
    status: 503,
    title: 'The storage does not answer',
    meaning: 'The file store did not answer in time.',
    remedy: 'Send the request again after `Retry-After`.',
    detail: 'The storage does not answer. Try again soon.',
  },
  'auth-unavailable': {
    status: 503,
    title: 'The identity provider does not answer',
    meaning:
      'The token cannot be checked, since the keys of its issuer cannot be had. Nobody is let in unchecked.',
    remedy: 'Send the request again after `Retry-After`. API keys are not affected.',
    detail: 'Your token cannot be checked now. Try again soon.',
  },
  'not-configured': {
    status: 503,
    title: 'The deployment lacks a setting',
    meaning: 'Whoever runs this deployment has not given it what this needs.',
    remedy: 'If it is yours, `GET /health/ready` says what to set.',
    detail: 'This deployment has no TICKET_SECRET.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    meaning: 'A fault of ours. It is in our log under the `requestId`.',
    remedy: 'Send the request again with the same `Idempotency-Key`. If it stays, tell us the `requestId`.',
    detail: 'Something went wrong on our side. Tell us the request id.',
  },
} as const satisfies Record<string, ProblemKind>;
