/**
 * Examples of the contract: what its documents show. Schemas carry them (`.meta({ example })`), and the conformance
 * test holds each against its schema. They are plain values: a type inferred from a schema that names its example
 * would be its own origin.
 */
import { CLIP_ID, JOB_ID, PROJECT_ID, SCENE_ID, SONG_ID, TIMES, VIDEO_ID } from './ids.ts';

export const PROJECT = {
  id: PROJECT_ID,
  title: 'Night train',
  artist: 'The Sleepers',
  status: 'running',
  settings: {
    aspectRatio: '16:9',
    resolution: '720p',
    fps: 24,
    style: '35 mm film, warm dusk',
    stylePack: 'late-sun@1',
    imageModel: 'black-forest-labs/flux-schnell',
    clipModel: 'bytedance/seedance-1-lite',
    sceneCount: null,
    approvals: 'manual',
    fill: 'auto',
    shortClips: { mode: 'hold', slowestSpeed: 0.5 },
    transition: { kind: 'cut', seconds: 0.5 },
    captions: { burn: 'words', preset: 'karaoke', position: null },
  },
  budget: { capUsd: 25, spentUsd: 1.2, reservedUsd: 0.36 },
  songId: SONG_ID,
  importedTempo: null,
  filmId: null,
  ...TIMES,
};

export const VIDEO = {
  id: VIDEO_ID,
  jobId: JOB_ID,
  purpose: 'film',
  status: 'succeeded',
  frames: 4834,
  durationSeconds: 201.417,
  sizeBytes: 61_220_118,
  hasPoster: true,
  posterSceneId: SCENE_ID,
  chapters: [
    { title: 'The platform', fromFrame: 0 },
    { title: 'Lights outside', fromFrame: 144 },
  ],
  captions: { language: 'en', count: 41 },
  qc: {
    expectedFrames: 4834,
    frames: 4834,
    frameRate: { numerator: 24, denominator: 1 },
    width: 1280,
    height: 720,
    videoCodec: 'h264',
    audioCodec: 'mp3',
    audioCopied: true,
    songDurationSeconds: 201.4,
    videoDurationSeconds: 201.417,
    audioDurationSeconds: 201.4,
    differenceMilliseconds: 17,
    differenceFrames: 0,
    startOffsetMilliseconds: 0,
    timestampsExact: true,
    videoProfile: 'High',
    videoLevel: '3.1',
    pixelFormat: 'yuv420p',
    audioSampleRate: 44_100,
    audioChannels: 2,
    chapters: 36,
    black: [{ fromFrame: 4822, toFrame: 4834 }],
    frozen: [{ fromFrame: 90, toFrame: 121 }],
    loudness: {
      song: { integratedLufs: -9.4, rangeLu: 6.1, truePeakDbtp: -0.3 },
      film: { integratedLufs: -9.4, rangeLu: 6.1, truePeakDbtp: -0.3 },
    },
    decodeErrors: null,
    problems: [],
    passed: true,
    unasked: [{ what: 'frozen', sceneId: SCENE_ID, fromFrame: 90, toFrame: 121 }],
  },
  degraded: [],
  segments: [
    {
      sceneId: SCENE_ID,
      takeKind: 'clip',
      takeId: CLIP_ID,
      frames: 138,
      black: [],
      frozen: [{ fromFrame: 90, toFrame: 121 }],
      heldFromFrame: null,
      seam: null,
    },
    {
      sceneId: '0198c0de-0000-7000-8000-000000000024',
      takeKind: 'clip',
      takeId: '0198c0de-0000-7000-8000-000000000025',
      frames: 12,
      black: [],
      frozen: [],
      heldFromFrame: null,
      seam: {
        blend: 'crossfade',
        fromSceneId: SCENE_ID,
        fromTakeKind: 'clip',
        fromTakeId: CLIP_ID,
        black: [],
      },
    },
  ],
  failure: null,
  ...TIMES,
};

export const JOB = {
  id: JOB_ID,
  stage: 'generate_images',
  status: 'partial',
  runId: null,
  sceneIds: null,
  progress: 1,
  counts: { total: 12, succeeded: 11, failed: 1, canceled: 0 },
  failures: [
    {
      taskId: '0198c0de-0000-7000-8000-000000000041',
      sceneId: SCENE_ID,
      code: 'content-refused',
      message: 'The image model refused this prompt. Change its words and try again.',
      retryable: false,
    },
  ],
  notes: [],
  failure: null,
  startedAt: '2026-11-22T10:00:01.000Z',
  endedAt: '2026-11-22T10:00:12.000Z',
  ...TIMES,
};

export const TASK = {
  id: '0198c0de-0000-7000-8000-000000000041',
  work: 'create-image',
  status: 'failed',
  sceneId: SCENE_ID,
  attempt: 2,
  progress: 0,
  failure: {
    code: 'content-refused',
    message: 'The image model refused this prompt. Change its words and try again.',
    retryable: false,
  },
  earlier: [
    {
      attempt: 1,
      startedAt: '2026-11-22T10:00:01.000Z',
      endedAt: '2026-11-22T10:00:03.000Z',
      failure: { code: 'provider-failed', message: 'Replicate is overloaded.', retryable: true },
    },
  ],
  startedAt: '2026-11-22T10:00:04.000Z',
  endedAt: '2026-11-22T10:00:12.000Z',
};

export const RUN = {
  id: '0198c0de-0000-7000-8000-000000000050',
  until: 'assemble_video',
  approvals: 'automatic',
  status: 'running',
  createdAt: TIMES.createdAt,
  endedAt: null,
  updatedAt: TIMES.updatedAt,
};

export const USAGE_ENTRY = {
  id: '0198c0de-0000-7000-8000-000000000060',
  taskId: '0198c0de-0000-7000-8000-000000000041',
  attempt: 1,
  provider: 'replicate',
  model: 'black-forest-labs/flux-schnell',
  quantity: 1,
  unit: 'image',
  status: 'committed',
  amountUsd: 0.003,
  estimated: false,
  ...TIMES,
};
