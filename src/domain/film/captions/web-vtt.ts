import { type CaptionCue, textOf } from './caption-cue.ts';
import { COLUMNS } from './caption-cues.ts';
import { breakRows } from './rows.ts';
import { columnWidth } from './text-width.ts';

/** A cue of a subtitle track: what `mov_text` needs to know. Rows are parted by a newline. */
export interface TrackCue {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly text: string;
}

export interface TrackOptions {
  /** Width of a row; the one that `captionCues` was given. */
  readonly columns?: number;
}

export interface WebVttOptions extends TrackOptions {
  readonly placement?: 'bottom' | 'top';
  /** Writes when each word is sung, for players that show it. */
  readonly words?: boolean;
}

/** The captions as cues of plain text, e.g. for a `mov_text` track. */
export function trackCues(cues: readonly CaptionCue[], { columns = COLUMNS }: TrackOptions = {}): TrackCue[] {
  return cues.map((cue) => ({
    startSeconds: cue.startSeconds,
    endSeconds: cue.endSeconds,
    text: rowsOf(cue, columns).map(textOf).join('\n'),
  }));
}

/** The captions as a WebVTT file (https://www.w3.org/TR/webvtt1/). */
export function webVtt(cues: readonly CaptionCue[], options: WebVttOptions = {}): string {
  const settings = options.placement === 'top' ? ' line:0 align:center' : ' align:center';
  const blocks = cues.map((cue, index) => {
    const times = `${vttTime(cue.startSeconds)} --> ${vttTime(cue.endSeconds)}`;
    const rows = rowsOf(cue, options.columns ?? COLUMNS);
    const texts =
      options.words === true && cue.lines.length === 1
        ? timedRows(rows, cue)
        : rows.map((row) => escapeVtt(textOf(row)));
    return `${index + 1}\n${times}${settings}\n${texts.join('\n')}\n`;
  });
  return ['WEBVTT\n', ...blocks].join('\n');
}

/** Cues of a track as a WebVTT file: what the track itself shows. */
export function trackVtt(cues: readonly TrackCue[]): string {
  return webVtt(
    cues.map(({ startSeconds, endSeconds, text }) => {
      const lines = text.split('\n').map((row) => [{ text: row, startSeconds, endSeconds }]);
      return { startSeconds, endSeconds, lines };
    }),
  );
}

function rowsOf(cue: CaptionCue, columns: number): readonly CaptionCue['lines'][number][] {
  const [line = []] = cue.lines;
  return cue.lines.length > 1 ? cue.lines : breakRows(line, columnWidth, columns);
}

/** Timestamps must lie within the cue and rise, so that two lines sung at once cannot have any. */
function timedRows(rows: readonly CaptionCue['lines'][number][], cue: CaptionCue): string[] {
  let latest = milliseconds(cue.startSeconds);
  return rows.map((row) => {
    const words = row.map(({ text, startSeconds }) => {
      const start = milliseconds(startSeconds);
      if (start <= latest || start >= milliseconds(cue.endSeconds)) return escapeVtt(text);
      latest = start;
      return `<${vttTime(startSeconds)}>${escapeVtt(text)}`;
    });
    return words.join('').trim();
  });
}

/** Control characters would end the row or the cue; `-->` cannot arise, since `>` is written as `&gt;`. */
function escapeVtt(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

const milliseconds = (seconds: number) => Math.round(seconds * 1000);

function vttTime(seconds: number): string {
  const total = milliseconds(seconds);
  const padded = (value: number, length: number) => String(value).padStart(length, '0');
  const [hours, minutes] = [Math.floor(total / 3_600_000), Math.floor(total / 60_000) % 60];
  return `${padded(hours, 2)}:${padded(minutes, 2)}:${padded(Math.floor(total / 1000) % 60, 2)}.${padded(total % 1000, 3)}`;
}
