import type { FrameRate } from '#contracts/media.ts';
import type { FrameSpan } from '#contracts/media-jobs/frames.ts';
import { framesPerSecond } from './frame-time.ts';

/**
 * Reads what FFmpeg's `metadata=print` wrote of `blackdetect` and `freezedetect`. A span that never ends lasts to the
 * film's last frame.
 */
export function readDetectedSpans(
  text: string,
  film: { frames: number; frameRate: FrameRate },
): { black: FrameSpan[]; frozen: FrameSpan[] } {
  const spans = { black: [] as FrameSpan[], frozen: [] as FrameSpan[] };
  const begun: Partial<Record<keyof typeof spans, number>> = {};
  const end = (kind: keyof typeof spans, toFrame: number) => {
    const fromFrame = begun[kind];
    delete begun[kind];
    if (fromFrame !== undefined && fromFrame < toFrame) spans[kind].push({ fromFrame, toFrame });
  };
  for (const [, key = '', value] of text.matchAll(/^lavfi\.(\w+(?:\.\w+)?)=([\d.]+)$/gm)) {
    const frame = Math.min(film.frames, Math.round(Number(value) * framesPerSecond(film.frameRate)));
    const kind = key.startsWith('black') ? 'black' : 'frozen';
    if (key.endsWith('_start')) begun[kind] = frame;
    if (key.endsWith('_end')) end(kind, frame);
  }
  end('black', film.frames);
  end('frozen', film.frames);
  return spans;
}
