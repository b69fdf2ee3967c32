import type { CaptionPreset } from '#contracts/captions.ts';

/** Colours are `#RRGGBB`, opacities 0 to 1. */
interface Paint {
  readonly colour: string;
  readonly opacity: number;
}

/** How captions look. Lengths are in ems, the em in parts of the frame's shorter side. */
export interface CaptionStyle {
  readonly size: number;
  readonly bold: boolean;
  readonly placement: 'bottom' | 'top';
  /** A whole line; and in karaoke what was sung, and what was not yet. */
  readonly text: Paint;
  readonly sung: Paint;
  readonly unsung: Paint;
  readonly edge: Paint;
  readonly outline: number;
  readonly shadow: number;
  readonly shade: Paint;
  /** A box behind the whole caption instead of a shadow; `shadow` is then how far it reaches beyond the text. */
  readonly boxed: boolean;
}

const paint = (colour: string, opacity = 1): Paint => ({ colour, opacity });
const WHITE = paint('#FFFFFF');

const CLASSIC: CaptionStyle = {
  size: 0.056,
  bold: true,
  placement: 'bottom',
  text: WHITE,
  sung: paint('#FFD84D'),
  unsung: WHITE,
  edge: paint('#000000'),
  outline: 0.055,
  shadow: 0.04,
  shade: paint('#000000', 0.5),
  boxed: false,
};

export const PRESETS: Readonly<Record<CaptionPreset, CaptionStyle>> = {
  classic: CLASSIC,
  bold: {
    ...CLASSIC,
    size: 0.08,
    text: paint('#FFE600'),
    sung: paint('#FFE600'),
    outline: 0.09,
    shadow: 0.06,
    shade: paint('#000000', 0.65),
  },
  minimal: {
    ...CLASSIC,
    size: 0.044,
    bold: false,
    sung: WHITE,
    unsung: paint('#A9AFB8'),
    edge: paint('#000000', 0.35),
    outline: 0.025,
    shadow: 0.05,
    shade: paint('#000000', 0.35),
  },
  karaoke: {
    ...CLASSIC,
    size: 0.07,
    sung: paint('#FF9A1F'),
    edge: paint('#10123A'),
    outline: 0.075,
  },
  boxed: {
    ...CLASSIC,
    size: 0.05,
    outline: 0,
    shadow: 0.3,
    shade: paint('#000000', 0.62),
    boxed: true,
  },
  top: { ...CLASSIC, placement: 'top' },
};
