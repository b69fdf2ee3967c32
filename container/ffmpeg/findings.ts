import type { FrameRate } from '#contracts/media.ts';
import type { FrameSpan } from '#contracts/media-jobs/frames.ts';
import { framesPerSecond } from './frame-time.ts';

/** What FFmpeg noticed about the frames of a segment, in its own frames. */
export interface Findings {
  black: FrameSpan[];
  frozen: FrameSpan[];
}

/** Keys that FFmpeg's `blackdetect` and `freezedetect` put on the frame at which something begins or ends. */
const MARKS: Readonly<Record<string, { list: keyof Findings; opens: boolean }>> = {
  'lavfi.black_start': { list: 'black', opens: true },
  'lavfi.black_end': { list: 'black', opens: false },
  'lavfi.freezedetect.freeze_start': { list: 'frozen', opens: true },
  'lavfi.freezedetect.freeze_end': { list: 'frozen', opens: false },
};

/**
 * Reads what `watchFilters` wrote: lines `key=seconds`. What has no end lasts to the last frame; lines that say something
 * else are passed over.
 */
export function readFindings(text: string, frames: number, rate: FrameRate): Findings {
  const findings: Findings = { black: [], frozen: [] };
  const open: Record<keyof Findings, number | undefined> = { black: undefined, frozen: undefined };
  const close = (list: keyof Findings, toFrame: number) => {
    const fromFrame = open[list];
    open[list] = undefined;
    if (fromFrame !== undefined && toFrame > fromFrame) findings[list].push({ fromFrame, toFrame });
  };
  for (const line of text.split('\n')) {
    const [key = '', value = ''] = line.trim().split('=', 2);
    const mark = MARKS[key];
    const seconds = Number.parseFloat(value);
    if (!mark || Number.isNaN(seconds)) continue;
    const frame = Math.min(frames, Math.max(0, Math.round(seconds * framesPerSecond(rate))));
    if (mark.opens) open[mark.list] ??= frame;
    else close(mark.list, frame);
  }
  close('black', frames);
  close('frozen', frames);
  return findings;
}
