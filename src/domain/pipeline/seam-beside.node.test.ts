import { describe, expect, it } from 'vitest';
import type { Task } from '#contracts/entities/index.ts';
import type { TaskInput } from './task-io.ts';
import { filmed, judge, sceneAt, seamsAlone, takesOf } from './testing/films.ts';
import { assemble, BLENDS, CROSSFADE, edit, newFilm, resize, settings } from './testing/recuts.ts';
import { resultOf } from './testing/results.ts';
import type { World } from './testing/world.ts';
import { isEnded } from './work.ts';

const failure = { code: 'internal', message: 'FFmpeg stopped.', retryable: true };

/** As if a scene's segment had come to nothing. */
function forgetSegment(world: World, index: number): void {
  const clips = new Map(world.state.clip);
  for (const clip of takesOf(world, 'clip', sceneAt(world, index).id))
    if (clip.segment) clips.set(clip.id, { ...clip, segment: { ...clip.segment, status: 'failed' } });
  world.state = { ...world.state, clip: clips };
}

describe('a seam that comes with the segment before it', () => {
  type ConformInput = Extract<TaskInput, { work: 'conform-clip' }>;
  const openOf = (world: World, work: Task['work']) => world.tasks(work).filter((each) => !isEnded(each));

  /** The scene's conform task, as its consumer is given it. */
  function claimConform(world: World, index: number): { task: Task; input: ConformInput } {
    const task = openOf(world, 'conform-clip').find(({ sceneId }) => sceneId === sceneAt(world, index).id);
    const input = task && world.claim(task.id, task.attempt);
    if (!task || input?.work !== 'conform-clip') throw new Error(`scene ${index} has no segment to make`);
    return { task, input };
  }
  const end = (world: World, { task, input }: ReturnType<typeof claimConform>) =>
    world.settle(task, { type: 'done', result: resultOf(input, task) });
  const seamInto = (world: World, index: number) =>
    [...world.state.seam.values()].filter(({ sceneId }) => sceneId === sceneAt(world, index).id).at(-1);

  it('is asked for as it would be by itself, and rendered no more', () => {
    const [world, other] = [filmed({ settings: BLENDS }), filmed({ settings: BLENDS }, 30, seamsAlone)];
    for (const each of [world, other]) {
      edit(each, 2, { clipInSeconds: 0.5 });
      assemble(each);
    }
    const conform = claimConform(world, 2);
    world.granted('update-project', { title: 'Meanwhile', settings: {} });
    end(world, conform);
    const made = seamInto(world, 3);
    expect(made).toMatchObject({ status: 'ready', key: conform.input.seam?.outputKey });
    other.runAll((task, input) => (task.work === 'render-seam' ? null : seamsAlone(task, input)));
    const alone = other.tasks('render-seam').find(({ subjectId }) => subjectId === seamInto(other, 3)?.id);
    if (!alone) throw new Error('no seam was rendered by itself');
    other.state = {
      ...other.state,
      task: new Map([[alone.id, { ...alone, status: 'queued', endedAt: null }]]),
    };
    const input = other.claim(alone.id, alone.attempt);
    if (input?.work !== 'render-seam') throw new Error('no seam');
    const { work: _, outgoing, frameRate, width, height, ...wished } = input;
    const { picture, fromFrame, frames, seam, ...format } = conform.input;
    expect(seam).toEqual({ ...wished, captions: null, fingerprint: made?.fingerprint });
    expect({ picture, fromFrame: fromFrame + frames }).toEqual({
      picture: outgoing.picture,
      fromFrame: outgoing.fromFrame,
    });
    expect(format).toMatchObject({ frameRate, width, height });
    const before = world.tasks('render-seam').length;
    world.runAll();
    expect(world.tasks('render-seam').slice(before)).toEqual([]);
    expect(newFilm(world)?.segments.some(({ key }) => key === made?.key)).toBe(true);
  });

  it('is made by itself where it did not come', () => {
    const world = filmed({ settings: BLENDS });
    expect(world.tasks('render-seam')).toEqual([]);
    settings({ fill: 'pad' })(world);
    assemble(world);
    world.runAll(seamsAlone);
    expect(world.tasks('render-seam')).toHaveLength(5);
    expect(newFilm(world)?.segments).toHaveLength(11);
  });

  it('is not the one that the film asks for any more, and is let lie', () => {
    const world = filmed({ settings: BLENDS });
    edit(world, 2, { clipInSeconds: 0.5 });
    assemble(world);
    const conform = claimConform(world, 2);
    edit(world, 3, { transition: { ...CROSSFADE, kind: 'wipe-up' } });
    end(world, conform);
    const known = [...world.state.seam.values()].map(({ fingerprint }) => fingerprint);
    expect(known).not.toContain(conform.input.seam?.fingerprint);
    world.runAll();
    expect(seamInto(world, 3)).toMatchObject({ status: 'ready', recipe: { blend: 'wipe-up' } });
  });

  it.each<[string, (world: World) => void]>([
    [
      'where the next clip is large, and its first frames come with its segment',
      (world) => {
        resize(world, 3, 33e6);
        settings({ fill: 'pad' })(world);
      },
    ],
    ['where a cut follows', (world) => edit(world, 3, { transition: { kind: 'cut', seconds: 1 } })],
    ['where it is there', (world) => forgetSegment(world, 2)],
  ])('is not asked for %s', (_, change) => {
    const world = filmed({ settings: BLENDS });
    change(world);
    assemble(world);
    expect(claimConform(world, 2).input.seam).toBeNull();
  });

  it.each<[string, (world: World) => void]>([
    [
      'a second attempt',
      (world) => {
        world.settle(claimConform(world, 2).task, { type: 'provider-failed', failure });
        world.now += 3_600_000;
      },
    ],
    ['a neighbour that nobody wants', (world) => judge(world, 'rejected', sceneAt(world, 3).clipId ?? '')],
  ])('is not asked for with %s', (_, change) => {
    const world = filmed({ settings: BLENDS });
    edit(world, 2, { clipInSeconds: 0.5 });
    assemble(world);
    change(world);
    expect(claimConform(world, 2).input.seam).toBeNull();
  });
});
