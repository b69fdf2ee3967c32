import type { SceneCut } from '#contracts/entities/storyboard.ts';
import type { FrameRate } from '#contracts/media.ts';
import { secondsAt } from '../../film/frame-budget.ts';
import { type CutMark, quoted, type SungLine } from './cut-marks.ts';
import type { CutTarget } from './cut-targets.ts';

/** The first scene's. */
export const FILM_START: SceneCut = { onto: 'limit', movedSeconds: 0, reason: 'The film starts here.' };
/** That of a scene behind a locked one, or of a locked one itself. */
export const LOCK_EDGE: SceneCut = {
  onto: 'limit',
  movedSeconds: 0,
  reason: 'At the edge of a locked scene.',
};
/** Where a person put the cut. */
export const BY_HAND: SceneCut = { onto: 'wish', movedSeconds: 0, reason: 'Set by hand.' };

export interface PlacedCut {
  readonly frame: number;
  readonly target: CutTarget;
  readonly mark: CutMark | undefined;
  /** The line that the cut falls into. */
  readonly line: SungLine | undefined;
  readonly rate: FrameRate;
  readonly maxMoveSeconds: number;
}

/** How far a cut was moved, onto what, and why, in words for people. */
export function cutReport({ frame, target, mark, line, rate, maxMoveSeconds }: PlacedCut): SceneCut {
  const movedSeconds = Math.round(secondsAt(frame - target.frame, rate) * 1000) / 1000;
  const isSplit = target.origin === 'split';
  const parts = [placeText(frame === target.frame, isSplit, mark)];
  if (movedSeconds !== 0)
    parts.push(`, ${distance(movedSeconds)} than ${isSplit ? 'an even part' : 'wished'}`);
  if (isSplit && (mark || movedSeconds !== 0))
    parts.push('; divides a scene that would outlast the longest clip');
  parts.push('.');
  if (secondsAt(Math.abs(frame - target.frame), rate) > maxMoveSeconds)
    parts.push(` More than the usual ${maxMoveSeconds} s: nearer, the scenes would have no room.`);
  if (line) parts.push(` Within the line ${quoted(line.text)}.`);
  const onto = mark?.onto ?? (frame === target.frame && !isSplit ? 'wish' : 'limit');
  return { onto, movedSeconds, reason: parts.join('') };
}

function placeText(inPlace: boolean, isSplit: boolean, mark: CutMark | undefined): string {
  if (mark) return `On ${mark.label}`;
  if (!inPlace) return 'For the lengths of the scenes beside it';
  return isSplit ? 'Divides a scene that would outlast the longest clip' : 'As wished';
}

function distance(seconds: number): string {
  const shown = Math.max(0.01, Math.round(Math.abs(seconds) * 100) / 100);
  return `${shown} s ${seconds > 0 ? 'later' : 'earlier'}`;
}
