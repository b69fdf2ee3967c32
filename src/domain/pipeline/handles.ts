/**
 * Handles: frames of a clip that its seams are made of, stored when its segment is made, since they come out of the same
 * decoder. Not the frames with which a small clip begins: these are decoded as quickly as they are fetched, and their
 * seam waits for no segment. A handle is a shortcut and no truth: it goes by its fingerprint alone, nothing remembers that
 * it is there, and where it is not the seam takes its frames from the clip.
 */
import type { ClipTake, ImageTake, PictureCut, SegmentRecipe } from '#contracts/entities/index.ts';
import { handleKey } from '#domain/files/object-keys.ts';
import { handleFingerprint, type SegmentFormat } from './fingerprint.ts';

/** Frames that are stored, and where. */
export interface HandleInput {
  readonly fromFrame: number;
  readonly frames: number;
  readonly outputKey: string;
}

/** Some eight times what a handle takes: so much of a clip is fetched in no time. */
const SMALL_BYTES = 32e6;
/** What is left out before the first frame is decoded, too. */
const SOON_SECONDS = 1;

/** True where the frames of a picture from `fromFrame` on are stored for the seam there. Of a still none ever are. */
export function hasHandle(take: ClipTake | ImageTake, { picture, fromFrame }: PictureCut): boolean {
  if (take.kind === 'image') return false;
  const isSmall = take.sizeBytes !== null && take.sizeBytes <= SMALL_BYTES;
  return fromFrame > 0 || picture.inSeconds > SOON_SECONDS || !isSmall;
}

/** Where these frames of a picture lie, if they were stored; null where none are to be. */
export function handleKeyOf(
  take: ClipTake | ImageTake,
  cut: PictureCut & { readonly frames: number },
  film: SegmentFormat,
): string | null {
  return hasHandle(take, cut) ? handleKey(take.projectId, handleFingerprint(cut, film)) : null;
}

/** What is to be stored beside a segment: its picture begins with the seam into it and ends with the seam out of it. */
export function handlesBeside(take: ClipTake | ImageTake, recipe: SegmentRecipe): HandleInput[] {
  const { picture, fromFrame, frames } = recipe;
  const end = fromFrame + frames;
  const spans = [
    { fromFrame: 0, frames: fromFrame },
    { fromFrame: end, frames: picture.frames - end },
  ];
  return spans.flatMap((span) => {
    const outputKey = span.frames > 0 ? handleKeyOf(take, { picture, ...span }, recipe) : null;
    return outputKey === null ? [] : [{ ...span, outputKey }];
  });
}
