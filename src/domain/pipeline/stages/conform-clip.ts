import type { ClipTake, ImageTake } from '#contracts/entities/index.ts';
import { handlesBeside } from '../handles.ts';
import { problem, type Work } from '../work.ts';
import { keepSeamBeside, seamBeside } from './seam-beside.ts';
import { pictureInput, takeOf } from './segments.ts';

type Take = ImageTake | ClipTake;

/** A take becomes the segment that its scene asks for, and with it as much of the seams beside it as comes along. */
export const conformClip: Work = {
  prepare(draft, task) {
    const take = takeOf(draft, task.subjectId);
    const segment = take?.segment;
    const picture = segment?.recipe ? pictureInput(take, segment.recipe) : undefined;
    if (!take || !segment?.recipe || !picture)
      return { failure: problem('take-not-found', 'The clip is gone.') };
    const { frames, frameRate, width, height } = segment.recipe;
    const format = { frames, frameRate, width, height };
    const handles = handlesBeside(take, segment.recipe);
    // A second attempt keeps to what others wait for.
    const seam = task.attempt === 1 ? seamBeside(draft, take) : null;
    const output = { outputKey: segment.key, handles, seam };
    return { input: { work: 'conform-clip', ...picture, ...format, ...output }, price: null };
  },

  done(draft, task, result) {
    const take = takeOf(draft, task.subjectId);
    if (!take?.segment || result.work !== 'conform-clip') return;
    const { black = [], frozen = [], sourceFrames } = result;
    const held = take.kind === 'clip' && sourceFrames < take.segment.frames;
    const heldFromFrame = held ? sourceFrames : null;
    const size = { width: result.sourceWidth ?? take.width, height: result.sourceHeight ?? take.height };
    draft.put<Take>({
      ...take,
      ...size,
      failure: null,
      segment: {
        ...take.segment,
        status: 'ready',
        black: [...black],
        frozen: [...frozen],
        heldFromFrame,
      },
    });
    if (result.seam) keepSeamBeside(draft, take, result.seam);
  },

  failed(draft, task, failure) {
    const take = takeOf(draft, task.subjectId);
    if (!take?.segment) return;
    // What was only canceled did not fail: whoever needs the segment next asks for it anew.
    if (task.status === 'canceled') draft.put<Take>({ ...take, segment: null });
    else draft.put<Take>({ ...take, failure, segment: { ...take.segment, status: 'failed' } });
  },
};
