/** Examples of what is made of a song; see `projects.ts`. */

import { JOB_ID, PROJECT_ID, SCENE_ID, SONG_ID, TIMES, UPLOAD_ID } from './ids.ts';
import { CAST_ID } from './look.ts';

export const UPLOAD = {
  id: UPLOAD_ID,
  projectId: PROJECT_ID,
  kind: 'song',
  sceneId: null,
  fileName: 'night-train.mp3',
  contentType: 'audio/mpeg',
  sizeBytes: 4_812_345,
  status: 'ready',
  facts: {
    format: 'mp3',
    codec: 'mp3',
    durationSeconds: 201.4,
    width: null,
    height: null,
    frames: null,
    hasSound: true,
  },
  takeId: null,
  failure: null,
  expiresAt: null,
  ...TIMES,
};

export const SONG = {
  id: SONG_ID,
  fileName: 'night-train.mp3',
  durationSeconds: 201.4,
  sizeBytes: 4_812_345,
  format: 'mp3',
  codec: 'mp3',
  sampleRate: 44_100,
  channels: 2,
  ...TIMES,
};

const LYRIC_WORDS = [
  { text: 'The', startSeconds: 12.3, endSeconds: 12.5, origin: 'aligned', confidence: 0.97 },
  { text: 'night', startSeconds: 12.5, endSeconds: 12.9, origin: 'aligned', confidence: 0.97 },
  { text: 'train', startSeconds: 12.9, endSeconds: 13.6, origin: 'interpolated', confidence: 0.31 },
];

export const LYRICS = {
  id: '0198c0de-0000-7000-8000-000000000004',
  origin: 'given',
  format: 'lrc',
  source: '[00:12.30]The night train',
  encoding: 'utf-8',
  language: null,
  lines: [
    {
      text: 'The night train',
      startSeconds: 12.3,
      endSeconds: 13.6,
      timing: 'given',
      confidence: 1,
      reason: null,
      words: LYRIC_WORDS,
    },
  ],
  words: [],
  ...TIMES,
};

export const TRANSCRIPT = {
  ...LYRICS,
  id: '0198c0de-0000-7000-8000-000000000005',
  origin: 'heard',
  format: 'speech',
  source: 'The night train leaves at ten',
  language: 'english',
  lines: [
    {
      text: 'The night train leaves at ten',
      startSeconds: 12.3,
      endSeconds: 15.8,
      timing: 'aligned',
      confidence: null,
      reason: null,
      words: [],
    },
  ],
  words: [
    { text: 'The', startSeconds: 12.3, endSeconds: 12.5 },
    { text: 'night', startSeconds: 12.5, endSeconds: 12.9 },
  ],
};

export const SCENE = {
  id: SCENE_ID,
  index: 0,
  startFrame: 0,
  endFrame: 144,
  startSeconds: 0,
  endSeconds: 6,
  title: 'The empty platform',
  theme: 'Departure',
  mood: 'wistful',
  lyricExcerpt: 'The night train leaves at ten',
  reasoning: 'The first line names the place, so that the film begins there.',
  transition: { kind: 'dip-to-black', seconds: 1 },
  clipInSeconds: 0.5,
  cut: { onto: 'section', movedSeconds: 0, reason: 'The film starts here.' },
  footage: 'performance',
  cast: [{ castId: CAST_ID, prominence: 'lead' }],
  systemPrompt: 'analyze-scenes/2',
  locked: false,
  promptId: '0198c0de-0000-7000-8000-000000000021',
  imageId: '0198c0de-0000-7000-8000-000000000022',
  clipId: null,
  stale: { image: false, clip: false },
  thumbnailTakeId: '0198c0de-0000-7000-8000-000000000022',
  ...TIMES,
};

export const PROMPT_PARTS = {
  subject: 'a woman in a red coat',
  action: 'waits beside her suitcase',
  setting: 'an empty platform at night',
  camera: 'wide shot, eye level',
  light: 'sodium lamps in fog',
  style: '35 mm film, warm dusk',
  negative: 'text, watermark',
  motion: 'slow push in',
};

export const PROMPT = {
  id: '0198c0de-0000-7000-8000-000000000021',
  sceneId: SCENE_ID,
  version: 1,
  parts: PROMPT_PARTS,
  imageText: 'A woman in a red coat waits beside her suitcase on an empty platform at night.',
  clipText: 'A woman in a red coat waits beside her suitcase. Slow push in.',
  origin: 'model',
  model: 'deepseek/deepseek-v4-pro',
  systemPrompt: 'generate-prompts/2',
  current: true,
  ...TIMES,
};

const TAKE = {
  sceneId: SCENE_ID,
  source: 'generated',
  jobId: JOB_ID,
  candidate: 1,
  status: 'succeeded',
  provider: 'replicate',
  seed: 1_204_517,
  promptId: '0198c0de-0000-7000-8000-000000000021',
  promptVersion: 1,
  predictionId: 'q7p0v3s9d5rm80cjk1w9',
  hasThumbnail: true,
  approval: 'pending',
  selected: true,
  stale: false,
  failure: null,
  ...TIMES,
};

export const IMAGE = {
  id: '0198c0de-0000-7000-8000-000000000022',
  ...TAKE,
  model: 'black-forest-labs/flux-schnell',
  contentType: 'image/webp',
  sizeBytes: 88_120,
  width: 1344,
  height: 768,
  costUsd: 0.003,
  references: [],
};

export const CLIP = {
  id: '0198c0de-0000-7000-8000-000000000023',
  ...TAKE,
  model: 'bytedance/seedance-1-lite',
  contentType: 'video/mp4',
  sizeBytes: 1_904_331,
  width: 1280,
  height: 720,
  costUsd: 0.18,
  imageId: '0198c0de-0000-7000-8000-000000000022',
  requestedSeconds: 6,
  segment: 'ready',
};

/** Where a file lies for an hour. */
export const FILE_URL =
  'https://account.r2.cloudflarestorage.com/omvee-media/projects/0198c0de/images/1.webp?X-Amz-Expires=3600';

export const APPROVAL = {
  id: '0198c0de-0000-7000-8000-000000000024',
  sceneId: SCENE_ID,
  takeId: '0198c0de-0000-7000-8000-000000000022',
  takeKind: 'image',
  decision: 'approved',
  decidedBy: '0198c0de-0000-7000-8000-000000000009',
  reason: 'The coat is the right red.',
  fingerprint: '5f1c0f9a2b7e4d3c',
  createdAt: TIMES.createdAt,
};

export const SCENE_APPROVAL = {
  sceneId: '0198c0de-0000-7000-8000-000000000011',
  sceneIndex: 0,
  image: {
    status: 'approved',
    takeId: '0198c0de-0000-7000-8000-000000000021',
    stale: false,
    undecided: 2,
  },
  clip: { status: 'none', takeId: null, stale: false, undecided: 0 },
};
