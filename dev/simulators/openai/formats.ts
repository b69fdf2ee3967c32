import { languageCode } from './languages.ts';
import type { Transcript } from './transcript.ts';

export interface FormatRequest {
  readonly model: string;
  readonly format: string;
  readonly granularities: readonly string[];
}

function clock(seconds: number, separator: ',' | '.'): string {
  const ms = Math.round(seconds * 1000);
  const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');
  return `${pad(Math.floor(ms / 3_600_000))}:${pad(Math.floor(ms / 60_000) % 60)}:${pad(Math.floor(ms / 1000) % 60)}${separator}${pad(ms % 1000, 3)}`;
}

function toSrt({ segments }: Transcript): string {
  const cues = segments.map(({ start, end, text }, index) => {
    return `${index + 1}\n${clock(start, ',')} --> ${clock(end, ',')}\n${text.trim()}\n\n`;
  });
  return cues.join('');
}

function toVtt({ segments }: Transcript): string {
  const cues = segments.map(
    ({ start, end, text }) => `${clock(start, '.')} --> ${clock(end, '.')}\n${text.trim()}\n\n`,
  );
  return `WEBVTT\n\n${cues.join('')}`;
}

function verbose(transcript: Transcript, granularities: readonly string[]): unknown {
  const { text, language, durationSeconds, words, segments } = transcript;
  return {
    task: 'transcribe',
    language,
    // A float32 printed as a double, as the real service does: 8.470000267028809.
    duration: Math.fround(durationSeconds),
    text,
    ...(granularities.includes('word') ? { words } : {}),
    ...(granularities.includes('segment') ? { segments } : {}),
    usage: { type: 'duration', seconds: Math.ceil(durationSeconds) },
  };
}

function tokenUsage({ text, durationSeconds }: Transcript): unknown {
  const audio = Math.ceil(durationSeconds * 10);
  const output = Math.ceil(text.length / 4);
  return {
    type: 'tokens',
    input_tokens: audio,
    input_token_details: { text_tokens: 0, audio_tokens: audio },
    output_tokens: output,
    total_tokens: audio + output,
  };
}

/** The response body: an object for JSON formats, a string for `text`, `srt` and `vtt`. */
export function formatTranscript(transcript: Transcript, request: FormatRequest): unknown {
  const { text, language, durationSeconds, segments } = transcript;
  const usage = { type: 'duration', seconds: Math.ceil(durationSeconds) };
  switch (request.format) {
    case 'verbose_json':
      return verbose(transcript, request.granularities);
    case 'text':
      return `${text}\n`;
    case 'srt':
      return toSrt(transcript);
    case 'vtt':
      return toVtt(transcript);
    case 'diarized_json':
      return {
        task: 'transcribe',
        duration: durationSeconds,
        text,
        segments: segments.map(({ id, start, end, text: line }) => ({
          type: 'transcript.text.segment',
          id: `seg_${id}`,
          speaker: 'A',
          start,
          end,
          text: line,
        })),
        usage,
      };
    default:
      if (request.model === 'whisper-1') return { text, usage };
      if (request.model === 'gpt-transcribe')
        return { text, usage, languages: [{ code: languageCode(language) }] };
      return { text, usage: tokenUsage(transcript) };
  }
}
