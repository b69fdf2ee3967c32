import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SongDetail } from '#contracts/views/song.ts';
import { calmSong, steadySong } from '#domain/pipeline/testing/heard.ts';
import { projectClient } from '#project/client.ts';
import { bindings, granted, type TestProject } from '#project/testing/harness.ts';
import { tasksOf } from '#project/testing/image-task.ts';
import { giveSong, hear } from '#project/testing/song.ts';
import {
  ask,
  bearer,
  createdProject,
  deployment,
  fetchFrom,
  standInForProvider,
} from '../testing/deployment.ts';

beforeEach(() => standInForProvider());
afterEach(() => vi.restoreAllMocks());

/** A project without a song, the object behind it, and how its owner asks about the song. */
async function newOne() {
  const s3 = {
    S3_ENDPOINT: 'https://storage.example',
    S3_ACCESS_KEY_ID: 'id',
    S3_SECRET_ACCESS_KEY: 'secret',
  };
  const on = deployment(s3);
  const authorization = await bearer({ scope: 'read write' });
  const path = await createdProject(on, authorization);
  const id = path.split('/').at(-1) ?? '';
  const stub = bindings.PROJECTS.getByName(id);
  const project: TestProject = { id, stub, rpc: projectClient(bindings.PROJECTS, id) };
  const send = (method: string, under = '', body?: unknown, extra: Record<string, string> = {}) => {
    const headers = { 'content-type': 'application/json', ...extra };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return ask(on, `${path}/song${under}`, authorization, { method, headers, ...sent });
  };
  const waveform = () =>
    fetchFrom(on, `${path}/song/waveform`, { headers: { authorization }, redirect: 'manual' });
  return { project, send, waveform, path };
}

/** The same with a song of 10 s at 120 beats a minute. */
async function heardOne() {
  const one = await newOne();
  await giveSong(one.project, 10);
  await hear(one.project, steadySong(10, 120, { vocals: [{ startSeconds: 2, endSeconds: 4 }] }));
  return one;
}

describe('the song over HTTP', () => {
  it('is there as soon as it was probed, and tells all once it was heard', async () => {
    const { project, send, waveform, path } = await newOne();
    expect(await send('GET')).toMatchObject({ status: 409, body: { code: 'song-missing' } });
    expect((await waveform()).status).toBe(409);
    await giveSong(project, 10);
    const early = await send('GET');
    expect(early).toMatchObject({
      status: 200,
      body: { analysis: { status: 'queued' }, tempo: null, beats: [] },
    });
    expect(await (await waveform()).json()).toMatchObject({ code: 'file-not-ready' });
    await hear(project, steadySong(10, 120, { vocals: [{ startSeconds: 2, endSeconds: 4 }] }));
    const song = SongDetail.parse((await send('GET')).body);
    expect(song).toMatchObject({
      durationSeconds: 10,
      analysis: { status: 'succeeded', failure: null },
      tempo: { bpm: 120, beatsPerBar: 4, origin: 'measured' },
      instrumentals: [
        { startSeconds: 0, endSeconds: 2 },
        { startSeconds: 4, endSeconds: 10 },
      ],
      sections: [{ label: 'Verse 1' }, { label: 'Chorus 1' }],
      waveformUrl: `${path}/song/waveform`,
    });
    expect(song.beats.slice(0, 3)).toEqual([0, 0.5, 1]);
    expect(song.downbeats.slice(0, 3)).toEqual([0, 2, 4]);
    const led = await waveform();
    expect(led.status).toBe(302);
    const { pathname, searchParams } = new URL(led.headers.get('location') ?? '');
    expect(pathname).toMatch(new RegExp(`/projects/${project.id}/songs/${song.id}/waveform.json$`));
    expect(searchParams.get('X-Amz-Signature')).toMatch(/./);
  });

  it('tells sockets and lists how the analysis stands, without its thousands of beats', async () => {
    const { project } = await heardOne();
    const answer = await project.rpc.views('house', ['analysis']);
    expect(answer).toMatchObject({
      views: { analysis: [{ status: 'succeeded', beatCount: 21, sectionCount: 2, tempo: { bpm: 120 } }] },
    });
    expect(JSON.stringify(answer).length).toBeLessThan(700);
  });

  it('says of a song without a beat that it has none', async () => {
    const { project, send } = await newOne();
    await giveSong(project, 10);
    await hear(project, calmSong(10, { phrases: [0, 4] }));
    expect((await send('GET')).body).toMatchObject({ tempo: null, beats: [], phrases: [0, 4] });
  });
});

