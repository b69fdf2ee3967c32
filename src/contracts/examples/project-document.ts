/** A project as a document, with one scene. See `projects.ts`. */

import { CLIP_ID, PROJECT_ID, SCENE_ID, TAKE_ID } from './ids.ts';
import { CAST_MEMBER } from './look.ts';
import { PROJECT } from './projects.ts';
import { LYRICS, PROMPT, PROMPT_PARTS, SCENE, SONG } from './song.ts';

const TAKE = {
  source: 'generated',
  provider: 'replicate',
  seed: 1_204_517,
  promptVersion: 1,
  approval: 'approved',
};

export const PROJECT_DOCUMENT = {
  format: 'omvee-project',
  version: 3,
  project: {
    id: PROJECT_ID,
    title: PROJECT.title,
    artist: PROJECT.artist,
    budgetUsd: PROJECT.budget.capUsd,
    settings: PROJECT.settings,
  },
  song: {
    fileName: SONG.fileName,
    durationSeconds: SONG.durationSeconds,
    sizeBytes: SONG.sizeBytes,
    format: SONG.format,
    codec: SONG.codec,
    sampleRate: SONG.sampleRate,
    channels: SONG.channels,
  },
  tempo: { bpm: 108, beatsPerBar: 4, offsetSeconds: 0.42 },
  lyrics: {
    format: LYRICS.format,
    source: LYRICS.source,
    encoding: LYRICS.encoding,
    lines: LYRICS.lines,
    words: LYRICS.words,
  },
  transcript: null,
  cast: [
    {
      id: CAST_MEMBER.id,
      kind: CAST_MEMBER.kind,
      name: CAST_MEMBER.name,
      appearance: CAST_MEMBER.appearance,
      prominence: CAST_MEMBER.prominence,
    },
  ],
  scenes: [
    {
      id: SCENE_ID,
      startFrame: SCENE.startFrame,
      endFrame: 4834,
      title: SCENE.title,
      theme: SCENE.theme,
      mood: SCENE.mood,
      lyricExcerpt: SCENE.lyricExcerpt,
      reasoning: SCENE.reasoning,
      cut: SCENE.cut,
      transition: SCENE.transition,
      clipInSeconds: SCENE.clipInSeconds,
      locked: SCENE.locked,
      footage: SCENE.footage,
      cast: SCENE.cast,
      prompts: [
        { version: 1, current: true, origin: PROMPT.origin, model: PROMPT.model, parts: PROMPT_PARTS },
      ],
      takes: {
        image: { id: TAKE_ID, ...TAKE, model: 'black-forest-labs/flux-schnell', requestedSeconds: null },
        clip: { id: CLIP_ID, ...TAKE, model: 'bytedance/seedance-1-lite', requestedSeconds: 6 },
      },
    },
  ],
};
