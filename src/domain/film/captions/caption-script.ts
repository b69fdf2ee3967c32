import type { CaptionMode, CaptionPreset } from '#contracts/captions.ts';
import type { FrameRate } from '#contracts/media.ts';
import { frameAt } from '#domain/film/frame-budget.ts';
import { type CaptionCue, textOf } from './caption-cue.ts';
import { BASE_FONT, hanDesignOf, songHanDesign } from './caption-fonts.ts';
import { assSize, eventText } from './event-text.ts';
import { layOut } from './layout.ts';
import { type CaptionStyle, PRESETS } from './presets.ts';
import { type FrameSize, safeArea } from './safe-area.ts';
import { assTime, centisecondsOf } from './span-clock.ts';

export interface CaptionScriptInput {
  /** All cues of the film: also those outside of the span tell how Chinese characters are to be drawn. */
  readonly cues: readonly CaptionCue[];
  readonly mode: CaptionMode;
  readonly preset: CaptionPreset;
  readonly frame: FrameSize;
  readonly frameRate: FrameRate;
  /** Where the captions go, if not where the preset has them. */
  readonly placement?: CaptionStyle['placement'] | undefined;
  /** The span of the film that the script is for. */
  readonly fromFrame: number;
  readonly frames: number;
  /** Frame of the film that is the script's time 0; the first of the span if left out. */
  readonly originFrame?: number;
  /** Language of the song, as `Lyrics` has it. */
  readonly language: string | null;
}

/**
 * The captions of a span of the film as an ASS script to burn in, or undefined where the span has none. A caption that
 * runs across a cut is in the scripts of both sides, and its karaoke goes on: each frame of the film looks as it would
 * with one script for the whole film. The same captions give the same text, whatever else the song has, so that it
 * serves as part of a fingerprint.
 */
export function captionScript(input: CaptionScriptInput): string | undefined {
  const { cues, frameRate, fromFrame, originFrame = fromFrame } = input;
  const toFrame = fromFrame + input.frames;
  const preset = PRESETS[input.preset];
  const style = { ...preset, placement: input.placement ?? preset.placement };
  const styleEm = style.size * Math.min(input.frame.width, input.frame.height);
  const song = songHanDesign(
    cues.flatMap(({ lines }) => lines.map(textOf)),
    input.language,
  );
  const clock = (seconds: number) => centisecondsOf(frameAt(seconds, frameRate) - originFrame, frameRate);
  const events = cues.flatMap((cue) => {
    const from = Math.max(fromFrame, frameAt(cue.startSeconds, frameRate));
    const to = Math.min(toFrame, frameAt(cue.endSeconds, frameRate));
    if (from >= to) return [];
    const start = Math.max(0, centisecondsOf(from - originFrame, frameRate));
    const end = centisecondsOf(to - originFrame, frameRate);
    const text = eventText({
      ...layOut(cue, input.preset, input.frame),
      mode: input.mode,
      styleEm,
      han: hanDesignOf(cue.lines.map(textOf).join(), song),
      clock: (seconds) => clock(Math.min(cue.endSeconds, Math.max(cue.startSeconds, seconds))) - start,
    });
    return text === '' ? [] : [`Dialogue: 0,${assTime(start)},${assTime(end)},Caption,,0,0,0,,${text}`];
  });
  if (events.length === 0) return undefined;
  return [...header(input.frame, style, styleEm, input.mode), ...events, ''].join('\n');
}

const STYLE_FIELDS =
  'Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding';

/** libass's own border style: one box around all rows. The standard's 3 draws one for each stretch of text. */
const BOX = 4;
const OUTLINE = 1;
/** Lets libass find the direction of each row by itself, and order a row as a whole. */
const ANY_DIRECTION = -1;

function header(frame: FrameSize, style: CaptionStyle, em: number, mode: CaptionMode): string[] {
  const safe = safeArea(frame);
  const pixels = (ems: number) => Math.round(ems * em * 10) / 10;
  // Edge and shadow reach beyond the text that the margin is kept from.
  const free = style.placement === 'top' ? safe.top : safe.bottom;
  const [primary, secondary] = mode === 'karaoke' ? [style.sung, style.unsung] : [style.text, style.text];
  const values = [
    ...['Caption', BASE_FONT.family, assSize(em, BASE_FONT)],
    ...[primary, secondary, style.edge, style.shade].map(assColour),
    ...[style.bold ? -1 : 0, 0, 0, 0, 100, 100, 0, 0],
    ...[style.boxed ? BOX : OUTLINE, pixels(style.outline), pixels(style.shadow)],
    // As on a numeric pad: in the middle, below or above.
    style.placement === 'top' ? 8 : 2,
    ...[safe.side, safe.side, Math.ceil(free + pixels(style.outline) + pixels(style.shadow)), ANY_DIRECTION],
  ];
  return [
    '[Script Info]',
    'ScriptType: v4.00+',
    `PlayResX: ${frame.width}`,
    `PlayResY: ${frame.height}`,
    // Rows are broken already; one that came out too wide is broken once more rather than cut off.
    'WrapStyle: 0',
    'ScaledBorderAndShadow: yes',
    '',
    '[V4+ Styles]',
    `Format: ${STYLE_FIELDS}`,
    `Style: ${values.join(',')}`,
    '',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
  ];
}

/** `&HAABBGGRR`, where AA is how much shines through. */
function assColour({ colour, opacity }: { colour: string; opacity: number }): string {
  const [, red = '', green = '', blue = ''] = /^#(..)(..)(..)$/u.exec(colour) ?? [];
  const through = Math.round(255 * (1 - opacity))
    .toString(16)
    .padStart(2, '0');
  return `&H${through}${blue}${green}${red}`.toUpperCase();
}
