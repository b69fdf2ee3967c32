import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { FaultRuleInput } from '../faults.ts';
import { startBench, type TestBench, temporaryDir } from '../testing.ts';

const made = new Map<string, Blob>();

/** A real file made by FFmpeg, each once. */
function audio(source: string, seconds: number): Blob {
  const key = `${source} ${seconds}`;
  const args = [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    source,
    '-t',
    String(seconds),
    '-ar',
    '8000',
    '-f',
    'wav',
    '-',
  ];
  const file = made.get(key) ?? new Blob([spawnSync('ffmpeg', args, { maxBuffer: 50_000_000 }).stdout]);
  made.set(key, file);
  return file;
}
const tone = (seconds: number): Blob => audio('sine=frequency=300', seconds);

type Fields = readonly (readonly [string, string])[];

function send(
  bench: TestBench,
  file: Blob | undefined,
  fields: Fields,
  name = 'song.mp3',
  key = 'sk-test',
): Promise<Response> {
  const form = new FormData();
  if (file !== undefined) form.append('file', file, name);
  for (const [field, value] of fields) form.append(field, value);
  return fetch(`${bench.url}/openai/v1/audio/transcriptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: form,
  });
}

const WHISPER = ['model', 'whisper-1'] as const;
const VERBOSE = ['response_format', 'verbose_json'] as const;
const WORD = ['timestamp_granularities[]', 'word'] as const;
const SEGMENT = ['timestamp_granularities[]', 'segment'] as const;

const wordSchema = z.strictObject({
  word: z.string().regex(/^[\p{L}\p{N}][^,.!?\s]*$/u),
  start: z.number(),
  end: z.number(),
});
const segmentSchema = z.strictObject({
  id: z.number().int(),
  seek: z.number().int(),
  start: z.number(),
  end: z.number(),
  text: z.string().startsWith(' '),
  tokens: z.array(z.number().int()),
  temperature: z.number(),
  avg_logprob: z.number().negative(),
  compression_ratio: z.number(),
  no_speech_prob: z.number(),
});
const verboseSchema = z.strictObject({
  task: z.literal('transcribe'),
  language: z.string(),
  duration: z.number(),
  text: z.string(),
  words: z.array(wordSchema).optional(),
  segments: z.array(segmentSchema).optional(),
  usage: z.strictObject({ type: z.literal('duration'), seconds: z.number().int() }),
});

test.each<[Fields, boolean, boolean]>([
  [[WHISPER, VERBOSE], false, true],
  [[WHISPER, VERBOSE, WORD], true, false],
  [[WHISPER, VERBOSE, SEGMENT], false, true],
  [[WHISPER, VERBOSE, WORD, SEGMENT], true, true],
  // Without the brackets it is an unknown field, and unknown fields are ignored.
  [[WHISPER, VERBOSE, ['timestamp_granularities', 'word']], false, true],
])('verbose_json with %j', async (fields, hasWords, hasSegments) => {
  const bench = await startBench();
  const response = await send(bench, tone(20), fields);
  expect([response.status, response.headers.get('x-request-id')]).toEqual([
    200,
    expect.stringMatching(/^req_/),
  ]);
  const body = verboseSchema.parse(await response.json());
  expect([body.words !== undefined, body.segments !== undefined]).toEqual([hasWords, hasSegments]);
  expect(body.language).toBe('english');
  expect(body.duration).toBe(Math.fround(body.duration));
  expect(body.usage.seconds).toBe(Math.ceil(body.duration));
  for (const { start, end } of [...(body.words ?? []), ...(body.segments ?? [])]) {
    expect(start).toBeLessThan(end);
    expect(end).toBeLessThanOrEqual(body.duration);
  }
});

test('a known song is recognised by its length and comes back word for word', async () => {
  const dir = temporaryDir();
  mkdirSync(join(dir, 'songs'));
  const words = [
    { word: 'Hello,', start: 1, end: 1.4 },
    { word: "don't", start: 1.5, end: 1.9 },
    { word: 'go.', start: 2, end: 2.4 },
    { word: 'Stay', start: 4, end: 4.5 },
  ];
  writeFileSync(
    join(dir, 'songs', 'one.json'),
    JSON.stringify({ durationSeconds: 6.2, language: 'de', words }),
  );
  const bench = await startBench({ SIM_SONGS_DIR: join(dir, 'songs') });
  const body = verboseSchema.parse(
    await (await send(bench, tone(6), [WHISPER, VERBOSE, WORD, SEGMENT])).json(),
  );
  expect(body.language).toBe('german');
  expect(body.words?.map(({ word }) => word)).toEqual(['Hello', "don't", 'go', 'Stay']);
  expect(body.segments?.map(({ text }) => text)).toEqual([" Hello, don't go.", ' Stay']);
  expect(body.text).toBe("Hello, don't go. Stay");
});

test('silence, the switch and the fault give the empty transcript', async () => {
  const bench = await startBench();
  const read = async (file: Blob): Promise<unknown> =>
    (await send(bench, file, [WHISPER, VERBOSE, WORD, SEGMENT])).json();
  const empty = { text: '', words: [], segments: [] };
  expect(await read(audio('anullsrc', 4))).toMatchObject(empty);
  await bench.fault({ service: 'openai', fault: 'empty-transcript' });
  expect(await read(tone(4))).toMatchObject(empty);
  expect(await read(tone(20))).not.toMatchObject(empty);
  await bench.control('POST', 'limits', { transcription: 'instrumental' });
  expect(await read(tone(20))).toMatchObject(empty);
});

test.each<[string, Blob | undefined, Fields, string, number, unknown]>([
  [
    'a name without a known extension',
    tone(1),
    [WHISPER],
    'audio.bin',
    400,
    { message: 'Unsupported file format bin', code: 'unsupported_value' },
  ],
  [
    'noise',
    new Blob(['not audio at all']),
    [WHISPER],
    'a.mp3',
    400,
    {
      message: 'Audio file might be corrupted or unsupported',
      type: 'invalid_request_error',
      param: 'file',
      code: 'invalid_value',
    },
  ],
  ['no file', undefined, [WHISPER], 'a.mp3', 400, { param: 'file' }],
  ['an unknown model', tone(1), [['model', 'whisper-9']], 'a.mp3', 404, { code: 'model_not_found' }],
  [
    'verbose_json of a newer model',
    tone(1),
    [['model', 'gpt-4o-transcribe'], VERBOSE],
    'a.mp3',
    400,
    { param: 'response_format' },
  ],
  [
    'granularities without verbose_json',
    tone(1),
    [WHISPER, WORD],
    'a.mp3',
    400,
    { param: 'timestamp_granularities' },
  ],
  [
    'a language by name',
    tone(1),
    [WHISPER, ['language', 'english']],
    'a.mp3',
    400,
    { code: 'invalid_language_format' },
  ],
])('refuses %s', async (_name, file, fields, name, status, error) => {
  const bench = await startBench();
  const response = await send(bench, file, fields, name);
  expect([response.status, await response.json()]).toEqual([
    status,
    { error: expect.objectContaining(error) },
  ]);
  expect(await bench.control('GET', 'stats')).toMatchObject({ paid: { count: 0 } });
});

test('the limit is measured over the whole body', async () => {
  const bench = await startBench();
  const response = await send(bench, new Blob([new Uint8Array(26_214_300)]), [WHISPER]);
  const { error } = z.object({ error: z.looseObject({ message: z.string() }) }).parse(await response.json());
  expect([response.status, error.message]).toEqual([
    413,
    expect.stringMatching(/^Maximum content size limit \(26214400\) exceeded \(262\d{5} bytes read\)$/),
  ]);
});

test('401 is JSON that calls itself text, with the key masked', async () => {
  const bench = await startBench();
  const response = await send(bench, tone(1), [WHISPER], 'a.mp3', 'sk-proj-invalid-key-9900');
  expect([response.status, response.headers.get('content-type')]).toEqual([401, 'text/plain; charset=utf-8']);
  expect(await response.text()).toContain('Incorrect API key provided: sk-proj-***9900. You can find');
});

test.each<[FaultRuleInput['fault'], unknown]>([
  [429, { status: 429, code: 'rate_limit_exceeded', type: 'requests' }],
  [
    { type: 'http', status: 429, variant: 'quota' },
    { status: 429, code: 'insufficient_quota', type: 'insufficient_quota' },
  ],
  [503, { status: 503 }],
])('the official client reads fault %j', async (fault, expected) => {
  const bench = await startBench();
  const client = new OpenAI({ apiKey: 'sk-test', baseURL: `${bench.url}/openai/v1`, maxRetries: 0 });
  const call = (): Promise<unknown> =>
    client.audio.transcriptions.create({
      file: new File([tone(3)], 'song.mp3'),
      model: 'whisper-1',
      response_format: 'verbose_json',
      timestamp_granularities: ['word', 'segment'],
    });
  await bench.fault({ service: 'openai', fault });
  await expect(call()).rejects.toMatchObject({
    ...z.record(z.string(), z.unknown()).parse(expected),
    requestID: expect.stringMatching(/^req_/),
  });
  expect(verboseSchema.safeParse(await call()).success).toBe(true);
});

test('json, text, srt and vtt have their own bodies', async () => {
  const bench = await startBench();
  const read = async (format: string): Promise<string> =>
    (await send(bench, tone(12), [WHISPER, ['response_format', format]])).text();
  expect(JSON.parse(await read('json'))).toEqual({
    text: expect.any(String),
    usage: { type: 'duration', seconds: 12 },
  });
  expect(await read('srt')).toMatch(/^1\n00:00:0\d,\d{3} --> /);
  expect(await read('vtt')).toMatch(/^WEBVTT\n\n00:00:0\d\.\d{3} --> /);
  const newer = await send(bench, tone(12), [['model', 'gpt-4o-transcribe']]);
  expect(await newer.json()).toMatchObject({ usage: { type: 'tokens' } });
});
