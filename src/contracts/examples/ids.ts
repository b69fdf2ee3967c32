/** Ids and times that the examples of the contract share, so that they tell of one project. */

export const PROJECT_ID = '0198c0de-0000-7000-8000-000000000001';
export const UPLOAD_ID = '0198c0de-0000-7000-8000-000000000002';
export const SONG_ID = '0198c0de-0000-7000-8000-000000000003';
export const KEY_ID = '0198c0de-0000-7000-8000-000000000009';
export const SCENE_ID = '0198c0de-0000-7000-8000-000000000020';
export const TAKE_ID = '0198c0de-0000-7000-8000-000000000022';
export const VIDEO_ID = '0198c0de-0000-7000-8000-000000000030';
export const JOB_ID = '0198c0de-0000-7000-8000-000000000040';

export const TIMES = { createdAt: '2026-11-22T10:00:00.000Z', updatedAt: '2026-11-22T10:00:12.000Z' };
