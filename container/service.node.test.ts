import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureOf } from '#container/testing/picture.ts';
import { MediaHealth, MediaJobView } from '#contracts/media.ts';
import { FileServer } from './testing/file-server.ts';
import { clicks, clip, FAST_H264, MediaFolder } from './testing/make-media.ts';
import { MediaProcess } from './testing/media-process.ts';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
const files = new FileServer();
let folder: MediaFolder;
let media: MediaProcess;
let song: Buffer;

beforeAll(async () => {
  folder = await MediaFolder.open();
  await files.start();
  media = await MediaProcess.start(folder.at('work'), {
    MEDIA_CONCURRENCY: '1',
    MEDIA_WEBHOOK_SECRET: SECRET,
  });
  song = await folder.make('song.mp3', clicks(1));
}, 30_000);

afterAll(async () => {
  await media.stop();
  await files.stop();
  await folder.remove();
});

function probeOf(path: string, bytes = song) {
  return { kind: 'probe', input: files.give(path, bytes), expect: 'audio' };
}

/** A conform of many large frames: far longer than any test wants to wait. */
async function endlessConform(path: string) {
  const bytes = await folder.make('tiny.mp4', [...clip('64x36', '24', 0.2), ...FAST_H264]);
  return {
    kind: 'conform',
    picture: pictureOf(files.give(`${path}-in`, bytes), 100_000),
    fromFrame: 0,
    output: { url: files.url(path), contentType: 'video/mp4' },
    frames: 100_000,
    frameRate: { numerator: 24, denominator: 1 },
    width: 1280,
    height: 720,
  };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(25);
}

async function viewOf(id: string, server = media): Promise<MediaJobView> {
  return MediaJobView.parse(await (await server.request(`/jobs/${id}`)).json());
}

/** FFmpeg processes that the service has running. */
function childrenOf(pid: number): string[] {
  const listing = execFileSync('ps', ['-eo', 'ppid=,pid=,stat=']).toString().trim().split('\n');
  return listing
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([parent, child, state]) =>
      parent === String(pid) && child !== undefined && !state?.startsWith('Z') ? [child] : [],
    );
}

