import type { CaptionPreset } from '#contracts/captions.ts';
import { type CaptionCue, type CaptionWord, textOf } from './caption-cue.ts';
import { drawnText } from './drawn-text.ts';
import { PRESETS } from './presets.ts';
import { breakRows } from './rows.ts';
import { type FrameSize, safeArea } from './safe-area.ts';
import { emWidth } from './text-width.ts';

/** A cue as rows, and how large it is set. */
export interface CaptionLayout {
  readonly rows: readonly (readonly CaptionWord[])[];
  /** Pixels. */
  readonly em: number;
}

/** Mean width of a column of Latin text, in ems. */
const COLUMN = 0.56;

/** Breaks a cue into at most two rows and sets it as large as the preset asks, or as the safe width allows. */
export function layOut(cue: CaptionCue, preset: CaptionPreset, frame: FrameSize): CaptionLayout {
  const { em, most } = room(preset, frame);
  const measure = (text: string) => emWidth(drawnText(text));
  const [line = []] = cue.lines;
  const rows = cue.lines.length > 1 ? cue.lines : breakRows(line, measure, most);
  const widest = Math.max(...rows.map((row) => measure(textOf(row))));
  return { rows, em: widest > most ? (em * most) / widest : em };
}

/** Columns that a row holds without being set smaller: what `captionCues` divides lines by for this frame. */
export function captionColumns(preset: CaptionPreset, frame: FrameSize): number {
  return Math.floor(room(preset, frame).most / COLUMN);
}

/** Height of an em in pixels, and how many of them a row may be wide. */
function room(preset: CaptionPreset, frame: FrameSize): { em: number; most: number } {
  const style = PRESETS[preset];
  const em = style.size * Math.min(frame.width, frame.height);
  const beside = 2 * (style.outline + style.shadow);
  return { em, most: (frame.width - 2 * safeArea(frame).side) / em - beside };
}
