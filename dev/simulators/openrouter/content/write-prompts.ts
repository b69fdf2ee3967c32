import { createRandom, type Random } from '../../random.ts';
import { sceneEntries } from './request-document.ts';

/** One prompt of the answer to `task: generate-prompts`. */
export interface ScenePromptProposal {
  readonly sceneIndex: number;
  readonly subject: string;
  readonly action: string;
  readonly setting: string;
  readonly camera: string;
  readonly light: string;
  readonly style: string;
  readonly negative: string;
  readonly motion: string;
}

const SUBJECTS = [
  'a singer in a long dark coat',
  'a young woman with a red umbrella',
  'a lone traveller with a guitar case',
  'two friends leaning on each other',
  'a dancer in a pale dress',
  'an old man carrying a lantern',
  'a flock of white birds',
  'a child holding a paper boat',
  'a couple on a worn blanket',
  'a night-shift driver',
  'a runner out of breath',
  'a single empty chair',
  'a silhouette at the edge of the frame',
  'a small brass band',
] as const;
const ACTIONS = [
  'looks back over one shoulder',
  'walks slowly towards the horizon',
  'sings with closed eyes',
  'lets a handful of dust go in the wind',
  'turns as the light changes',
  'waits without moving while everything else drifts',
  'reaches for something just out of view',
  'laughs and breaks into a run',
  'kneels to touch the ground',
  'raises both arms to the sky',
] as const;
const SETTINGS = [
  'on a long pier above a calm sea',
  'on a neon rooftop above the city',
  'in a clearing of tall pines',
  'on the crest of a desert dune',
  'beside an empty highway',
  'in a meadow of wild flowers',
  'under snowy mountain peaks',
  'in a rain-washed street of the old town',
  'by a frozen lake',
  'on a beach scattered with driftwood',
  'in a harbour of sleeping boats',
  'on a hill above the valley',
  'at the window of a moving train',
  'in a garden of paper lanterns',
] as const;
const CAMERAS = [
  'wide shot, 24 mm, low angle',
  'medium shot, 50 mm, eye level',
  'slow tracking shot from behind',
  'close-up, 85 mm, shallow focus',
  'high crane shot',
  'static tableau, centred',
  'over-the-shoulder, 35 mm',
] as const;
const LIGHTS = [
  'golden sunset light with long shadows',
  'cold blue night with a full moon',
  'soft dawn light through mist',
  'bright summer noon',
  'purple dream-like twilight',
  'storm light breaking through grey cloud',
  'neon signs in magenta and cyan',
  'pale winter light on snow',
  'green aurora over a dark sky',
] as const;
const STYLES = [
  'cinematic film still, fine grain, muted palette',
  'painterly, layered silhouettes, rich gradients',
  'anamorphic, high contrast, deep blacks',
  'hand-printed poster, limited colours',
  'nostalgic 16 mm, warm halation',
] as const;
const MOTIONS = [
  'slow push in while dust drifts through the light',
  'gentle pan from left to right, clouds moving',
  'camera holds, hair and grass move in the wind',
  'slow crane up to reveal the horizon',
  'handheld drift, lights passing out of focus',
  'slow pull towards the face as the light grows',
] as const;
const NEGATIVE = 'text, watermark, logo, extra fingers, deformed hands, blurry, low quality';

/** A setting that a word of the lyric suggests, so that pictures follow the song. */
const ECHOES: readonly (readonly [RegExp, string])[] = [
  [/\b(sea|ocean|wave|shore|water|river|tide)/i, 'where the waves reach the shore'],
  [/\b(city|street|town|neon|light)/i, 'in a city street under neon light'],
  [/\b(mountain|hill|climb)/i, 'high on a mountain ridge'],
  [/\b(rain|storm)/i, 'in pouring rain on an empty street'],
  [/\b(snow|winter|cold)/i, 'in falling snow below the mountains'],
  [/\b(road|drive|run)/i, 'on an open road to the horizon'],
  [/\b(night|star|moon)/i, 'under a starry night sky by a lake'],
  [/\b(home|window|door)/i, 'before a lit window in the city at night'],
];

function sceneNumber(scene: Readonly<Record<string, unknown>>, position: number): number {
  const named = scene.sceneIndex ?? scene.index ?? scene.position;
  return typeof named === 'number' ? named : position;
}

function textOf(scene: Readonly<Record<string, unknown>>): string {
  return ['title', 'theme', 'mood', 'lyricExcerpt', 'lyrics', 'text']
    .map((name) => scene[name])
    .filter((value) => typeof value === 'string')
    .join(' ');
}

/** Writes one prompt per scene: a style shared by all, everything else different from its neighbours. */
export function writePrompts(
  document: Readonly<Record<string, unknown>>,
  seed: string,
): { prompts: readonly ScenePromptProposal[] } {
  const shared = createRandom('prompts', seed);
  const deal = <T>(list: readonly [T, ...T[]]): ((index: number) => T) => {
    const order = shared.shuffled(list);
    return (index) => order[index % order.length] ?? list[0];
  };
  const subject = deal(SUBJECTS);
  const action = deal(ACTIONS);
  const setting = deal(SETTINGS);
  const camera = deal(CAMERAS);
  const light = deal(LIGHTS);
  const motion = deal(MOTIONS);
  const named = typeof document.style === 'string' && document.style !== '' ? document.style : undefined;
  const style = named ?? shared.pick(STYLES);
  const prompts = sceneEntries(document).map((scene, index): ScenePromptProposal => {
    const text = textOf(scene);
    const random: Random = createRandom('prompt', seed, index, text);
    const echo = ECHOES.find(([pattern]) => pattern.test(text))?.[1];
    return {
      sceneIndex: sceneNumber(scene, index),
      subject: subject(index),
      action: action(index),
      setting: echo !== undefined && random.chance(0.6) ? echo : setting(index),
      camera: camera(index),
      light: light(index),
      style,
      negative: NEGATIVE,
      motion: motion(index),
    };
  });
  return { prompts };
}
