import { area, picture, rect, stroke, text } from './shapes.ts';
import { type Curve, cutsOnBeats, type Sheet } from './sheet.ts';

const WIDTH = 1680;
const MARGIN = 32;
const HEAD = 92;
/** A row of the sheet shows at most so much of the song. */
const ROW_SECONDS = 50;

/** Heights within a row, from its top. */
const SECTIONS = { top: 0, height: 22 };
const PICTURES = { top: 28, height: 104 };
const TITLES = PICTURES.top + PICTURES.height + 15;
const LINES = { top: TITLES + 7, height: 16 };
const BEATS = { top: LINES.top + LINES.height + 6, height: 34 };
const WAVE = { top: BEATS.top + BEATS.height + 4, height: 54 };
const ROW = WAVE.top + WAVE.height + 16;
const GAP = 14;

const INK = '#1d2330';
const FAINT = '#7b8494';
/** Colour of a cut by what it lies on. */
const CUTS: readonly (readonly [name: string, colour: string, onto: readonly string[]])[] = [
  ['on a section, bar or beat', '#0a8f5b', ['section', 'downbeat', 'beat']],
  ['on a line that is sung', '#c77700', ['line']],
  ['on a moment or phrase', '#2a6fdb', ['moment', 'phrase']],
  ['on nothing', '#c8323c', []],
];

