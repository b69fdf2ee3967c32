/** What a scene's picture must show: which frame of its source, and what lies where in the film's frame. */
import type { FrameRate } from '#contracts/media.ts';
import { fitClip } from '#domain/film/clip-fit.ts';
import { frameAt } from '#domain/film/frame-budget.ts';
import { CELLS, cellsOf, markerPlace } from './marker.ts';
import type { PlannedFilm, PlannedScene } from './plan-film.ts';
import { sourceFile, sourceNumber, sourceSeconds, sourceTime } from './sources.ts';

/** What a place of a picture shows: cells and ground of its source, a black bar, or what is not foretold. */
export type Tone = 'dark' | 'light' | 'ground' | 'bar' | 'unknown';

/** A cell of the marker by its number, or a tone that no frame's number changes. */
type Place = number | 'ground' | 'bar' | 'unknown';

/** A point of the film's frame, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Of the camera's moves over stills: how much of the way it goes, from the contract of `StillMotion`. */
const TRAVEL = 0.12;
/** What `auto` may lose by cropping. */
const MOST_LOST = 0.25;
/** How far from an edge a tone is not foretold, in pixels: scalers blur, and round the picture's size. */
const EDGE = 2.5;

export class ScenePicture {
  readonly scene: PlannedScene;
  readonly film: Pick<PlannedFilm, 'width' | 'height' | 'rate'>;
  readonly #cells = new Map<number, readonly boolean[]>();
  readonly #places = new Map<string, readonly Place[]>();
  readonly #fill: 'crop' | 'pad' | 'blur';

  constructor(scene: PlannedScene, film: Pick<PlannedFilm, 'width' | 'height' | 'rate'>) {
    this.scene = scene;
    this.film = film;
    const { fill } = scene.segment.picture;
    const { width, height } = sourceFile(scene.source);
    const ratio = width / height / (film.width / film.height);
    const lost = 1 - Math.min(ratio, 1 / ratio);
    this.#fill = fill !== 'auto' ? fill : lost <= MOST_LOST ? 'crop' : 'blur';
  }

  get source(): number {
    return sourceNumber(this.scene.source);
  }

  /** How the clip fills its picture, by the product's own arithmetic. */
  get fit() {
    const { picture } = this.scene.segment;
    const source = sourceFile(this.scene.source);
    if (picture.takeKind === 'image' || source.frames === 1)
      return { speed: 1, heldFrames: picture.frames - 1, trimmedFrames: 0 };
    return fitClip({
      neededFrames: picture.frames,
      givenFrames: frameAt(sourceSeconds(source) - picture.inSeconds, this.film.rate),
      short: picture.short,
      slowestSpeed: picture.slowestSpeed,
    });
  }

  /** The frame of the source that is nearest in time to a frame of the picture. */
  sourceFrame(pictureFrame: number): number {
    const source = sourceFile(this.scene.source);
    const { numerator, denominator }: FrameRate = this.film.rate;
    const elapsed = ((pictureFrame + 0.5) * denominator * this.fit.speed) / numerator;
    const until = this.scene.inSeconds + elapsed;
    let frame = 0;
    while (frame + 1 < source.frames && sourceTime(source, frame + 1) < until) frame += 1;
    return frame;
  }

  /** By how many frames of the source the one shown may differ: none where both count alike. */
  get tolerance(): number {
    const { rate, frames, times } = sourceFile(this.scene.source);
    if (frames === 1 || rate === undefined) return 0;
    const { numerator, denominator } = this.film.rate;
    const isAlike = !times && rate[0] * denominator === numerator * rate[1];
    const inFrames = (this.scene.inSeconds * rate[0]) / rate[1];
    return isAlike && this.fit.speed === 1 && Number.isInteger(inFrames) ? 0 : 1;
  }

  /** Middles of the marker's cells in a frame of the picture. */
  cellMiddles(pictureFrame: number): Point[] {
    const size = sourceFile(this.scene.source);
    const { cell, x, y } = markerPlace(size);
    const { scale, middle } = this.#view(pictureFrame);
    return Array.from({ length: CELLS * CELLS }, (_, index) => ({
      x: middle.x + (x + ((index % CELLS) + 0.5) * cell - size.width / 2) * scale,
      y: middle.y + (y + (Math.floor(index / CELLS) + 0.5) * cell - size.height / 2) * scale,
    }));
  }

  /** What a point shows in a frame of the picture, if the source shows its frame `sourceFrame` then. */
  toneAt(point: Point, pictureFrame: number, sourceFrame: number): Tone {
    const cells = this.#cellsOf(sourceFrame);
    const places = this.#placesAround(point, pictureFrame);
    const tones = places.map((place) =>
      typeof place !== 'number' ? place : cells[place] === true ? 'light' : 'dark',
    );
    const [tone = 'unknown'] = tones;
    return tones.every((other) => other === tone) ? tone : 'unknown';
  }

  #cellsOf(frame: number): readonly boolean[] {
    const cells = this.#cells.get(frame) ?? cellsOf({ source: this.source, frame });
    this.#cells.set(frame, cells);
    return cells;
  }

  /** What lies at and near a point: numbers of cells, or a tone; each once. */
  #placesAround(point: Point, pictureFrame: number): readonly Place[] {
    const isStill = this.scene.segment.picture.motion === null;
    const key = isStill ? `${point.x} ${point.y}` : `${point.x} ${point.y} ${pictureFrame}`;
    const known = this.#places.get(key);
    if (known) return known;
    const near = [0, -EDGE, EDGE];
    const places = near.flatMap((x) =>
      near.map((y) => this.#placeOf({ x: point.x + x, y: point.y + y }, pictureFrame)),
    );
    const once = [...new Set(places)];
    this.#places.set(key, once);
    return once;
  }

  #placeOf(point: Point, pictureFrame: number): Place {
    const size = sourceFile(this.scene.source);
    const { scale, middle } = this.#view(pictureFrame);
    const x = (point.x - middle.x) / scale + size.width / 2;
    const y = (point.y - middle.y) / scale + size.height / 2;
    if (x < 0 || y < 0 || x >= size.width || y >= size.height)
      return this.#fill === 'pad' ? 'bar' : 'unknown';
    const marker = markerPlace(size);
    const column = Math.floor((x - marker.x) / marker.cell);
    const line = Math.floor((y - marker.y) / marker.cell);
    const isInside = column >= 0 && line >= 0 && column < CELLS && line < CELLS;
    return isInside ? line * CELLS + column : 'ground';
  }

  /** Pixels of the film for one of the source, and where the source's middle lies in the film. */
  #view(pictureFrame: number): { scale: number; middle: Point } {
    const { width, height } = sourceFile(this.scene.source);
    const [across, down] = [this.film.width / width, this.film.height / height];
    const scale = this.#fill === 'crop' ? Math.max(across, down) : Math.min(across, down);
    const { motion, frames } = this.scene.segment.picture;
    const way = pictureFrame / Math.max(1, frames - 1);
    const middle = { x: this.film.width / 2, y: this.film.height / 2 };
    switch (motion) {
      case null:
        return { scale, middle };
      case 'zoom-in':
        return { scale: scale * (1 + TRAVEL * way), middle };
      case 'zoom-out':
        return { scale: scale * (1 + TRAVEL * (1 - way)), middle };
      case 'pan-right':
      case 'pan-left': {
        const moved = this.film.width * TRAVEL * (motion === 'pan-right' ? 0.5 - way : way - 0.5);
        return { scale: scale * (1 + TRAVEL), middle: { ...middle, x: middle.x + moved } };
      }
      default:
        return motion satisfies never;
    }
  }
}
