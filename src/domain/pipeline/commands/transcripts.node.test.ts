import { describe, expect, it } from 'vitest';
import type { TimedWord } from '#contracts/entities/index.ts';
import { editTag } from '../preconditions.ts';
import { World } from '../testing/world.ts';

const part = (text: string, startSeconds: number, endSeconds = startSeconds + 1): TimedWord => ({
  text,
  startSeconds,
  endSeconds,
});
const WORDS = [part('won', 0), part('two', 5), part('free', 10)];

/** A song of 30 s in which `one two three` was heard. */
function heard(): World {
  const world = new World({ settings: { sceneCount: 3 } });
  world.upload(30);
  world.granted('start-stage', { stage: 'transcribe', sceneIds: null });
  world.runAll();
  return world;
}
const put = (world: World, lines: TimedWord[] | null, words: TimedWord[] = [], language?: string | null) =>
  world.do('put-transcript', { lines, words, language });
const origins = (world: World) =>
  [...world.state.lyrics.values()].map(({ origin, source }) => [origin, source]);

describe('a corrected transcript', () => {
  it('stands beside what was heard, and a later transcription does not touch it', () => {
    const world = heard();
    expect(put(world, [part('won two free', 0, 11)], WORDS)).toMatchObject({
      origin: 'corrected',
      source: 'won two free',
      language: 'english',
      lines: [{ text: 'won two free', startSeconds: 0, endSeconds: 11, timing: 'given' }],
      words: WORDS,
    });
    const before = origins(world);
    const corrected = [...world.state.lyrics.values()].find(({ origin }) => origin === 'corrected');
    world.granted('start-stage', { stage: 'transcribe', sceneIds: null });
    world.runAll();
    expect(world.tasks('transcribe').map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    expect(origins(world)).toEqual(before);
    expect(before).toEqual([
      ['heard', 'one two three'],
      ['corrected', 'won two free'],
    ]);
    expect(world.state.lyrics.get(corrected?.id ?? '')).toBe(corrected);
  });

  it('is what scenes are planned from, and spares a transcription', () => {
    const world = new World({ settings: { sceneCount: 3 } });
    world.upload(30);
    put(world, [part('all my own words', 11, 14)]);
    world.runAll();
    world.granted('start-run', { until: 'analyze_scenes', approvals: 'automatic' });
    expect(world.tasks('transcribe')).toEqual([]);
    const [task] = world.tasks('analyze-scenes');
    const input = world.claim(task?.id ?? '', 1);
    expect(input?.work === 'analyze-scenes' && input.lines).toMatchObject([{ text: 'all my own words' }]);
  });

  it('gives its times to lyrics that were given without any, whose text stays (P9)', () => {
    const world = heard();
    const line = { text: 'won two free', startSeconds: null, endSeconds: null, timing: 'none' as const };
    world.granted('put-lyrics', { format: 'text', source: 'won two free', lines: [line], words: [] });
    put(world, null, [part('won', 20), part('two', 21), part('free', 22)]);
    const given = [...world.state.lyrics.values()].find(({ origin }) => origin === 'given');
    expect(given).toMatchObject({
      source: 'won two free',
      lines: [{ text: 'won two free', timing: 'aligned' }],
    });
    expect(given?.lines[0]?.startSeconds).toBeCloseTo(20, 0);
  });

  it('makes its lines of its words where there are only these', () => {
    const world = heard();
    expect(put(world, null, WORDS)).toMatchObject({ lines: WORDS.map(({ text }) => ({ text })) });
  });

  it('says that nothing is sung where it is empty', () => {
    const world = heard();
    expect(put(world, [], [], null)).toMatchObject({ lines: [], words: [], source: '', language: null });
  });

  it('changes nothing when it comes again', () => {
    const world = heard();
    put(world, [part('a', 1)], WORDS);
    const { state } = world;
    world.now += 1000;
    put(world, [part('a', 1)], WORDS);
    expect(editTag(world.state, { of: 'transcript' })).toBe(editTag(state, { of: 'transcript' }));
    expect([...world.state.lyrics.keys()]).toEqual([...state.lyrics.keys()]);
  });

  it.each<[string, TimedWord[], TimedWord[], string]>([
    ['a line that ends before it starts', [part('a', 5, 4)], [], '/lines/0/endSeconds'],
    ['lines out of order', [part('a', 5), part('b', 4)], [], '/lines/1/startSeconds'],
    ['a line behind the song', [part('a', 5), part('b', 31)], [], '/lines/1/startSeconds'],
    ['a line that outlasts the song', [part('a', 5, 40)], [], '/lines/0/endSeconds'],
    ['words out of order', [part('a', 5)], [part('a', 5), part('b', 1)], '/words/1/startSeconds'],
  ])('refuses %s and says where', (_, lines, words, pointer) => {
    const world = heard();
    const { state } = world;
    expect(put(world, lines, words)).toMatchObject({ code: 'transcript-invalid', errors: [{ pointer }] });
    expect(world.state).toBe(state);
  });

  it('may end with the song as a player rounds it, and needs one', () => {
    expect(put(heard(), [part('a', 29, 30.4)])).toMatchObject({ origin: 'corrected' });
    expect(put(new World(), [part('a', 1)])).toMatchObject({ code: 'song-missing' });
  });
});

describe('what is expected to be edited', () => {
  it.each(['project', 'scenes', 'lyrics', 'transcript'] as const)(
    'of the %s is not what others change',
    (of) => {
      const world = heard();
      world.granted('start-stage', { stage: 'analyze_scenes', sceneIds: null });
      world.runAll();
      const line = { text: 'x', startSeconds: 1, endSeconds: 2, timing: 'given' as const };
      const edits = {
        project: () => world.do('update-project', { title: 'Other', settings: {} }),
        scenes: () =>
          world.do('put-scenes', {
            scenes: [0, 10, 20].map((startSeconds) => ({ startSeconds, endSeconds: startSeconds + 10 })),
          }),
        lyrics: () => world.do('put-lyrics', { format: 'lrc', source: 'x', lines: [line], words: [] }),
        transcript: () => put(world, [part('a', 1)]),
      };
      const tag = editTag(world.state, { of });
      for (const [name, edit] of Object.entries(edits)) if (name !== of) edit();
      world.granted('start-stage', { stage: 'generate_prompts', sceneIds: null });
      world.runAll();
      expect(editTag(world.state, { of })).toBe(tag);
      edits[of]();
      expect(editTag(world.state, { of })).not.toBe(tag);
    },
  );

  it("of a scene's prompt is its version", () => {
    const world = new World({ settings: { sceneCount: 1 } });
    world.upload(8);
    world.granted('start-run', { until: 'generate_prompts', approvals: 'automatic' });
    world.runAll();
    const [scene] = world.state.scene.values();
    expect(editTag(world.state, { of: 'prompt', sceneId: scene?.id ?? '' })).toBe(scene?.promptId);
    expect(editTag(world.state, { of: 'prompt', sceneId: 'nowhere' })).toBe('none');
  });
});
