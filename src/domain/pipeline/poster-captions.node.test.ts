import { describe, expect, it } from 'vitest';
import type { ClipTake, LyricLine, Task } from '#contracts/entities/index.ts';
import type { Outcome } from './task-io.ts';
import { sceneAt, scenes } from './testing/films.ts';
import { World } from './testing/world.ts';

/** Sung in all of the first scene, and in none behind it. */
const LINES: LyricLine[] = [{ text: 'A long line', startSeconds: 0, endSeconds: 9.5, timing: 'given' }];

const conformed = (width: number, height: number) => (task: Task) => {
  if (task.work !== 'conform-clip') return null;
  const frames = 240;
  const found = { frames, sourceFrames: frames, sourceWidth: width, sourceHeight: height };
  return { type: 'done', result: { work: 'conform-clip', ...found } } satisfies Outcome;
};

/** A film of three scenes of 10 s, with captions; its clips are of that size. */
function captioned(width: number, height: number, settings: object = {}): World {
  const captions = { burn: 'lines', preset: 'karaoke', position: null } as const;
  const world = new World({ settings: { sceneCount: 3, captions, ...settings } });
  world.upload(30);
  world.granted('put-lyrics', { format: 'lrc', source: 'x', lines: LINES, words: [] });
  world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
  world.runAll(conformed(width, height));
  return world;
}

/** What the film's poster is made of. */
function candidates(world: World) {
  const task = world.tasks('make-poster').at(-1);
  if (!task) throw new Error('no poster was asked for');
  world.state = { ...world.state, task: new Map([[task.id, { ...task, status: 'queued', endedAt: null }]]) };
  const input = world.claim(task.id, task.attempt);
  return input?.work === 'make-poster' ? input.candidates : [];
}

function clipAt(world: World, index: number): ClipTake {
  const clip = world.state.clip.get(sceneAt(world, index).clipId ?? '');
  if (!clip) throw new Error(`scene ${index} has no clip`);
  return clip;
}

describe('the poster of a film with burned-in captions', () => {
  it('is taken from the clip where captions are in its segment, at the same moment, and else from that', () => {
    const world = captioned(1344, 768);
    expect(clipAt(world, 0).segment?.recipe?.picture.captions).toContain('A long line');
    expect(scenes(world).map(({ endFrame }) => endFrame)).toEqual([240, 480, 720]);
    expect(candidates(world)).toEqual([
      { key: clipAt(world, 0).key, frame: 120 },
      { key: clipAt(world, 1).segment?.key, frame: 120 },
      { key: clipAt(world, 2).segment?.key, frame: 120 },
    ]);
  });

  it('is of the moment that is seen where the clip begins later and plays slower', () => {
    const world = captioned(1344, 768, { shortClips: { mode: 'slow', slowestSpeed: 0.5 } });
    const clip = clipAt(world, 0);
    const recipe = clip.segment?.recipe;
    if (!clip.segment || !recipe) throw new Error('the clip was not conformed');
    const late = { ...recipe, picture: { ...recipe.picture, inSeconds: 1 } };
    const changed = { ...clip, requestedSeconds: 8, segment: { ...clip.segment, recipe: late } };
    world.state = { ...world.state, clip: new Map([...world.state.clip, [clip.id, changed]]) };
    // 7 s for 10 s: in the middle of the scene, 1 + 5 × 0.7 s of the clip are seen.
    expect(candidates(world)[0]).toEqual({ key: clip.key, frame: 108 });
  });

  it('is taken from the segment where the clip has another shape than the film', () => {
    const world = captioned(768, 1344);
    expect(candidates(world)[0]).toEqual({ key: clipAt(world, 0).segment?.key, frame: 120 });
  });

  it('is taken from the segment of an uploaded clip, whose colours may be others', () => {
    const world = captioned(1344, 768);
    const clip = clipAt(world, 0);
    world.state = {
      ...world.state,
      clip: new Map([...world.state.clip, [clip.id, { ...clip, source: 'uploaded' }]]),
    };
    expect(candidates(world)[0]).toEqual({ key: clip.segment?.key, frame: 120 });
  });
});
