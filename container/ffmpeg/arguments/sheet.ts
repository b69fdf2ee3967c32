import { inputArguments } from './input.ts';

/** How a sheet is divided. Pixels. */
export interface SheetLayout {
  columns: number;
  rows: number;
  /** Of the picture in a cell; below it is a strip for number and time. */
  cellWidth: number;
  cellHeight: number;
  stripHeight: number;
}

const CELL_WIDTH = 320;
/** A sheet that every viewer opens, and that is made in some 100 MB. */
const SHEET_PIXELS = 24e6;
/** Somewhat wider than high, as screens are. */
const SHEET_SHAPE = 1.5;
const MARGIN = 12;
const PADDING = 8;
const PAPER = '0x141414';

/** Divides a sheet for so many scenes of a film of that shape. The more there are, the smaller they get. */
export function sheetLayout(scenes: number, film: { width: number; height: number }): SheetLayout {
  const shape = film.width / film.height;
  const even = (pixels: number) => Math.max(16, Math.floor(pixels / 2) * 2);
  // The strip takes about an eighth of the width.
  const width = Math.min(CELL_WIDTH, Math.sqrt(SHEET_PIXELS / scenes / (1 / shape + 1 / 8)));
  const columns = Math.min(scenes, Math.max(1, Math.round(Math.sqrt((scenes * SHEET_SHAPE) / shape))));
  return {
    columns,
    rows: Math.ceil(scenes / columns),
    cellWidth: even(width),
    cellHeight: even(width / shape),
    stripHeight: even(width / 8),
  };
}

/**
 * A picture, whole, in its cell over its number (left) and its time (right). The texts come from files, so that
 * nothing in them has a meaning for the filter.
 */
export function cellFilter(layout: SheetLayout, labels: { number: string; time: string }): string {
  const { cellWidth, cellHeight, stripHeight } = layout;
  const size = Math.max(8, Math.round(stripHeight * 0.5));
  const text = (file: string, color: string, x: string) =>
    `drawtext=textfile=${file}:expansion=none:font=Sans:fontsize=${size}:fontcolor=${color}` +
    `:x=${x}:y=${cellHeight}+(${stripHeight}-${size})/2`;
  return [
    `scale=w='max(2,trunc(min(${cellWidth},${cellHeight}*dar)/2)*2)'` +
      `:h='max(2,trunc(min(${cellHeight},${cellWidth}/dar)/2)*2)':flags=bicubic`,
    `pad=${cellWidth}:${cellHeight + stripHeight}:(ow-iw)/2:(${cellHeight}-ih)/2:color=${PAPER}`,
    'setsar=1',
    text(labels.number, 'white', '4'),
    text(labels.time, '0xb0b0b0', 'w-text_w-4'),
  ].join(',');
}

/** Lays the cells, `cells` being the pattern of their names, out on one sheet. */
export function sheetArguments(cells: string, { columns, rows }: SheetLayout, output: string): string[] {
  return [
    ...inputArguments({ name: cells, demuxer: 'image2' }),
    ...[
      '-vf',
      `tile=${columns}x${rows}:margin=${MARGIN}:padding=${PADDING}:color=${PAPER}`,
      '-frames:v',
      '1',
    ],
    ...['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '3', '-f', 'mjpeg', output],
  ];
}

/** Seconds as people read them on a sheet: `1:02.4`. */
export function clockTime(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const minutes = Math.floor(tenths / 600);
  return `${minutes}:${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}`;
}