describe('the job routes', { timeout: 30_000 }, () => {
  it('runs an id once, however often it is submitted', async () => {
    const job = { id: 'once', spec: probeOf('/once.mp3') };
    const statuses = [];
    for (const _ of [1, 2, 3]) statuses.push((await media.submit(job)).status);
    const events = await media.events('once');
    statuses.push((await media.submit(job)).status);
    expect(statuses).toEqual([202, 200, 200, 200]);
    expect(events.at(-1)?.status).toBe('succeeded');
    expect(files.requests.filter((request) => request === 'GET /once.mp3')).toHaveLength(1);
    const conflict = await media.submit({
      id: 'once',
      spec: {
        ...probeOf('/x'),
        kind: 'poster',
        output: { url: files.url('/x'), contentType: 'a' },
        atSeconds: 0,
        maxWidth: 1,
      },
    });
    expect(conflict.status).toBe(409);
  });

  it('refuses what is no job with the reasons', async () => {
    const wrong = await media.submit({
      id: 'a b',
      spec: { kind: 'probe', input: 'file:///etc/hostname', expect: 'audio' },
    });
    expect(wrong.status).toBe(400);
    expect(wrong.headers.get('content-type')).toBe('application/problem+json');
    const problem: unknown = await wrong.json();
    expect(problem).toMatchObject({
      code: 'invalid-request',
      errors: [{ path: ['id'] }, { path: ['spec', 'input'] }],
    });
    expect((await media.request('/jobs', { method: 'POST', body: '{' })).status).toBe(400);
    expect((await media.request('/jobs/unknown')).status).toBe(404);
    expect((await media.request('/jobs')).status).toBe(405);
  });

  it('streams progress that never goes back, and survives a listener who leaves', async () => {
    await media.submit({ id: 'watched', spec: await endlessConform('/watched.mp4') });
    const leaver = new AbortController();
    const response = await media.request('/jobs/watched/events', { signal: leaver.signal });
    const first = await response.body?.getReader().read();
    expect(String(Buffer.from(first?.value ?? []))).toContain('"id":"watched"');
    leaver.abort();
    await until(async () => (await viewOf('watched')).progress > 0.1);
    const watching = media.events('watched');
    await sleep(600);
    await media.request('/jobs/watched', { method: 'DELETE' });
    const views = await watching;
    expect(views.at(-1)?.status).toBe('canceled');
    const progress = views.map((view) => view.progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    await until(() => childrenOf(media.pid).length === 0);
  });

  it('cancels a running job: FFmpeg dies, nothing is stored, files are gone, its place is free', async () => {
    await media.submit({ id: 'doomed', spec: await endlessConform('/doomed.mp4') });
    await media.submit({ id: 'waiting', spec: await endlessConform('/waiting.mp4') });
    await until(() => childrenOf(media.pid).length > 0);
    expect((await viewOf('waiting')).status).toBe('queued');
    for (const id of ['waiting', 'doomed']) {
      const answer = await media.request(`/jobs/${id}`, { method: 'DELETE' });
      expect(await answer.json()).toMatchObject({ status: 'canceled', error: { code: 'canceled' } });
    }
    expect((await media.run('after', probeOf('/after.mp3'))).status).toBe('succeeded');
    expect(childrenOf(media.pid)).toEqual([]);
    expect([...files.stored.keys()]).not.toContain('/doomed.mp4');
    expect(files.requests).not.toContain('GET /waiting.mp4-in');
    const [own] = await readdir(folder.at('work'));
    await until(async () => (await readdir(folder.at(`work/${own}`))).length === 0);
    expect((await viewOf('doomed')).status).toBe('canceled');
  });

  it('lets a probe pass the conforms that wait', async () => {
    await media.submit({ id: 'holding', spec: await endlessConform('/holding.mp4') });
    const conform = { ...(await endlessConform('/queued.mp4')), frames: 1, width: 64, height: 36 };
    await media.submit({ id: 'queued', spec: conform });
    await media.submit({ id: 'urgent', spec: probeOf('/urgent.mp3') });
    expect(MediaHealth.parse(await (await media.request('/health')).json())).toMatchObject({
      running: 1,
      queued: 2,
    });
    await media.request('/jobs/holding', { method: 'DELETE' });
    await media.events('queued');
    const order = files.requests.filter((request) => /queued|urgent/.test(request));
    expect(order).toEqual(['GET /urgent.mp3', 'GET /queued.mp4-in', 'PUT /queued.mp4']);
  });

  it('writes no signature of a URL into its log', () => {
    expect(media.output.join('')).toContain('job-ended');
    expect(media.output.join('')).not.toContain('secret-signature');
  });
});

describe('storage that misbehaves', { timeout: 30_000 }, () => {
  it('is asked again after a 5xx, on both ways', async () => {
    files.misbehaviour.set('/shaky.mp3', { statuses: [503, 500] });
    files.misbehaviour.set('/shaky-out.mp3', { statuses: [503] });
    const output = { url: files.url('/shaky-out.mp3'), contentType: 'audio/mpeg' };
    const { input } = probeOf('/shaky.mp3');
    const view = await media.run('shaky', { kind: 'prepare-audio', input, output, maxBytes: 1e6 });
    expect(view.error).toBeNull();
    expect(files.stored.has('/shaky-out.mp3')).toBe(true);
  });

  it('is believed when it says no', async () => {
    const missing = await media.run('missing', {
      kind: 'probe',
      input: files.url('/missing.mp3'),
      expect: 'audio',
    });
    expect(missing.error).toMatchObject({ code: 'fetch-failed', message: expect.stringContaining('404') });
    expect(files.requests.filter((request) => request === 'GET /missing.mp3')).toHaveLength(1);
    files.misbehaviour.set('/forbidden.mp3', { statuses: [403] });
    const output = { url: files.url('/forbidden.mp3'), contentType: 'audio/mpeg' };
    const { input } = probeOf('/fine.mp3');
    const view = await media.run('forbidden', { kind: 'prepare-audio', input, output, maxBytes: 1e6 });
    expect(view.error).toMatchObject({ code: 'store-failed', message: expect.stringContaining('403') });
  });

  it('cannot hold a canceled job', async () => {
    files.misbehaviour.set('/hanging.mp3', { hang: true });
    await media.submit({ id: 'hanging', spec: probeOf('/hanging.mp3') });
    await until(() => files.requests.includes('GET /hanging.mp3'));
    await media.request('/jobs/hanging', { method: 'DELETE' });
    await until(async () => MediaHealth.parse(await (await media.request('/health')).json()).running === 0);
  });
});

describe('a service with limits', { timeout: 30_000 }, () => {
  it('asks for its token, bounds inputs, and refuses notices it cannot sign', async () => {
    const environment = {
      MEDIA_TOKEN: 'secret-token',
      MEDIA_MAX_INPUT_BYTES: '1000',
      MEDIA_WEBHOOK_SECRET: '',
    };
    const strict = await MediaProcess.start(folder.at('strict'), environment);
    const headers = { authorization: 'Bearer secret-token' };
    expect((await strict.request('/health')).status).toBe(200);
    expect((await strict.request('/jobs/any')).status).toBe(401);
    expect((await strict.submit({ id: 'big', spec: probeOf('/big.mp3') }, headers)).status).toBe(202);
    const events = await strict.request('/jobs/big/events', { headers });
    expect(await events.text()).toContain('input-too-large');
    const told = { id: 'told', spec: probeOf('/told.mp3'), notifyUrl: 'http://127.0.0.1:9/hook' };
    const refused = await strict.submit(told, headers);
    expect([refused.status, await refused.json()]).toMatchObject([400, { code: 'notify-unsigned' }]);
    expect(await strict.stop()).toBe(0);
  });

  it('ends jobs, programs and files on SIGTERM', async () => {
    const stopping = await MediaProcess.start(folder.at('stopping'));
    await stopping.submit({ id: 'cut', spec: await endlessConform('/cut.mp4') });
    await until(() => childrenOf(stopping.pid).length > 0);
    const children = childrenOf(stopping.pid);
    const events = stopping.events('cut');
    expect(await stopping.stop()).toBe(0);
    expect((await events).at(-1)).toMatchObject({ status: 'failed', error: { code: 'internal' } });
    for (const child of children) expect(() => process.kill(Number(child), 0)).toThrow('ESRCH');
    expect(await readdir(folder.at('stopping'))).toEqual([]);
    expect(files.stored.has('/cut.mp4')).toBe(false);
  });
});

describe('notifications', { timeout: 30_000 }, () => {
  it('are signed, and the end is told until it is heard', async () => {
    const heard: { id: string; view: MediaJobView }[] = [];
    const receiver = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = request.headers;
      const view = MediaJobView.parse(
        new Webhook(SECRET).verify(body, {
          'webhook-id': `${id}`,
          'webhook-timestamp': `${time}`,
          'webhook-signature': `${signature}`,
        }),
      );
      heard.push({ id: String(id), view });
      const isFirstEnd = heard.filter((notice) => notice.view.status === 'succeeded').length === 1;
      response.writeHead(isFirstEnd ? 500 : 204).end();
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    receiver.listen(0, '127.0.0.1', resolve);
    await promise;
    const address = receiver.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await media.submit({
      id: 'told',
      spec: probeOf('/told.mp3'),
      notifyUrl: `http://127.0.0.1:${port}/hook?job=told`,
    });
    const ends = () => heard.filter((notice) => notice.view.status === 'succeeded');
    await until(() => ends().length === 2);
    expect(ends().map((notice) => notice.id)).toEqual(['told:end', 'told:end']);
    expect(ends()[0]?.view).toEqual(await viewOf('told'));
    receiver.close();
    receiver.closeAllConnections();
  });
});
