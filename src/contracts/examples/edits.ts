/** Examples of the storyboard's history; see `projects.ts`. */
import { CLIP_ID, KEY_ID, SCENE_ID, TIMES } from './ids.ts';

const NEXT_SCENE_ID = '0198c0de-0000-7000-8000-000000000025';

export const EDIT = {
  id: '0198c0de-0000-7000-8000-000000000050',
  number: 7,
  type: 'split',
  editedBy: KEY_ID,
  undone: false,
  sceneIds: [SCENE_ID, NEXT_SCENE_ID],
  ...TIMES,
};

export const EDIT_REPORT = {
  boundaries: [{ sceneId: NEXT_SCENE_ID, fromSeconds: 6, toSeconds: 6.5, movedSeconds: 0.5 }],
  changed: [{ sceneId: NEXT_SCENE_ID, times: true, length: true, words: false, locked: false }],
  added: [],
  removed: [],
};

export const STALE_TAKE = { sceneId: SCENE_ID, kind: 'clip', takeId: CLIP_ID };

export const REPAIR = {
  items: [
    {
      sceneId: SCENE_ID,
      kind: 'clip',
      reason: 'stale',
      model: 'bytedance/seedance-1-lite',
      seconds: 7,
      usd: 0.252,
    },
  ],
  usd: 0.252,
};
