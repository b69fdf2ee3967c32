/**
 * Handles: the frames of a clip that its seams are made of, stored when its segment is made, since they come out of the
 * same decoder. A handle is a shortcut and no truth: it goes by its fingerprint alone, nothing remembers that it is there,
 * and where it is not the seam takes its frames from the clip.
 */
import type { PictureCut, SegmentRecipe } from '#contracts/entities/index.ts';
import { handleKey } from '#domain/files/object-keys.ts';
import { handleFingerprint, type SegmentFormat } from './fingerprint.ts';

/** Frames that are stored, and where. */
export interface HandleInput {
  readonly fromFrame: number;
  readonly frames: number;
  readonly outputKey: string;
}

/** Where these frames of a picture lie, if they were stored; null for a still, of which none ever are. */
export function handleKeyOf(
  projectId: string,
  cut: PictureCut & { readonly frames: number },
  film: SegmentFormat,
): string | null {
  return cut.picture.takeKind === 'image' ? null : handleKey(projectId, handleFingerprint(cut, film));
}

/** What is to be stored beside a segment: its picture begins with the seam into it and ends with the seam out of it. */
export function handlesBeside(projectId: string, recipe: SegmentRecipe): HandleInput[] {
  const { picture, fromFrame, frames } = recipe;
  const end = fromFrame + frames;
  const spans = [
    { fromFrame: 0, frames: fromFrame },
    { fromFrame: end, frames: picture.frames - end },
  ];
  return spans.flatMap((span) => {
    const outputKey = span.frames > 0 ? handleKeyOf(projectId, { picture, ...span }, recipe) : null;
    return outputKey === null ? [] : [{ ...span, outputKey }];
  });
}
