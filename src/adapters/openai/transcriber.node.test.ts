import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SPEECH_MAX_BYTES } from '#domain/song/speech-file.ts';
import { createTranscriber } from './transcriber.ts';

const KEY = 'sk-proj-0123456789abcdef9900';
const ANSWER = {
  task: 'transcribe',
  language: 'english',
  duration: 8.470000267028809,
  text: 'The sea',
  words: [
    { word: 'The', start: 0.0, end: 0.24 },
    { word: 'sea', start: 0.24, end: 0.6 },
  ],
  segments: [
    { id: 0, seek: 0, start: 0.0, end: 3.32, text: ' The sea', tokens: [50364, 440], temperature: 0.0 },
  ],
  usage: { type: 'duration', seconds: 9 },
};
const SONG = new Uint8Array([0xff, 0xfb, 0x90, 0x64, 1, 2, 3]);
const song = () => ({ file: new Blob([SONG]), fileName: 'song.mp3', contentType: 'audio/mpeg' });

/** A server that answers as told and keeps what it heard, with a transcriber of it. */
async function openAi(answer: (response: ServerResponse) => void, timeoutMs = 10_000) {
  const heard: { url: string | undefined; headers: Headers; form: FormData }[] = [];
  const server = createServer(async (incoming, response) => {
    const headers = new Headers({
      'content-type': incoming.headers['content-type'] ?? '',
      authorization: incoming.headers.authorization ?? '',
    });
    const body = new Response(new Uint8Array(await buffer(incoming)), { headers });
    heard.push({ url: incoming.url, headers, form: await body.formData() });
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  return {
    heard,
    transcriber: createTranscriber({ baseUrl, apiKey: KEY, model: 'whisper-1', fetch, timeoutMs }),
  };
}

function reply(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

describe('a transcription', () => {
  test('asks for the times of words and of segments, and hears them', async () => {
    const { transcriber, heard } = await openAi(reply(200, ANSWER));
    const words = await transcriber.transcribe({ ...song(), language: 'en', prompt: 'sea, harbour' });
    expect(words).toEqual({
      text: 'The sea',
      language: 'english',
      durationSeconds: 8.470000267028809,
      words: [
        { text: 'The', startSeconds: 0, endSeconds: 0.24 },
        { text: 'sea', startSeconds: 0.24, endSeconds: 0.6 },
      ],
      segments: [{ text: 'The sea', startSeconds: 0, endSeconds: 3.32 }],
    });
    expect(heard).toHaveLength(1);
    expect(heard[0]?.url).toBe('/v1/audio/transcriptions');
    expect(heard[0]?.headers.get('authorization')).toBe(`Bearer ${KEY}`);
    const form = heard[0]?.form;
    expect(form?.getAll('timestamp_granularities[]')).toEqual(['word', 'segment']);
    expect(form?.get('response_format')).toBe('verbose_json');
    expect(form?.get('model')).toBe('whisper-1');
    expect(form?.get('language')).toBe('en');
    expect(form?.get('prompt')).toBe('sea, harbour');
    const file = form?.get('file');
    if (!(file instanceof File)) throw new Error('no file was sent');
    expect([file.name, file.type]).toEqual(['song.mp3', 'audio/mpeg']);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(SONG);
  });

  test('takes a stream, and sends nothing that was not asked for', async () => {
    const { transcriber, heard } = await openAi(reply(200, ANSWER));
    const file = new Blob([SONG]).stream();
    await transcriber.transcribe({ file, fileName: 'song.mp3', contentType: 'audio/mpeg' });
    expect([...(heard[0]?.form.keys() ?? [])].sort()).toEqual([
      'file',
      'model',
      'response_format',
      'timestamp_granularities[]',
      'timestamp_granularities[]',
    ]);
  });

  test.each([
    ['a blob', () => new Blob([new Uint8Array(SPEECH_MAX_BYTES + 1)])],
    ['a stream', () => new Blob([new Uint8Array(SPEECH_MAX_BYTES + 1)]).stream()],
  ])('of %s that is too large is refused unsent', async (_name, file) => {
    const { transcriber, heard } = await openAi(reply(200, ANSWER));
    await expect(transcriber.transcribe({ ...song(), file: file() })).rejects.toMatchObject({
      verdict: 'terminal',
      code: 'openai-file-too-large',
    });
    expect(heard).toHaveLength(0);
  });

  test('of a stream that breaks may be tried again', async () => {
    const { transcriber } = await openAi(reply(200, ANSWER));
    const file = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error('lost')),
    });
    await expect(transcriber.transcribe({ ...song(), file })).rejects.toMatchObject({
      verdict: 'retry',
      code: 'song-unreadable',
    });
  });
});

describe('a failure', () => {
  const body = (code: string | null, type = 'invalid_request_error', message = 'words') => ({
    error: { message, type, param: null, code },
  });

  test.each([
    [
      400,
      body('invalid_value', 'invalid_request_error', 'Audio file might be corrupted or unsupported'),
      'terminal',
      'openai-bad-audio',
    ],
    [404, body('model_not_found'), 'terminal', 'openai-model-not-found'],
    [413, body(null, 'server_error'), 'terminal', 'openai-file-too-large'],
    [429, body('insufficient_quota', 'insufficient_quota'), 'terminal', 'openai-quota'],
    [429, body('rate_limit_exceeded', 'requests'), 'retry', 'openai-rate-limited'],
    [500, body(null, 'server_error'), 'retry', 'openai-unavailable'],
  ])('%i %j', async (status, answer, verdict, code) => {
    const { transcriber, heard } = await openAi(
      reply(status, answer, { 'x-should-retry': 'true', 'retry-after': '2' }),
    );
    await expect(transcriber.transcribe(song())).rejects.toMatchObject({
      name: 'ProviderError',
      status,
      verdict,
      code,
      retryAfterSeconds: verdict === 'retry' ? 2 : null,
    });
    expect(heard).toHaveLength(1);
  });

  test('of the key, sent as text, shows no key', async () => {
    const answer = body(
      'invalid_api_key',
      'invalid_request_error',
      `Incorrect API key provided: sk-proj-***9900 (${KEY}).`,
    );
    const { transcriber } = await openAi(reply(401, answer, { 'content-type': 'text/plain' }));
    const error: unknown = await transcriber.transcribe(song()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ verdict: 'terminal', code: 'openai-unauthorized' });
    expect(String(error) + JSON.stringify(error)).not.toMatch(/9900|sk-/);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['nothing', () => undefined],
    ['a reset', (response) => response.socket?.resetAndDestroy()],
    [
      'an answer that hangs',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"text":');
      },
    ],
    [
      'an answer that breaks off',
      (response) => {
        const headers = { 'content-type': 'application/json', 'content-length': 500 };
        response.writeHead(200, headers).write('{"text":', () => response.destroy());
      },
    ],
    [
      'half a JSON text',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"text":');
      },
    ],
    ['a page', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
  ])('by %s is unconfirmed, and was sent once', async (_name, answer) => {
    const { transcriber, heard } = await openAi(answer, 400);
    await expect(transcriber.transcribe(song())).rejects.toMatchObject({ verdict: 'unconfirmed' });
    expect(heard).toHaveLength(1);
  });
});
