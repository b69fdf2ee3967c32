/** Projects to export, chosen by chance. For tests. */
import fc from 'fast-check';
import type { FramesPerSecond } from '#contracts/entities/index.ts';
import { PROJECT } from '#contracts/examples/projects.ts';
import { CLIP, IMAGE, SCENE, SONG } from '#contracts/examples/song.ts';
import { ClipView, ImageView, ProjectView, SceneView, SongView } from '#contracts/views/views.ts';
import { frameRateOf, secondsAt } from '../../frame-budget.ts';
import type { ExportSource } from '../edit-list.ts';

export const RATES: readonly FramesPerSecond[] = [23.976, 24, 25, 29.97, 30, 50, 60];

/** What breaks formats: quotes, line ends, mark-up, other scripts, half characters. */
export const oddText = fc.oneof(
  fc.constantFrom(
    'Plain',
    ']]><![CDATA[x',
    '"quoted" & <tag attr=\'x\'/>',
    'two\r\nlines\u2028three\u0000end',
    '夜行列車 — ночной поезд',
    'عنوان 🎬',
    '-->',
    '&amp;&#0;',
    '\ud800 half',
    '* FROM CLIP NAME: x',
    '',
    'toString',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const BLENDS = ['cut', 'crossfade', 'dip-to-black', 'wipe-left'] as const;

interface SceneChoice {
  readonly frames: number;
  readonly title: string;
  readonly media: 'clip' | 'image' | 'none';
  readonly clipFrames: number;
  readonly inSeconds: number;
  readonly kind: (typeof BLENDS)[number];
  readonly seconds: number;
}

export interface FilmChoice {
  readonly fps: FramesPerSecond;
  readonly title: string;
  readonly slow: boolean;
  readonly scenes: readonly SceneChoice[];
  readonly hasSong: boolean;
}

const sceneChoice = fc.record<SceneChoice>({
  frames: fc.integer({ min: 1, max: 900 }),
  title: oddText,
  media: fc.constantFrom('clip', 'clip', 'clip', 'image', 'none'),
  clipFrames: fc.integer({ min: 1, max: 900 }),
  inSeconds: fc.double({ min: 0, max: 4, noNaN: true }),
  kind: fc.constantFrom(...BLENDS),
  seconds: fc.double({ min: 0.1, max: 5, noNaN: true }),
});

export const filmChoice = fc.record<FilmChoice>({
  fps: fc.constantFrom(...RATES),
  title: oddText,
  slow: fc.boolean(),
  scenes: fc.array(sceneChoice, { minLength: 1, maxLength: 12 }),
  hasSong: fc.boolean(),
});

const idOf = (kind: number, index: number) =>
  `0198c0de-0000-7000-8${kind}00-${index.toString(16).padStart(12, '0')}`;

/** The project that a choice stands for. */
export function filmOf({ fps, title, slow, scenes, hasSong }: FilmChoice): ExportSource {
  const rate = frameRateOf(fps);
  const shortClips = { mode: slow ? 'slow' : 'hold', slowestSpeed: 0.5 };
  const project = ProjectView.parse({
    ...PROJECT,
    title,
    settings: { ...PROJECT.settings, fps, shortClips },
  });
  let startFrame = 0;
  const sceneViews = scenes.map((choice, index) => {
    const endFrame = startFrame + choice.frames;
    const view = SceneView.parse({
      ...SCENE,
      id: idOf(1, index),
      index,
      startFrame,
      endFrame,
      title: choice.title,
      transition: { kind: choice.kind, seconds: choice.seconds },
      clipInSeconds: choice.inSeconds,
      imageId: choice.media === 'image' ? idOf(2, index) : null,
      clipId: choice.media === 'clip' ? idOf(3, index) : null,
    });
    startFrame = endFrame;
    return view;
  });
  const pick = (media: SceneChoice['media']) =>
    scenes.map((choice, index) => ({ choice, index })).filter(({ choice }) => choice.media === media);
  const images = pick('image').map(({ index }) => ImageView.parse({ ...IMAGE, id: idOf(2, index) }));
  const clips = pick('clip').map(({ choice, index }) =>
    ClipView.parse({ ...CLIP, id: idOf(3, index), requestedSeconds: secondsAt(choice.clipFrames, rate) }),
  );
  return {
    project,
    scenes: sceneViews,
    images,
    clips,
    song: hasSong ? SongView.parse({ ...SONG, durationSeconds: secondsAt(startFrame, rate) + 0.004 }) : null,
    lyrics: {
      lines: [
        {
          text: title,
          startSeconds: 0.1,
          endSeconds: 0.6,
          timing: 'given',
          confidence: 1,
          reason: null,
          words: [],
        },
      ],
    },
    endings: new Map([
      ...images.map(({ id }) => [id, 'webp'] as const),
      ...clips.map(({ id }) => [id, 'mp4'] as const),
    ]),
    apiUrl: 'https://api.example',
  };
}
