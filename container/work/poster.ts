import { posterFilter } from '#container/ffmpeg/arguments/poster.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { storeOutput } from '#container/files/store-output.ts';
import type { MediaJobSpec, PosterResult } from '#contracts/media.ts';
import type { BrightestPosterResult } from '#contracts/media-jobs/poster.ts';
import { brightnessOf } from './brightness.ts';
import type { WorkContext } from './context.ts';
import { measurePicture, takePicture, takePictures } from './take-picture.ts';

type PosterSpec = Extract<MediaJobSpec, { kind: 'poster' }>;
type BrightestPosterSpec = Extract<MediaJobSpec, { kind: 'brightest-poster' }>;

const OUTPUT = 'poster.jpg';

/** Takes one frame of a clip, film or picture as a JPEG. */
export async function poster(spec: PosterSpec, context: WorkContext): Promise<PosterResult> {
  await fetchInput(context, spec.input, 'input');
  context.report(0.5);
  const { atSeconds, maxWidth } = spec;
  await takePicture(context, 'input', { atSeconds, filter: posterFilter(maxWidth), output: OUTPUT });
  const picture = await measurePicture(context, OUTPUT);
  await storeOutput(context, OUTPUT, spec.output);
  return { kind: 'poster', ...picture };
}

/** Above this mean level (0 to 1) a frame is a flash, or overexposed, and shows nothing. */
const WHITE = 0.92;

/** Takes a frame of each candidate and keeps the brightest that is not white. */
export async function brightestPoster(
  spec: BrightestPosterSpec,
  context: WorkContext,
): Promise<BrightestPosterResult> {
  const name = (index: number) => `poster-${index}.jpg`;
  await takePictures(context, spec.candidates, (index) => ({
    filter: posterFilter(spec.maxWidth),
    output: name(index),
  }));
  let chosen = 0;
  let best = Number.NEGATIVE_INFINITY;
  // One candidate needs no judging.
  for (const index of spec.candidates.length > 1 ? spec.candidates.keys() : []) {
    const brightness = await brightnessOf(context, name(index));
    const rank = brightness > WHITE ? -brightness : brightness;
    if (rank <= best) continue;
    best = rank;
    chosen = index;
  }
  const picture = await measurePicture(context, name(chosen));
  await storeOutput(context, name(chosen), spec.output);
  return { kind: 'brightest-poster', chosen, ...picture };
}
