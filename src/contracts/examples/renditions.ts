/** Examples of what is made of a film beside itself. */
import { CLIP_ID, JOB_ID, SCENE_ID, TIMES, VIDEO_ID } from './ids.ts';

export const RENDITION_ID = '0198c0de-0000-7000-8000-000000000031';

const VARIANT = { quality: '480p', width: 854, height: 480, frames: 4800 };

export const RENDITION = {
  id: RENDITION_ID,
  videoId: VIDEO_ID,
  jobId: JOB_ID,
  format: 'hls',
  status: 'succeeded',
  width: 1280,
  height: 720,
  sizeBytes: 61_203_991,
  variants: [
    {
      ...VARIANT,
      quality: '720p',
      width: 1280,
      height: 720,
      peakBitRate: 3_104_000,
      averageBitRate: 1_720_000,
    },
    { ...VARIANT, peakBitRate: 1_350_000, averageBitRate: 760_000 },
  ],
  failure: null,
  ...TIMES,
};

export const SHEET = {
  id: '0198c0de-0000-7000-8000-000000000032',
  jobId: JOB_ID,
  status: 'succeeded',
  cells: [{ sceneId: SCENE_ID, takeKind: 'clip', takeId: CLIP_ID, frame: 96, startSeconds: 0 }],
  columns: 4,
  rows: 3,
  width: 1600,
  height: 780,
  sizeBytes: 312_554,
  failure: null,
  ...TIMES,
};

/** A playback address as this API gives it out. */
export const STREAM_URL = `https://api.example.com/api/projects/0198c0de-0000-7000-8000-000000000001/videos/${VIDEO_ID}/hls/eyJyIjoi.c2lnbmVk/master.m3u8`;
