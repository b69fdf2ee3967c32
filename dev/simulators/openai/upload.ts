import { type Exchange, readBody } from '../http.ts';
import { sendError, sendInvalid, sendTooLarge } from './errors.ts';
import { isLanguageCode } from './languages.ts';

/** Measured over the whole multipart body, not over the file. */
const MAX_BODY_BYTES = 26_214_400;
const EXTENSIONS = ['flac', 'mp3', 'mp4', 'mpeg', 'mpga', 'm4a', 'ogg', 'oga', 'wav', 'webm'];

const FORMATS: Readonly<Record<string, readonly string[]>> = {
  'whisper-1': ['json', 'text', 'srt', 'verbose_json', 'vtt'],
  'gpt-transcribe': ['json'],
  'gpt-4o-transcribe': ['json'],
  'gpt-4o-mini-transcribe': ['json'],
  'gpt-4o-mini-transcribe-2025-12-15': ['json'],
  'gpt-4o-transcribe-diarize': ['json', 'text', 'diarized_json'],
};

/** A transcription request that has passed every check which needs no decoding. */
export interface Upload {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly extension: string;
  readonly model: string;
  readonly format: string;
  readonly granularities: readonly string[];
  readonly language: string | undefined;
  readonly prompt: string;
  readonly stream: boolean;
}

/** Reads the multipart form. Returns `undefined` when an error was already answered with. */
export async function readForm(exchange: Exchange): Promise<FormData | undefined> {
  const { bytes, totalBytes } = await readBody(exchange, MAX_BODY_BYTES);
  if (totalBytes > MAX_BODY_BYTES) {
    sendTooLarge(exchange, totalBytes);
    return undefined;
  }
  const type = exchange.request.headers['content-type'] ?? '';
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    // Whatever is wrong with the form, the client only learns that it could not be parsed.
    sendInvalid(exchange, 'Could not parse multipart form', null, null);
    return undefined;
  }
}

function text(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Checks the fields as the service does; unknown ones are ignored. `undefined` when an error was answered. */
export async function readUpload(exchange: Exchange, form: FormData): Promise<Upload | undefined> {
  const invalid = (message: string, param: string, code: string | null): undefined => {
    sendInvalid(exchange, message, param, code);
    return undefined;
  };
  const model = text(form, 'model');
  const file = form.get('file');
  if (model === undefined) return invalid('you must provide a model parameter', 'model', null);
  const formats = FORMATS[model];
  if (formats === undefined) {
    const message = `The model \`${model}\` does not exist or you do not have access to it.`;
    sendError(exchange, 404, {
      message,
      type: 'invalid_request_error',
      param: null,
      code: 'model_not_found',
    });
    return undefined;
  }
  if (!(file instanceof File))
    return invalid("Missing required parameter: 'file'.", 'file', 'missing_required_parameter');
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  // The name decides, not the bytes: a good MP3 called audio.bin is refused (2026-09-24).
  if (!EXTENSIONS.includes(extension))
    return invalid(`Unsupported file format ${extension}`, 'file', 'unsupported_value');
  const format = text(form, 'response_format') ?? 'json';
  if (!formats.includes(format)) {
    return invalid(
      `response_format '${format}' is not compatible with model '${model}'. Use ${formats.map((known) => `'${known}'`).join(' or ')} instead.`,
      'response_format',
      'unsupported_value',
    );
  }
  const granularities = form.getAll('timestamp_granularities[]').filter((value) => typeof value === 'string');
  const odd = granularities.find((value) => value !== 'word' && value !== 'segment');
  if (odd !== undefined) {
    return invalid(
      `Invalid value: '${odd}'. Supported values are: 'segment' and 'word'.`,
      'timestamp_granularities',
      'invalid_value',
    );
  }
  if (granularities.length > 0 && format !== 'verbose_json') {
    return invalid(
      "timestamp_granularities is only supported with response_format 'verbose_json'.",
      'timestamp_granularities',
      'unsupported_value',
    );
  }
  const language = text(form, 'language');
  if (language !== undefined && !isLanguageCode(language)) {
    const message = `Invalid language '${language}'. Language parameter must be specified in ISO-639-1 format.`;
    return invalid(message, 'language', 'invalid_language_format');
  }
  return {
    bytes: Buffer.from(await file.arrayBuffer()),
    fileName: file.name,
    extension,
    model,
    format,
    granularities: granularities.length === 0 ? ['segment'] : granularities,
    language,
    prompt: text(form, 'prompt') ?? '',
    stream: text(form, 'stream') === 'true' && model !== 'whisper-1',
  };
}