describe('a tempo set over HTTP', () => {
  it('is the grid until it is taken back', async () => {
    const { send } = await heardOne();
    const put = await send('PUT', '/tempo', { bpm: 60, offsetSeconds: 0.5, beatsPerBar: 3 });
    expect(put).toMatchObject({
      status: 200,
      body: { tempo: { bpm: 60, origin: 'set', confidence: 1 }, measuredTempo: { bpm: 120 } },
    });
    expect(put.body.downbeats).toEqual([0.5, 3.5, 6.5, 9.5]);
    expect(put.body.sections).toMatchObject([{ endSeconds: 3.5 }, { startSeconds: 3.5, endSeconds: 10 }]);
    const tapped = await send('PUT', '/tempo', { taps: [1, 1.5, 2, 2.5, 3] });
    expect(SongDetail.parse(tapped.body).tempo?.bpm).toBeCloseTo(120, 3);
    const back = await send('DELETE', '/tempo');
    expect(back).toMatchObject({ status: 200, body: { tempo: { bpm: 120, origin: 'measured' } } });
    expect(back.body.sections).toMatchObject([{ endSeconds: 5 }, { startSeconds: 5 }]);
  });

  it('is refused to one who read an older one', async () => {
    const { send } = await heardOne();
    const read = (await send('GET')).headers.get('etag') ?? '';
    const mine = { bpm: 90, offsetSeconds: 0 };
    expect((await send('PUT', '/tempo', mine, { 'if-match': read })).status).toBe(200);
    const late = await send('PUT', '/tempo', { bpm: 91, offsetSeconds: 0 }, { 'if-match': read });
    expect(late).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
    const again = (await send('GET')).headers.get('etag') ?? '';
    expect((await send('DELETE', '/tempo', undefined, { 'if-match': again })).status).toBe(200);
  });

  it.each([
    ['a tempo that nobody plays', { bpm: 500, offsetSeconds: 0 }, '/bpm'],
    ['no first beat', { bpm: 120 }, '/offsetSeconds'],
    ['neither', {}, '/bpm'],
    ['taps and a tempo', { taps: [1, 2, 3, 4], bpm: 60 }, '/bpm'],
    ['a bar of one beat', { bpm: 120, offsetSeconds: 0, beatsPerBar: 1 }, '/beatsPerBar'],
    ['a first beat beyond the song', { bpm: 120, offsetSeconds: 11 }, '/offsetSeconds'],
    ['three taps', { taps: [1, 2, 3] }, '/taps'],
    ['a tap before the song', { taps: [-1, 2, 3, 4] }, '/taps/0'],
  ])('with %s names the field', async (_name, body, pointer) => {
    const { send } = await heardOne();
    const refused = await send('PUT', '/tempo', body);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
    });
  });
});

it('an analysis that failed is made again on request', async () => {
  const { project, send, path } = await newOne();
  await giveSong(project, 10);
  const [task] = await tasksOf(project, 'analyze-song');
  const attempt = { taskId: task?.id ?? '', attempt: 1 };
  const failure = { code: 'input-unreadable', message: 'It cannot be decoded.', retryable: false };
  await granted(project.rpc, 'claim', attempt);
  await granted(project.rpc, 'settle', { ...attempt, outcome: { type: 'failed', failure } });
  expect((await send('GET')).body).toMatchObject({ analysis: { status: 'failed', failure } });
  const again = await send('POST', '/analyze');
  expect(again).toMatchObject({ status: 202, body: { analysis: { status: 'queued', failure: null } } });
  expect(again.headers.get('location')).toBe(`${path}/song`);
});
