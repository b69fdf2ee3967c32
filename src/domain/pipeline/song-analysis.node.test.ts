import { describe, expect, it } from 'vitest';
import type { Analysis } from '#contracts/entities/index.ts';
import { DEFAULT_POLICY } from './context.ts';
import { storyboard } from './testing/edits.ts';
import { calmSong, steadySong } from './testing/heard.ts';
import { World } from './testing/world.ts';

const only = (world: World): Analysis => {
  const [analysis, ...others] = [...world.state.analysis.values()];
  if (!analysis || others.length > 0) throw new Error('there is not just one analysis');
  return analysis;
};
const listening = (world: World) => world.tasks('analyze-song').at(-1) ?? { id: '', attempt: 0 };
const failure = { code: 'input-unreadable', message: 'The song cannot be decoded.', retryable: false };

/** A song of 30 s that was uploaded; nothing was done beyond its probe. */
function uploaded(input: ConstructorParameters<typeof World>[0] = {}): World {
  const world = new World({ ...input, settings: { sceneCount: 6, ...input.settings } });
  world.upload(30);
  return world;
}

/** The song is listened to: at 120 beats a minute, unless something else was heard. */
function listen(world: World, analysis = steadySong(30, 120)): void {
  const task = listening(world);
  world.claim(task.id, task.attempt);
  world.settle(task, { type: 'done', result: { work: 'analyze-song', analysis } });
}

/** What the planner is given, once everything before it is done. */
function planned(world: World) {
  world.granted('start-run', { until: 'analyze_scenes', approvals: 'automatic' });
  let input = null;
  for (const task of world.tasks('transcribe')) {
    world.claim(task.id, task.attempt);
    const heard = { provider: 'p', model: 'm', text: 'one', language: null, segments: [] };
    const words = [{ text: 'one', startSeconds: 1, endSeconds: 2 }];
    world.settle(task, { type: 'done', result: { work: 'transcribe', ...heard, words } });
  }
  for (const task of world.tasks('analyze-scenes')) input = world.claim(task.id, task.attempt);
  return input?.work === 'analyze-scenes' ? input : null;
}

