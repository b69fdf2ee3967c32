import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { type AfterAccept, endExchange, passGate } from '../gate.ts';
import { bearerOf, type Exchange, isGoodToken, sendJson } from '../http.ts';
import { inputHash } from '../ledger.ts';
import { uniqueName } from '../random.ts';
import { type AudioFacts, probeAudio } from './audio.ts';
import { sendError, sendFault, sendInvalid, sendUnauthorized } from './errors.ts';
import { formatTranscript } from './formats.ts';
import { languageName } from './languages.ts';
import { findSong, inventLyrics, readSongs } from './songs.ts';
import { createTranscript, type Transcript } from './transcript.ts';
import { readForm, readUpload, type Upload } from './upload.ts';

const USD_PER_MINUTE: Readonly<Record<string, number>> = {
  'whisper-1': 0.006,
  'gpt-transcribe': 0.0045,
  'gpt-4o-transcribe': 0.006,
};

/** The OpenAI simulator: `handle` serves `/openai/v1/audio/transcriptions`, the path given without `openai`. */
export function createOpenAi(context: Context): { handle(exchange: Exchange): Promise<void> } {
  const songs = readSongs(context.config.songsDir, (file) => context.log('song-file-skipped', { file }));

  function transcribe(upload: Upload, audio: AudioFacts, isEmpty: boolean): Transcript {
    const known = findSong(songs, upload.bytes, audio.durationSeconds);
    const language = languageName(upload.language ?? known?.language);
    const mute = isEmpty || audio.isSilent || context.limits.current().transcription === 'instrumental';
    const words = mute ? [] : (known?.words ?? inventLyrics(upload.bytes, audio.durationSeconds));
    return createTranscript(words, audio.durationSeconds, language);
  }

  function pay(upload: Upload, audio: AudioFacts, latencyMs: number): string {
    const id = `transcription-${uniqueName(16, 'lower')}`;
    const usdPerMinute = USD_PER_MINUTE[upload.model] ?? 0.003;
    context.ledger.pay({
      id,
      service: 'openai',
      kind: 'transcription',
      model: upload.model,
      inputHash: inputHash([upload.model, createHash('sha256').update(upload.bytes).digest('hex')]),
      createdAt: new Date().toISOString(),
      status: 'running',
      latencyMs,
      costUsd: Math.round((audio.durationSeconds / 60) * usdPerMinute * 1e6) / 1e6,
    });
    context.ledger.count('bytes.transcription', upload.bytes.length);
    return id;
  }

  async function answer(
    exchange: Exchange,
    upload: Upload,
    after: AfterAccept,
    faultType: string | undefined,
  ): Promise<void> {
    const audio = await probeAudio(upload.bytes, upload.extension, context.closing);
    if (audio === undefined) {
      return sendInvalid(exchange, 'Audio file might be corrupted or unsupported', 'file', 'invalid_value');
    }
    if (audio.durationSeconds < 0.1) {
      return sendInvalid(
        exchange,
        'Audio file is too short. Minimum audio length is 0.1 seconds.',
        'file',
        'audio_too_short',
      );
    }
    const { totalMs } = context.latencies.sample(
      'transcription',
      upload.model,
      String(Math.round(audio.durationSeconds)),
    );
    const id = pay(upload, audio, totalMs);
    await sleep(totalMs, undefined, { signal: context.closing });
    const transcript = transcribe(upload, audio, faultType === 'empty-transcript');
    context.ledger.settle(id, 'succeeded');
    const body = formatTranscript(transcript, upload);
    endExchange(exchange, after, () => {
      if (faultType === 'malformed-json') {
        const half = JSON.stringify(body).slice(0, -20);
        exchange.response.writeHead(200, { 'content-type': 'application/json' }).end(half);
      } else if (upload.stream) sendEvents(exchange, transcript.text, body);
      else if (typeof body === 'string') {
        exchange.response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
      } else sendJson(exchange, 200, body);
    });
  }

  async function handle(exchange: Exchange): Promise<void> {
    const startedMs = Date.now();
    exchange.response.setHeader('x-request-id', `req_${uniqueName(32, 'lower')}`);
    exchange.response.setHeader('openai-version', '2020-10-01');
    const token = bearerOf(exchange);
    if (!isGoodToken(token, 'sk-')) return sendUnauthorized(exchange, token);
    if (exchange.method !== 'POST' || exchange.path.join('/') !== 'v1/audio/transcriptions') {
      const message = `Invalid URL (${exchange.method} /${exchange.path.join('/')})`;
      return sendError(exchange, 404, { message, type: 'invalid_request_error', param: null, code: null });
    }
    const form = await readForm(exchange);
    if (form === undefined) return;
    const model = String(form.get('model') ?? '');
    const file = form.get('file');
    const prompt = `${String(form.get('prompt') ?? '')} ${file instanceof File ? file.name : ''}`;
    const fault = context.faults.take({ service: 'openai', kind: 'transcription', model, prompt });
    const after = await passGate(exchange, fault, (refusal) => sendFault(exchange, refusal, model));
    if (after === undefined) return;
    const upload = await readUpload(exchange, form);
    if (upload === undefined) return;
    exchange.response.setHeader('openai-processing-ms', String(Date.now() - startedMs));
    exchange.response.setHeader('x-ratelimit-limit-requests', '500');
    exchange.response.setHeader('x-ratelimit-remaining-requests', '499');
    exchange.response.setHeader('x-ratelimit-reset-requests', '120ms');
    await answer(exchange, upload, after, fault?.type);
  }

  return { handle };
}

/** `stream: true` of the newer models: the words as deltas, then the whole. */
function sendEvents(exchange: Exchange, text: string, body: unknown): void {
  exchange.response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const send = (event: unknown): void => {
    exchange.response.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  for (const delta of text.match(/\S+\s*/g) ?? []) send({ type: 'transcript.text.delta', delta });
  send({ type: 'transcript.text.done', ...(typeof body === 'object' ? body : { text }) });
  exchange.response.end();
}
