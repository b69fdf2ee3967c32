import { describe, expect, it } from 'vitest';
import { Draft } from './draft.ts';
import { scenesInOrder } from './scenes.ts';
import type { TaskResult } from './task-io.ts';
import { World } from './testing/world.ts';

const started = () => {
  const world = new World({ settings: { sceneCount: 2 } });
  world.upload(16);
  return world;
};
const run = (world: World, until: 'analyze_scenes' | 'assemble_video' = 'analyze_scenes') =>
  world.granted('start-run', { until, approvals: 'automatic' });
const heard = ({ state }: World) => [...state.lyrics.values()].filter(({ origin }) => origin === 'heard');

const plainLines = (source: string) =>
  source.split('\n').map((text) => ({ text, startSeconds: null, endSeconds: null, timing: 'none' as const }));

function scenes(world: World) {
  const context = { now: world.now, newId: () => '', random: world.random, policy: world.policy };
  return scenesInOrder(new Draft(world.state, context));
}

/** What the speech service hears in a song, as a claim and its answer. */
function hear(world: World, text: string) {
  const task = world.tasks('transcribe').at(-1);
  if (!task) throw new Error('nothing is transcribed');
  const wanted = world.claim(task.id, task.attempt) !== null;
  const words = [{ text, startSeconds: 0, endSeconds: 1 }];
  const said = { provider: 'openai', model: 'whisper-1', language: 'english', segments: [] };
  const result: TaskResult = { work: 'transcribe', ...said, text, words };
  return { wanted, answer: () => world.settle(task, { type: 'done', result }) };
}

describe('a song that takes the place of another one', () => {
  it('is not sung with the words that were heard in the other one', () => {
    const world = started();
    run(world);
    world.runAll();
    expect(heard(world)).toHaveLength(1);
    world.upload(20);
    expect(heard(world)).toEqual([]);
    expect(run(world).jobs.map(({ stage }) => stage)).toContain('transcribe');
    world.runAll();
    expect(heard(world)).toHaveLength(1);
  });

  it('leaves what the user wrote, and times it anew', () => {
    const world = started();
    const source = 'one two three\nfour five six';
    world.granted('put-lyrics', { format: 'text', source, lines: plainLines(source), words: [] });
    run(world);
    world.runAll();
    world.upload(20);
    const [given] = [...world.state.lyrics.values()];
    expect(given).toMatchObject({ origin: 'given', source });
    expect(given?.lines.filter(({ timing }) => timing === 'aligned')).toEqual([]);
  });

  it('is heard at once in a run, also where the other one was heard before or is just being heard', () => {
    const world = started();
    run(world, 'assemble_video');
    const late = hear(world, 'old');
    world.upload(20);
    late.answer();
    expect(heard(world)).toEqual([]);
    const now = hear(world, 'new');
    now.answer();
    expect(heard(world).map(({ source }) => source)).toEqual(['new']);
    world.upload(24);
    world.runAll();
    expect(heard(world).map(({ source }) => source)).toEqual(['one two three']);
    expect([...world.state.run.values()].map(({ status }) => status)).toEqual(['succeeded']);
  });

  it('is not paid for where it is gone before it was sent', () => {
    const world = started();
    run(world);
    const old = world.tasks('transcribe').at(-1);
    world.upload(20);
    expect(world.claim(old?.id ?? '', old?.attempt ?? 0)).toBeNull();
    expect(world.paidClaims).toEqual([]);
  });

  it('is tiled by the scenes that were being planned for the other one', () => {
    const world = started();
    run(world);
    hear(world, 'one').answer();
    world.runAll((task) => {
      if (task.work === 'analyze-scenes' && world.state.song.size === 1) world.upload(20);
      return null;
    });
    expect(scenes(world).at(-1)?.endFrame).toBe(480);
  });
});