/** The contact sheet as one SVG that needs nothing else: pictures over sections, beats, cuts, words and energy. */
export function sheetSvg(sheet: Sheet): string {
  const rows = Math.max(1, Math.ceil(sheet.durationSeconds / ROW_SECONDS));
  const seconds = sheet.durationSeconds / rows;
  const height = HEAD + rows * (ROW + GAP) + MARGIN;
  const drawn = Array.from({ length: rows }, (_, index) => {
    const top = HEAD + index * (ROW + GAP);
    return `<g transform="translate(${MARGIN} ${top})" clip-path="url(#row)">${row(sheet, index * seconds, seconds)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, 'Noto Sans', sans-serif">`,
    `<defs><clipPath id="row"><rect x="-2" y="0" width="${WIDTH - 2 * MARGIN + 4}" height="${ROW}"/></clipPath></defs>`,
    rect(0, 0, WIDTH, height, 'fill="#f7f7f4"'),
    head(sheet),
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

function head(sheet: Sheet): string {
  const { on, of } = cutsOnBeats(sheet);
  const onBeats = sheet.beats.length === 0 ? '' : ` · ${on} of ${of} cuts on beats`;
  const facts = `${sheet.durationSeconds.toFixed(1)} s · ${sheet.scenes.length} scenes · ${sheet.tempo}${onBeats}`;
  const legend = CUTS.map(([name, colour], index) => {
    const x = WIDTH - MARGIN - 740 + index * 205;
    return `${rect(x, 36, 4, 18, `fill="${colour}"`)}${text(`cut ${name}`, { x: x + 10, y: 50, size: 12, width: 220 }, `fill="${FAINT}"`)}`;
  });
  return [
    text(sheet.title, { x: MARGIN, y: 46, size: 24, width: 760 }, `font-weight="600" fill="${INK}"`),
    text(facts, { x: MARGIN, y: 72, size: 14, width: WIDTH - 2 * MARGIN }, `fill="${FAINT}"`),
    ...legend,
  ].join('');
}

function row(sheet: Sheet, from: number, seconds: number): string {
  const scale = (WIDTH - 2 * MARGIN) / seconds;
  const x = (time: number) => (time - from) * scale;
  const isSeen = (part: { startSeconds: number; endSeconds: number }) =>
    part.endSeconds > from && part.startSeconds < from + seconds;
  /** Of a part that began in the row above only the rest is shown. */
  const box = (part: { startSeconds: number; endSeconds: number }) => {
    const left = x(Math.max(from, part.startSeconds));
    return { left, width: x(Math.min(from + seconds, part.endSeconds)) - left };
  };
  const sections = sheet.sections.filter(isSeen).map((section) => {
    const { left, width } = box(section);
    const hue = Math.round(220 - 200 * section.energy);
    const at = { x: left + 7, y: SECTIONS.top + 15, size: 12, width: width - 10 };
    return `${rect(left, SECTIONS.top, width - 1, SECTIONS.height, `rx="3" fill="hsl(${hue} 62% 84%)"`)}${rect(left, WAVE.top, width - 1, WAVE.height, `fill="hsl(${hue} 62% 93%)"`)}${text(`${section.label} · energy ${Math.round(section.energy * 100)} %`, at, `fill="${INK}"`)}`;
  });
  const scenes = sheet.scenes.filter(isSeen).map((scene) => {
    const { left, width } = box(scene);
    const number = sheet.scenes.indexOf(scene) + 1;
    const shown = scene.picture
      ? picture(scene.picture, left, PICTURES.top, width, PICTURES.height)
      : rect(left, PICTURES.top, width, PICTURES.height, 'fill="#d9dbe0"');
    const title = text(
      `${number}. ${scene.title}`,
      { x: left + 5, y: TITLES, size: 11, width: width - 8 },
      `fill="${INK}"`,
    );
    return shown + title;
  });
  const lines = sheet.lines.filter(isSeen).map((line) => {
    const { left, width } = box(line);
    const at = { x: left + 4, y: LINES.top + 12, size: 11, width: width - 6 };
    return `${rect(left, LINES.top, width - 1, LINES.height, 'rx="3" fill="#fde9c4"')}${text(line.text, at, 'fill="#7a4b00"')}`;
  });
  const bars = new Set(sheet.downbeats);
  const within = (time: number) => time >= from && time <= from + seconds;
  const beats = sheet.beats.filter(within).map((time) => {
    const top = bars.has(time) ? BEATS.top : BEATS.top + BEATS.height / 2;
    const style = bars.has(time) ? `stroke="${INK}" stroke-width="1.4"` : 'stroke="#a2a9b6" stroke-width="1"';
    return stroke(x(time), top, BEATS.top + BEATS.height, style);
  });
  const cuts = sheet.scenes
    .filter(({ startSeconds }) => within(startSeconds))
    .map(({ startSeconds, onto }, index) => {
      if (startSeconds === 0 && index === 0) return '';
      const [, colour] = CUTS.find(([, , marks]) => marks.includes(onto)) ?? CUTS[3] ?? ['', FAINT];
      return stroke(
        x(startSeconds),
        PICTURES.top,
        WAVE.top + WAVE.height,
        `stroke="${colour}" stroke-width="2.5"`,
      );
    });
  const base = WAVE.top + WAVE.height;
  const wave = over(sheet.peaks, from, seconds, x).map(([at, value]) =>
    stroke(at, base - value * WAVE.height * 0.92, base, 'stroke="#c3c9d4"'),
  );
  const energy = over(sheet.energy, from, seconds, x).map(
    ([at, value]) => [at, value * WAVE.height * 0.92] as const,
  );
  return [
    ...sections,
    ...wave,
    area(energy, base, 'fill="#d1495b" fill-opacity="0.16" stroke="#d1495b" stroke-width="1.5"'),
    ...scenes,
    ...lines,
    ...beats,
    ...cuts,
    ...clock(from, seconds, x),
  ].join('\n');
}

/** Points of a curve in a row, at most one for each pixel and a half: the greatest value of each. */
function over(
  curve: Curve | null,
  from: number,
  seconds: number,
  x: (time: number) => number,
): [number, number][] {
  if (!curve) return [];
  const greatest = new Map<number, number>();
  curve.values.forEach((value, index) => {
    const time = index * curve.stepSeconds;
    if (time < from || time > from + seconds) return;
    const at = Math.round(x(time) / 1.5) * 1.5;
    greatest.set(at, Math.max(value, greatest.get(at) ?? 0));
  });
  return [...greatest];
}

/** Times along the foot of a row, every five seconds. */
function clock(from: number, seconds: number, x: (time: number) => number): string[] {
  const first = Math.ceil(from / 5) * 5;
  const times = Array.from(
    { length: Math.max(0, Math.floor((from + seconds - first) / 5) + 1) },
    (_, index) => first + index * 5,
  );
  return times.map((time) => {
    const words = `${Math.floor(time / 60)}:${String(time % 60).padStart(2, '0')}`;
    const at = { x: x(time) + 3, y: WAVE.top + WAVE.height + 13, size: 10, width: 60 };
    return `${stroke(x(time), WAVE.top + WAVE.height, WAVE.top + WAVE.height + 5, `stroke="${FAINT}"`)}${text(words, at, `fill="${FAINT}"`)}`;
  });
}
