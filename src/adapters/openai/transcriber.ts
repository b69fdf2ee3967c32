import { APIError, OpenAI } from 'openai';
import { ProviderError } from '#adapters/provider-error.ts';
import { bearer } from '#adapters/wire/bearer.ts';
import { connectionFailureKind } from '#adapters/wire/connection-failure.ts';
import { SPEECH_MAX_BYTES } from '#domain/song/speech-file.ts';
import { type Heard, heardFrom, VerboseTranscription } from './heard.ts';
import { openAiConnectionFailure, openAiFailure } from './verdict.ts';

export type TranscriptionInput = {
  /** At most {@link SPEECH_MAX_BYTES}; a stream is read into memory, up to that. */
  file: Blob | ReadableStream<Uint8Array>;
  /** Its extension decides how OpenAI reads the file. */
  fileName: string;
  contentType: string;
  /** ISO 639-1, e.g. `en`. */
  language?: string;
  /** Words that the song is likely to hold, in its own language; the last 224 tokens count. */
  prompt?: string;
};

export type Transcriber = { transcribe(input: TranscriptionInput): Promise<Heard> };

/**
 * Hears the words of a song and their times. `whisper-1` is the only model that gives the times of words.
 * `baseUrl` ends in `/v1` (or is a gateway's). Default timeout 5 minutes, the answer's body included.
 * One call is one request. Throws only {@link ProviderError}.
 */
export function createTranscriber(config: {
  baseUrl: string;
  apiKey: string;
  model: string;
  fetch: typeof globalThis.fetch;
  timeoutMs?: number;
}): Transcriber {
  const timeoutMs = config.timeoutMs ?? 300_000;

  return {
    async transcribe(input) {
      bearer('openai', config.apiKey);
      const file = await wholeFile(input);
      const signal = AbortSignal.timeout(timeoutMs);
      let answer: unknown;
      try {
        answer = await connect().audio.transcriptions.create(
          {
            file,
            model: config.model,
            response_format: 'verbose_json',
            timestamp_granularities: ['word', 'segment'],
            ...(input.language === undefined ? {} : { language: input.language }),
            ...(input.prompt === undefined ? {} : { prompt: input.prompt }),
          },
          // The package's own timeout ends with the headers of the answer; this one covers its body.
          { signal },
        );
      } catch (error) {
        throw failureOf(error, signal.aborted);
      }
      const parsed = VerboseTranscription.safeParse(answer);
      if (parsed.success) return heardFrom(parsed.data);
      throw new ProviderError({
        verdict: 'unconfirmed',
        code: 'openai-unreadable-answer',
        message: 'The answer of OpenAI was unreadable; it may have been billed.',
      });
    },
  };

  /** Everything that the package would otherwise read from the environment is given. */
  function connect(): OpenAI {
    return new OpenAI({
      apiKey: config.apiKey,
      baseURL: config.baseUrl,
      organization: null,
      project: null,
      webhookSecret: null,
      fetch: (url, init) => {
        const { fetch } = config;
        return fetch(url, { ...init, redirect: 'manual' });
      },
      maxRetries: 0,
      timeout: timeoutMs,
      logLevel: 'off',
    });
  }

  function failureOf(error: unknown, timedOut: boolean): ProviderError {
    if (error instanceof APIError && typeof error.status === 'number') {
      return openAiFailure({
        status: error.status,
        headers: error.headers ?? new Headers(),
        errorCode: error.code ?? null,
        errorType: error.type ?? null,
        message: error.message.replace(/^\d{3} /, ''),
        apiKey: config.apiKey,
        nowMs: Date.now(),
      });
    }
    return openAiConnectionFailure(timedOut ? 'timed-out' : connectionFailureKind(error));
  }
}

async function wholeFile(input: TranscriptionInput): Promise<File> {
  const parts: (Blob | Uint8Array<ArrayBuffer>)[] = [];
  if (input.file instanceof Blob) {
    if (input.file.size > SPEECH_MAX_BYTES) throw tooLarge();
    parts.push(input.file);
  } else {
    const chunks = await readBounded(input.file);
    parts.push(...chunks);
  }
  return new File(parts, input.fileName, { type: input.contentType });
}

async function readBounded(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of stream) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > SPEECH_MAX_BYTES) break;
      chunks.push(new Uint8Array(chunk));
    }
  } catch (error) {
    throw new ProviderError({
      verdict: 'retry',
      code: 'song-unreadable',
      message: 'The song could not be read from storage.',
      cause: error,
    });
  }
  if (sizeBytes > SPEECH_MAX_BYTES) throw tooLarge();
  return chunks;
}

function tooLarge(): ProviderError {
  return new ProviderError({
    verdict: 'terminal',
    code: 'openai-file-too-large',
    message: 'The file is larger than the 25 MiB that OpenAI takes; it has to be made smaller first.',
  });
}