describe('the analysis of a song', () => {
  it('begins as soon as the song was probed, by itself and for nothing', () => {
    const world = uploaded();
    expect(only(world)).toMatchObject({ status: 'queued', measured: null, setTempo: null });
    expect(world.tasks('analyze-song')).toMatchObject([{ status: 'queued', jobId: null }]);
    const { id, attempt } = listening(world);
    expect(world.claim(id, attempt)).toMatchObject({ songKey: 'song.mp3' });
    world.settle({ id, attempt }, { type: 'started', externalId: 'media-1' });
    expect(only(world).status).toBe('running');
    listen(world);
    expect(only(world)).toMatchObject({ status: 'succeeded', measured: { tempo: { bpm: 120 } } });
    expect(world.state.usage.size).toBe(0);
  });

  it('delivered twice, or after the task ended, changes nothing', () => {
    const world = uploaded();
    listen(world);
    const { state } = world;
    listen(world, calmSong(30));
    expect(world.state).toEqual(state);
    expect(world.claim(listening(world).id, 1)).toBeNull();
  });

  it('is waited for by the scenes, which are then cut by it', () => {
    const world = uploaded();
    expect(planned(world)).toBeNull();
    expect(world.job('analyze_scenes').status).toBe('queued');
    listen(world);
    const [task] = world.tasks('analyze-scenes');
    const input = world.claim(task?.id ?? '', 1);
    expect(input).toMatchObject({ analysis: { beats: expect.arrayContaining([0, 0.5, 1]) } });
    expect(JSON.stringify(input)).toContain('Chorus 1');
  });

  it('that fails stops nothing: scenes are planned without, and the job says so', () => {
    const world = uploaded();
    const task = listening(world);
    world.claim(task.id, task.attempt);
    world.settle(task, { type: 'failed', failure });
    expect(only(world)).toMatchObject({ status: 'failed', failure, measured: null });
    expect(planned(world)).toMatchObject({ analysis: null });
    expect(world.job('analyze_scenes').notes.join()).toContain('The song cannot be decoded.');
  });

  it('is tried three times where the service fails, and then given up', () => {
    const world = uploaded();
    world.runAll(({ work }) =>
      work === 'analyze-song' ? { type: 'retry', failure, afterSeconds: null } : null,
    );
    expect(listening(world)).toMatchObject({
      status: 'failed',
      attempt: DEFAULT_POLICY.attemptsOf['analyze-song'],
    });
    expect(only(world).status).toBe('failed');
  });

  it('can be asked for again where it failed, and only there', () => {
    const world = uploaded();
    const same = () => world.granted('retry-analysis', null);
    expect(same()).toBe(only(world));
    world.runAll(({ work }) => (work === 'analyze-song' ? { type: 'failed', failure } : null));
    expect(same()).toMatchObject({ status: 'queued', failure: null });
    same();
    expect(world.tasks('analyze-song')).toHaveLength(2);
    listen(world);
    expect(same()).toMatchObject({ status: 'succeeded' });
    expect(new World().do('retry-analysis', null)).toMatchObject({ code: 'song-missing' });
  });

  it('is each song’s own: another one has its own, and what comes late of the first stays with that', () => {
    const world = uploaded();
    const first = listening(world);
    world.claim(first.id, 1);
    world.now += 1000;
    world.upload(20);
    expect(world.state.analysis.size).toBe(2);
    listen(world, steadySong(20, 90));
    world.settle(first, { type: 'done', result: { work: 'analyze-song', analysis: steadySong(30, 120) } });
    expect([...world.state.analysis.values()].map(({ measured }) => measured?.tempo?.bpm)).toEqual([120, 90]);
    expect(planned(world)?.analysis?.tempo?.bpm).toBe(90);
  });

  it('of a song from before songs were analysed is made when scenes are asked for', () => {
    const world = uploaded();
    world.state = { ...world.state, analysis: new Map(), task: new Map() };
    expect(planned(world)).toBeNull();
    listen(world);
    expect(only(world).status).toBe('succeeded');
    expect(world.tasks('analyze-scenes')).toHaveLength(1);
  });

  it('tells where lines lie of which no word was heard, also where it comes last', () => {
    const world = uploaded();
    const lines = ['one', 'something that nobody heard'].map((text) => ({
      ...{ text, startSeconds: null, endSeconds: null },
      timing: 'none' as const,
    }));
    world.granted('put-lyrics', { format: 'text', source: 'x', lines, words: [] });
    planned(world);
    const second = () => [...world.state.lyrics.values()].find(({ origin }) => origin === 'given')?.lines[1];
    const before = second()?.startSeconds ?? 0;
    listen(
      world,
      calmSong(30, {
        vocals: [
          { startSeconds: 1, endSeconds: 2 },
          { startSeconds: 20, endSeconds: 24 },
        ],
      }),
    );
    expect(before).toBeLessThan(19);
    expect(second()).toMatchObject({ text: 'something that nobody heard', timing: 'interpolated' });
    expect(second()?.startSeconds).toBeGreaterThanOrEqual(19);
  });
});

