/** Compares the frames that a decoder shows with those that the plan calls for. */
import {
  type ExpectedFilm,
  type ExpectedFrame,
  type SeamMoment,
  type Shown,
  sharesAt,
} from './expected-film.ts';
import { type Judgement, judge } from './judge-patches.ts';
import { DARK, groundLuma, LIGHT, readMark } from './marker.ts';
import type { Point, ScenePicture, Tone } from './scene-picture.ts';
import { sourceFile } from './sources.ts';

/** Luma of decoded frames, one after the other. */
export interface DecodedFrames {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

type Levels = Readonly<Record<Exclude<Tone, 'unknown'>, number>>;

const [BLACK, WHITE] = [16, 235];
/** How far a source's greys may be from their own, in the middle of its scene. */
const MOST_SHIFT = 5;
/** A frame with less mean luma is black. */
const BLACK_MEAN = 27;
/** How far a blend's share may be from what is due, as a part of what it changes by from frame to frame. */
const MOST_SHARE_OFF = 0.4;
const GRID = 11;

/** What is wrong with a film's frames, in words; empty where every frame is what it must be. */
export function checkFrames(expected: ExpectedFilm, decoded: DecodedFrames): string[] {
  const check = new FrameCheck(expected, decoded);
  const size = decoded.width * decoded.height;
  const count = decoded.luma.length / size;
  if (decoded.width !== expected.width || decoded.height !== expected.height)
    return [`${decoded.width}x${decoded.height} instead of ${expected.width}x${expected.height}`];
  const length =
    count === expected.frames.length ? [] : [`${count} frames instead of ${expected.frames.length}`];
  return [
    ...length,
    ...expected.pictures.flatMap((_, scene) => check.levelProblems(scene)),
    ...expected.frames
      .slice(0, Math.floor(count))
      .flatMap((frame, number) =>
        check.problems(frame, number).map((problem) => `frame ${number}: ${problem}`),
      ),
  ];
}

class FrameCheck {
  readonly #film: ExpectedFilm;
  readonly #decoded: DecodedFrames;
  readonly #levels: readonly Levels[];
  readonly #grid: readonly Point[];

  constructor(film: ExpectedFilm, decoded: DecodedFrames) {
    this.#film = film;
    this.#decoded = decoded;
    const places = Array.from({ length: GRID }, (_, index) => (index + 0.5) / GRID);
    this.#grid = places.flatMap((x) => places.map((y) => ({ x: x * film.width, y: y * film.height })));
    this.#levels = film.pictures.map((_, scene) => this.#measureLevels(scene));
  }

  /** Greys must come through as they are, other than those of HDR, which keep their order. */
  levelProblems(scene: number): string[] {
    const [picture, levels] = [this.#film.pictures[scene], this.#levels[scene]];
    if (!picture || !levels) return [];
    const { dark, ground, light, bar } = levels;
    const { isHdr } = sourceFile(picture.scene.source);
    const due: Levels = { dark: DARK, light: LIGHT, ground: groundLuma(picture.source), bar: BLACK };
    const isRight = isHdr
      ? dark + 20 < ground && ground + 20 < light && Math.abs(bar - BLACK) <= MOST_SHIFT
      : Object.entries(levels).every(([tone, luma]) => Math.abs(luma - levelOf(due, tone)) <= MOST_SHIFT);
    const shown = [dark, ground, light, bar].map((luma) => luma.toFixed(0)).join(', ');
    return isRight ? [] : [`scene ${scene} has greys of ${shown}`];
  }

  problems(expected: ExpectedFrame, number: number): string[] {
    const { shown, seam } = expected;
    const mean = this.#mean(number);
    const isDip = seam?.blend === 'dip-to-black';
    const black = mean < BLACK_MEAN && !isDip ? [`is black (${mean.toFixed(0)})`] : [];
    const wrong =
      seam === null
        ? this.#bodyProblems(shown, number)
        : this.#seamProblems(shown, expected.incoming, seam, number);
    return [...black, ...wrong];
  }

  #bodyProblems(shown: Shown, number: number): string[] {
    const picture = this.#picture(shown);
    const middles = picture.cellMiddles(shown.pictureFrame);
    const mark = readMark(middles.map((point) => this.#lumaAt(point, number)));
    if (!mark) return ['shows no scene that could be named'];
    if (mark.source !== picture.source) return [`shows source ${mark.source} instead of ${picture.source}`];
    const due = picture.sourceFrame(shown.pictureFrame);
    if (Math.abs(mark.frame - due) > picture.tolerance)
      return [`shows frame ${mark.frame} of scene ${shown.scene} instead of ${due}`];
    const differences = [...middles, ...this.#grid].flatMap((point) => {
      const tone = picture.toneAt(point, shown.pictureFrame, mark.frame);
      return tone === 'unknown' ? [] : [this.#lumaAt(point, number) - this.#level(shown, tone)];
    });
    const { isOff, inWords } = judge(differences);
    return isOff ? [`is not scene ${shown.scene} alone: ${inWords}`] : [];
  }

  /** The pair of source frames, of those that may be shown, that comes closest. */
  #seamProblems(outgoing: Shown, incoming: Shown, seam: SeamMoment, number: number): string[] {
    const points = [
      ...this.#picture(outgoing).cellMiddles(outgoing.pictureFrame),
      ...this.#picture(incoming).cellMiddles(incoming.pictureFrame),
      ...this.#grid,
    ];
    const fits = this.#candidates(outgoing).flatMap((from) =>
      this.#candidates(incoming).map((to) =>
        this.#fitSeam(points, { ...outgoing, frame: from }, { ...incoming, frame: to }, seam, number),
      ),
    );
    const best = fits.reduce((one, other) => (other.average < one.average ? other : one));
    if (best.isOff)
      return [`is not frame ${seam.frame} of ${seam.frames} of the ${seam.blend}: ${best.inWords}`];
    const late = best.late * (seam.frames + 1);
    return Math.abs(late) > MOST_SHARE_OFF ? [`is ${late.toFixed(1)} frames off in the ${seam.blend}`] : [];
  }

