import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeFilmArguments } from '#container/ffmpeg/arguments/decode-film.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { readFindings } from '#container/ffmpeg/findings.ts';
import { LoudnessReader } from '#container/ffmpeg/loudness.ts';
import type { FrameRate } from '#contracts/media.ts';
import type { Loudness } from '#contracts/media-jobs/analyze-song.ts';
import type { FrameSpan } from '#contracts/media-jobs/frames.ts';
import type { WorkContext } from './context.ts';

const SPANS = 'spans.txt';
const ERROR = /^(?:\[[^\]]* @ [^\]]*\] )*\[(?:error|fatal|panic)\] /;

interface Film {
  name: string;
  frames: number;
  frameRate: FrameRate;
  width: number;
  height: number;
}

/** Decodes a film from its first frame to its last, and tells what came to light. */
export async function decodeFilm(
  film: Film,
  context: WorkContext,
  onFrame: (frame: number) => void,
): Promise<{ black: FrameSpan[]; frozen: FrameSpan[]; loudness: Loudness | null; decodeErrors: number }> {
  const loudness = new LoudnessReader();
  let decodeErrors = 0;
  await runFfmpeg(context, {
    args: decodeFilmArguments(film.name, SPANS),
    // A slow core shared with others decodes some 10 million pixels a second.
    timeoutSeconds: 120 + (film.frames * film.width * film.height) / 10e6,
    onProgress: ({ frames }) => onFrame(frames),
    onComplaint: (line) => {
      loudness.read(line);
      if (ERROR.test(line)) decodeErrors += 1;
    },
  });
  const text = await readFile(join(context.folder, SPANS), 'utf8');
  return { ...readFindings(text, film.frames, film.frameRate), loudness: loudness.loudness, decodeErrors };
}