describe('a tempo set by hand', () => {
  const tempo = { bpm: 100, offsetSeconds: 0.2, beatsPerBar: 3 };

  it('is in force at once, stays through every measuring, and hides nothing', () => {
    const world = uploaded();
    world.granted('set-tempo', { tempo });
    listen(world);
    expect(only(world)).toMatchObject({ setTempo: tempo, measured: { tempo: { bpm: 120 } } });
    const { analysis } = planned(world) ?? {};
    expect(analysis).toMatchObject({ tempo: { bpm: 100, confidence: 1 } });
    expect(analysis?.beats.slice(0, 2)).toEqual([0.2, 0.8]);
    // Bars begin at 0.2 + 1.8 n: the chorus that was heard at 15 s begins with one.
    expect(analysis?.sections[1]?.startSeconds).toBeCloseTo(14.6, 6);
    expect(only(world).measured?.sections[1]?.startSeconds).toBe(15);
    world.granted('set-tempo', { tempo: null });
    expect(only(world).setTempo).toBeNull();
  });

  it('is enough to cut by where the song could not be heard', () => {
    const world = uploaded();
    world.runAll(({ work }) => (work === 'analyze-song' ? { type: 'failed', failure } : null));
    world.granted('set-tempo', { tempo });
    expect(planned(world)?.analysis).toMatchObject({
      tempo: { bpm: 100 },
      sections: [],
      durationSeconds: 30,
    });
    expect(world.job('analyze_scenes').notes.join()).toContain('by the tempo that was set');
  });

  it('moves no scene and makes no take stale; what snaps to beats goes by it from then on', () => {
    const world = uploaded();
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    world.runAll();
    const before = { scenes: storyboard(world), clips: [...world.state.clip.values()] };
    world.granted('set-tempo', { tempo });
    expect({ scenes: storyboard(world), clips: [...world.state.clip.values()] }).toEqual(before);
    const sceneId = before.scenes[1]?.id ?? '';
    const edit = { type: 'move-boundary' as const, sceneId, toSeconds: 7.5, snap: true };
    const { report } = world.granted('edit-storyboard', { edit, editedBy: 'me' });
    // Bars begin at 0.2 + 1.8 n: 7.4 s is the nearest, 177.6 frames.
    expect(report.boundaries).toMatchObject([{ sceneId, toFrame: 178 }]);
  });

  it('may be tapped: bars are as measured where nothing is said of them', () => {
    const world = uploaded();
    listen(world);
    const taps = [0.5, 1.1, 1.71, 2.3, 2.9, 3.5, 4.1, 4.7];
    const { setTempo } = world.granted('set-tempo', { tempo: { taps } });
    expect(setTempo?.bpm).toBeCloseTo(100, 0);
    expect(setTempo).toMatchObject({ beatsPerBar: 4 });
    expect(setTempo?.offsetSeconds).toBeCloseTo(0.5, 1);
    expect(
      world.granted('set-tempo', { tempo: { taps, beatsPerBar: null } }).setTempo?.beatsPerBar,
    ).toBeNull();
  });

  it.each([
    ['a first beat beyond the song', { bpm: 100, offsetSeconds: 30 }, '/offsetSeconds', '30 s long'],
    ['taps beyond the song', { taps: [28, 29, 30.5, 31] }, '/taps/2', '30 s long'],
    ['too few taps', { taps: [1, 2, 3] }, '/taps', 'at least 4'],
    ['uneven taps', { taps: [1, 1.9, 2.2, 3.9, 4.3, 6.6, 7.2, 7.9] }, '/taps', 'not steady'],
    ['taps too close together', { taps: [1, 1.01, 1.02, 1.03] }, '/taps', 'too close'],
  ])('is refused with %s, and nothing changes', (_name, wanted, pointer, message) => {
    const world = uploaded();
    const { state } = world;
    const refusal = world.do('set-tempo', { tempo: wanted });
    expect(refusal).toMatchObject({ code: 'tempo-invalid', errors: [{ pointer }] });
    expect(JSON.stringify(refusal)).toContain(message);
    expect(world.state).toBe(state);
  });

  it('needs a song, and is noticed by the next one who sets it', () => {
    expect(new World().do('set-tempo', { tempo })).toMatchObject({ code: 'song-missing' });
    const world = uploaded();
    const stale = { of: 'tempo', tags: ['another'] } as const;
    const refusal = world.do('set-tempo', { tempo }, stale);
    expect(refusal).toMatchObject({ code: 'precondition-failed', tag: expect.any(String) });
    const tags = 'tag' in refusal && refusal.tag ? [refusal.tag] : [];
    expect(world.do('set-tempo', { tempo }, { of: 'tempo', tags })).toMatchObject({ setTempo: tempo });
    expect(world.do('set-tempo', { tempo: null }, { of: 'tempo', tags })).toMatchObject({
      code: 'precondition-failed',
    });
  });
});