  /** `late`: by how much the share of the second part is too large. */
  #fitSeam(
    points: readonly Point[],
    outgoing: Shown & { frame: number },
    incoming: Shown & { frame: number },
    seam: SeamMoment,
    number: number,
  ): Judgement & { late: number } {
    const differences: number[] = [];
    let [across, along] = [0, 0];
    const [from, to] = [this.#picture(outgoing), this.#picture(incoming)];
    for (const point of points) {
      const shares = sharesAt(seam, point, this.#film);
      if (!shares) continue;
      const one = from.toneAt(point, outgoing.pictureFrame, outgoing.frame);
      const two = to.toneAt(point, incoming.pictureFrame, incoming.frame);
      if ((shares.outgoing > 0 && one === 'unknown') || (shares.incoming > 0 && two === 'unknown')) continue;
      const [a, b] = [
        one === 'unknown' ? 0 : this.#level(outgoing, one),
        two === 'unknown' ? 0 : this.#level(incoming, two),
      ];
      const colour = shares.white > 0 ? WHITE : BLACK;
      const side = shares.outgoing > 0 ? a : b;
      const due = shares.outgoing * a + shares.incoming * b + shares.black * BLACK + shares.white * WHITE;
      const difference = this.#lumaAt(point, number) - due;
      differences.push(difference);
      const step = seam.blend === 'crossfade' ? b - a : (colour - side) * 2;
      if (seam.blend.startsWith('wipe')) continue;
      across += difference * step;
      along += step * step;
    }
    return { ...judge(differences), late: along === 0 ? 0 : across / along };
  }

  #candidates(shown: Shown): number[] {
    const picture = this.#picture(shown);
    const due = picture.sourceFrame(shown.pictureFrame);
    const { tolerance } = picture;
    return Array.from({ length: 2 * tolerance + 1 }, (_, index) => due - tolerance + index).filter(
      (frame) => frame >= 0 && frame < sourceFile(picture.scene.source).frames,
    );
  }

  /** What a scene's tones are in the middle of its body. */
  #measureLevels(scene: number): Levels {
    const own = this.#film.frames.flatMap(({ shown, seam }, number) =>
      seam === null && shown.scene === scene ? [{ shown, number }] : [],
    );
    const middle = own[Math.floor(own.length / 2)];
    const picture = this.#film.pictures[scene];
    const seen: Record<Tone, number[]> = { dark: [], light: [], ground: [], bar: [], unknown: [] };
    if (middle && picture) {
      const { shown, number } = middle;
      const middles = picture.cellMiddles(shown.pictureFrame);
      const mark = readMark(middles.map((point) => this.#lumaAt(point, number)));
      const frame = mark?.frame ?? picture.sourceFrame(shown.pictureFrame);
      for (const point of [...middles, ...this.#grid]) {
        seen[picture.toneAt(point, shown.pictureFrame, frame)].push(this.#lumaAt(point, number));
      }
    }
    const number = picture?.source ?? 0;
    return {
      dark: median(seen.dark, DARK),
      light: median(seen.light, LIGHT),
      ground: median(seen.ground, groundLuma(number)),
      bar: median(seen.bar, BLACK),
    };
  }

  #picture({ scene }: Shown): ScenePicture {
    const picture = this.#film.pictures[scene];
    if (!picture) throw new RangeError(`there is no scene ${scene}`);
    return picture;
  }

  #level({ scene }: Shown, tone: Exclude<Tone, 'unknown'>): number {
    return this.#levels[scene]?.[tone] ?? 0;
  }

  /** Mean luma of three by three pixels. */
  #lumaAt({ x, y }: Point, number: number): number {
    const { width, height, luma } = this.#decoded;
    const [left, top] = [within(Math.floor(x) - 1, width - 3), within(Math.floor(y) - 1, height - 3)];
    let sum = 0;
    for (let row = top; row < top + 3; row += 1) {
      const at = (number * height + row) * width + left;
      sum += (luma[at] ?? 0) + (luma[at + 1] ?? 0) + (luma[at + 2] ?? 0);
    }
    return sum / 9;
  }

  #mean(number: number): number {
    const size = this.#decoded.width * this.#decoded.height;
    let sum = 0;
    for (let at = number * size; at < (number + 1) * size; at += 1) sum += this.#decoded.luma[at] ?? 0;
    return sum / size;
  }
}

function levelOf(levels: Levels, tone: string): number {
  return tone === 'dark' || tone === 'light' || tone === 'ground' || tone === 'bar' ? levels[tone] : 0;
}

function median(values: number[], otherwise: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? otherwise;
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}
