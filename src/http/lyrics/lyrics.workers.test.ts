import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

const LATIN = Uint8Array.from(
  '[ar:Ren\xE9e]\r\n[00:01.00]O\xF9 es-tu ce soir\r\n[00:04.00]sur la route\r\n',
  (sign) => sign.charCodeAt(0),
);

/** A project of its own with these lyrics, and how its owner asks about them. */
async function withLyrics(body: Record<string, unknown>) {
  const on = deployment();
  const authorization = await bearer({ scope: 'read write' });
  const path = `${await createdProject(on, authorization)}/lyrics`;
  const json = (method: string, sent: unknown) => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  });
  const put = await ask(on, path, authorization, json('PUT', body));
  const file = (query: string) => fetchFrom(on, `${path}/export?${query}`, { headers: { authorization } });
  const patch = (lines: unknown, headers: Record<string, string> = {}) => {
    const sent = json('PATCH', { lines });
    return ask(on, `${path}/lines`, authorization, { ...sent, headers: { ...sent.headers, ...headers } });
  };
  return { put, file, patch, report: () => ask(on, `${path}/report`, authorization) };
}

describe('lyrics over HTTP', () => {
  it('come back as the bytes that were sent, and are subtitles of the same lines', async () => {
    const { put, file } = await withLyrics({
      sourceBase64: btoa(String.fromCharCode(...LATIN)),
      fileName: 'a.lrc',
    });
    expect(put.body).toMatchObject({
      format: 'lrc',
      encoding: 'windows-1252',
      lines: [{ text: 'Où es-tu ce soir' }, {}],
    });
    const same = await file('format=lrc');
    expect(new Uint8Array(await same.arrayBuffer())).toEqual(LATIN);
    expect(same.headers.get('content-type')).toBe('text/plain');
    expect(same.headers.get('content-disposition')).toContain('filename="Night train.lrc"');
    const srt = await file('format=srt');
    expect(srt.headers.get('content-type')).toBe('application/x-subrip; charset=utf-8');
    expect(await srt.text()).toContain('1\n00:00:01,000 --> 00:00:04,000\nOù es-tu ce soir\n');
  });

  it('take times by hand, against the version that was read, and give them back', async () => {
    const { put, patch, file } = await withLyrics({ source: '[00:01.00]one\n[00:04.00]two\n' });
    const set = await patch([{ index: 1, startSeconds: 3.5, reason: 'early' }], {
      'if-match': put.headers.get('etag') ?? '',
    });
    expect(set.status).toBe(200);
    expect(set.body).toMatchObject({ lines: [{}, { startSeconds: 3.5, timing: 'set', reason: 'early' }] });
    const late = await patch([{ index: 1, startSeconds: 3 }], { 'if-match': put.headers.get('etag') ?? '' });
    expect(late).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
    const wrong = await patch([{ index: 1, startSeconds: 0.5 }]);
    expect(wrong).toMatchObject({
      status: 422,
      body: { code: 'line-times-invalid', errors: [{ pointer: '/lines/0/startSeconds' }] },
    });
    expect(await (await file('format=lrc')).text()).toContain('[00:03.50]two');
    expect((await patch([{ index: 1, startSeconds: null }])).body).toMatchObject({
      lines: [{}, { startSeconds: 4, timing: 'given' }],
    });
  });

  it('without times are reported, and are no subtitles', async () => {
    const { file, report } = await withLyrics({ source: 'one\ntwo' });
    expect((await report()).body).toMatchObject({
      verdict: 'not-transcribed',
      lookAt: [{ why: 'no-time' }, {}],
    });
    const refused = await file('format=vtt');
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'lyrics-untimed' }]);
    expect(await (await file('format=text')).text()).toBe('one\ntwo');
  });

  it.each([
    ['both documents', { source: 'one', sourceBase64: 'b25l' }, 'invalid-request'],
    ['no document', { fileName: 'a.lrc' }, 'invalid-request'],
    [
      'bytes in an encoding that cannot be told',
      { sourceBase64: btoa('\x92\xAA\x82\xAA\x88\xF8') },
      'lyrics-unreadable',
    ],
    ['text read in the wrong encoding', { source: 'o\uFFFD' }, 'lyrics-unreadable'],
    ['more lines than a song has', { source: 'la\n'.repeat(2001) }, 'lyrics-too-long'],
  ])('are refused with %s', async (_, body, code) => {
    expect((await withLyrics(body)).put).toMatchObject({ status: 422, body: { code } });
  });
});
