import type { FilmSegment, SegmentRecipe } from '#contracts/entities/index.ts';
import { middleOf } from '#domain/film/chorus.ts';
import { frameAt, secondsAt } from '#domain/film/frame-budget.ts';
import type { FrameInput } from '../beside-io.ts';
import type { Draft } from '../draft.ts';

/** How far the shape of a take may be from the film's: models make 1344 by 768 of 16:9. */
const SHAPE_TOLERANCE = 0.03;

/**
 * The middle of what a film shows of a scene. Where captions are burned into that, it is taken from the take itself, so
 * that a poster shows none; but from the segment all the same where the take would look otherwise than in the film: one
 * of another shape, or an upload, whose colours may be converted.
 */
export function posterFrame(draft: Draft, body: FilmSegment): FrameInput {
  const middle = middleOf(body);
  const take = draft.get('clip', body.takeId) ?? draft.get('image', body.takeId);
  const made = take && [take.segment, ...take.earlierSegments].find((segment) => segment?.key === body.key);
  if (!made?.recipe?.picture.captions || !take?.key || take.source !== 'generated')
    return { key: body.key, frame: middle };
  const { width, height } = made.recipe;
  const shape = ((take.width ?? 0) * height) / ((take.height ?? 1) * width);
  if (Math.abs(shape - 1) > SHAPE_TOLERANCE) return { key: body.key, frame: middle };
  const seconds = take.kind === 'clip' ? sourceSeconds(made.recipe, take.requestedSeconds, middle) : 0;
  return { key: take.key, frame: frameAt(seconds, made.recipe.frameRate) };
}

/** When in its clip a frame of a segment is. Behind the clip's end it is held, as the media service does by itself. */
function sourceSeconds({ picture, fromFrame, frameRate }: SegmentRecipe, clipSeconds: number, frame: number) {
  const { inSeconds, short, slowestSpeed } = picture;
  const ownSpeed = (clipSeconds - inSeconds) / secondsAt(picture.frames, frameRate);
  const speed = short === 'slow' ? Math.min(1, Math.max(slowestSpeed, ownSpeed)) : 1;
  return inSeconds + secondsAt(fromFrame + frame, frameRate) * speed;
}
