/** A song with a beat is listened to by the real media service, and scenes are cut by what it heard. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, test } from 'vitest';
import { z } from 'zod';
import { loadProjectRows } from '#adapters/postgres/index.ts';
import { Waveform } from '#contracts/media-jobs/analyze-song.ts';
import { LyricsView, SceneView, SongDetail } from '#contracts/views/views.ts';
import { makeBenchSong } from '#dev/bench/song/catalogue.ts';
import type { Truth } from '#dev/bench/song/truth.ts';
import { monoWav } from '#dev/bench/song/wav.ts';
import { eventually } from './eventually.ts';
import { FilmProject } from './film-project.ts';
import { type SongFile, songFile } from './song-file.ts';
import { startTestStack, type TestStack } from './test-stack.ts';

/** Half a frame of 24 in a second, and what the ear forgives. In seconds. */
const NEAR = 0.5 / 24 + 0.02;

let house: TestStack;
beforeAll(async () => {
  house = await startTestStack();
  return house.stop;
});

async function benchSong(kind: string, seed: number): Promise<{ file: SongFile; truth: Truth }> {
  const { pcm, rate, truth } = await makeBenchSong(kind, seed, 22_050);
  const path = join(house.folder, `${kind}.wav`);
  await writeFile(path, monoWav(pcm, rate));
  return { file: await songFile(path), truth };
}

/** Scenes of a song in which nobody sings, so that nothing but the music holds the cuts. */
async function planned(file: SongFile, sceneCount: number) {
  const project = await FilmProject.create(house.client, { sceneCount });
  await project.uploadAndWait(file);
  await house.client.ask('PUT', `${project.path}/transcript`, LyricsView, { words: [] });
  const outcome = await project.runToEnd('analyze_scenes');
  const song = await house.client.ask('GET', `${project.path}/song`, SongDetail);
  return { project, song, scenes: await project.list('scenes'), job: outcome.of('analyze_scenes') };
}

const inner = (scenes: readonly SceneView[]) => scenes.slice(1).map(({ startSeconds }) => startSeconds);
const near = (times: readonly number[], seconds: number) =>
  times.some((time) => Math.abs(time - seconds) <= NEAR);

describe.concurrent('a song', () => {
  test('with a beat is cut on it: tempo, bars and cuts are those that were played', async ({ expect }) => {
    const { file, truth } = await benchSong('rock', 7);
    const { project, song, scenes, job } = await planned(file, 12);
    expect(job).toMatchObject({ status: 'succeeded', notes: [] });
    expect(song.analysis).toEqual({ status: 'succeeded', failure: null });
    expect(Math.abs((song.tempo?.bpm ?? 0) / (truth.bpm ?? 1) - 1)).toBeLessThan(0.04);
    expect([song.sections[0]?.startSeconds, song.sections.at(-1)?.endSeconds]).toEqual([
      0,
      song.durationSeconds,
    ]);
    const cuts = inner(scenes);
    expect(cuts.length).toBeGreaterThanOrEqual(8);
    const onHeard = cuts.filter((seconds) => near(song.beats, seconds)).length;
    const onPlayed = cuts.filter((seconds) => near(truth.beats, seconds)).length;
    expect([onHeard / cuts.length, onPlayed / cuts.length].map((share) => share >= 0.8)).toEqual([
      true,
      true,
    ]);
    expect(cuts.filter((seconds) => near(song.downbeats, seconds)).length).toBeGreaterThan(cuts.length / 2);

    const { headers } = await house.client.send('GET', song.waveformUrl ?? '');
    const peaks = Waveform.parse(await (await fetch(headers.get('location') ?? '')).json());
    expect(peaks.peaks.length * peaks.stepSeconds).toBeCloseTo(song.durationSeconds, 0);
    const rows = await eventually('the analysis is in Postgres', async () => {
      const found = (await loadProjectRows(house.database, project.id)).map(({ entity }) => entity);
      const analysis = found.find(({ kind }) => kind === 'analysis');
      return analysis?.kind === 'analysis' && analysis.status === 'succeeded' ? analysis : null;
    });
    expect(rows.measured?.beats).toEqual(song.beats);
  });

  test('follows a tempo that was set by hand, at once where a boundary is moved', async ({ expect }) => {
    const { file } = await benchSong('house', 3);
    const { project, scenes } = await planned(file, 6);
    const set = { bpm: 75, offsetSeconds: 0.3, beatsPerBar: 4 };
    const song = await house.client.ask('PUT', `${project.path}/song/tempo`, SongDetail, set);
    expect(song.tempo).toMatchObject({ bpm: 75, origin: 'set' });
    expect(await project.list('scenes')).toEqual(scenes);
    const [, second, third] = scenes;
    const middle = ((second?.startSeconds ?? 0) + (third?.startSeconds ?? 0)) / 2;
    const bar = song.downbeats.find((seconds) => seconds > middle) ?? 0;
    const moved = { type: 'move-boundary', sceneId: third?.id, toSeconds: bar + 0.1, snap: true };
    const headers = { 'if-match': '*' };
    const answer = await house.client.send('POST', `${project.path}/scenes/edits`, moved, headers);
    expect(answer.status).toBe(200);
    const after = (await project.list('scenes'))[2];
    expect([after?.cut.onto, near([bar], after?.startSeconds ?? -1)]).toEqual(['downbeat', true]);
    const back = await house.client.ask('DELETE', `${project.path}/song/tempo`, SongDetail);
    expect(back.tempo?.origin).toBe('measured');
  });

  test('without a beat has no tempo, and is planned all the same', async ({ expect }) => {
    const { file } = await benchSong('drone', 1);
    const { song, scenes, job } = await planned(file, 6);
    expect([song.analysis.status, song.tempo, song.beats]).toEqual(['succeeded', null, []]);
    expect([job.status, scenes.length > 1]).toEqual(['succeeded', true]);
    expect(
      z
        .array(SceneView)
        .parse(scenes)
        .map(({ cut }) => cut.onto),
    ).not.toContain('beat');
  });
});
