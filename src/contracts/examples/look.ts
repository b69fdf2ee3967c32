/** Examples of style packs and cast; see `projects.ts`. */
import { SCENE_ID, TIMES } from './ids.ts';

export const CAST_ID = '0198c0de-0000-7000-8000-000000000070';
export const REFERENCE_ID = '0198c0de-0000-7000-8000-000000000071';

export const STYLE_PACK = {
  id: 'late-sun',
  version: 1,
  ref: 'late-sun@1',
  newest: true,
  title: 'Late sun',
  description: 'The last hour of a warm day: backlight, dust and long shadows. For songs that look back.',
  parts: {
    look: 'a tender drama filmed in the last hour of daylight',
    palette: 'honey, amber and soft olive',
    lens: 'fast prime lenses with gentle flare',
    light: 'low sun from behind, dust in the air',
    filmStock: 'warm colour negative with fine grain',
    negative: 'cold light, neon, harsh flash',
  },
};

export const CAST_MEMBER = {
  id: CAST_ID,
  kind: 'person',
  name: 'Mara',
  appearance: 'a woman of about thirty with short silver hair and a red raincoat',
  prominence: 'lead',
  references: [REFERENCE_ID],
  ...TIMES,
};

export const SCENE_LOOK = {
  sceneId: SCENE_ID,
  footage: 'performance',
  cast: [{ castId: CAST_ID, prominence: 'lead' }],
  appearing: [{ castId: CAST_ID, name: 'Mara', kind: 'person', prominence: 'lead' }],
  references: [REFERENCE_ID],
  imageText:
    'Mara stands at the end of an empty platform. Mara: a woman of about thirty with short silver hair and a red raincoat. 35 mm film, warm dusk',
  clipText:
    'Slow push in, steam drifts past. Mara sings, lips moving with the words. Mara: a woman of about thirty with short silver hair and a red raincoat. Warm dusk',
  stale: { image: true, clip: true },
};
