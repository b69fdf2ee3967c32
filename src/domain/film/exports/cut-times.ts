import type { FilmSpan } from '../cut-plan.ts';
import type { Cut } from './edit-list.ts';

/** A part of a cut that plays in one way. */
export interface CutPiece extends FilmSpan {
  /** The file's last frame stands still. */
  readonly isHeld: boolean;
}

/**
 * A span of a cut as the parts that play and stand still. Each part is at least `least` frames long at its end of the
 * span, as a transition there needs them; where it would be shorter, the span stays whole.
 */
export function piecesOf(
  cut: Cut,
  span: FilmSpan,
  least: { readonly atStart: number; readonly atEnd: number },
): CutPiece[] {
  const { startFrame, endFrame } = span;
  const { heldFrom } = cut;
  if (heldFrom === null || heldFrom >= endFrame) return [{ startFrame, endFrame, isHeld: false }];
  if (heldFrom <= startFrame) return [{ startFrame, endFrame, isHeld: true }];
  const isWhole = heldFrom - startFrame < least.atStart || endFrame - heldFrom < least.atEnd;
  if (isWhole) return [{ startFrame, endFrame, isHeld: false }];
  return [
    { startFrame, endFrame: heldFrom, isHeld: false },
    { startFrame: heldFrom, endFrame, isHeld: true },
  ];
}

/** Which frame of its file a cut shows at a frame of the film, were the file long enough. */
export function fileFrameAt(cut: Cut, filmFrame: number): number {
  return cut.inFrame + Math.round((filmFrame - cut.pictureStart) * cut.speed);
}

/** Frame of the file at which a piece begins: of a held one the last that there is. */
export function pieceIn(cut: Cut, piece: CutPiece): number {
  return piece.isHeld && cut.media?.frames ? cut.media.frames - 1 : fileFrameAt(cut, piece.startFrame);
}
