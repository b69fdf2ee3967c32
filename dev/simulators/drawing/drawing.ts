import { existsSync, mkdirSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hashOf, uniqueName } from '../random.ts';
import { captionOf, findCaptionFont } from './caption.ts';
import { clipSize, encodeClip } from './clip.ts';
import { createLimiter } from './ffmpeg.ts';
import { imageSize, type Size } from './image-size.ts';
import { paintLights } from './lights.ts';
import { Painter } from './painter.ts';
import { encodePicture, paintedSize } from './picture.ts';

/** A drawn file; a shared one belongs to the pool and must not be deleted with its prediction. */
export interface Drawn {
  readonly disk: string;
  readonly shared: boolean;
}

export interface PictureWish extends Size {
  readonly prompt: string;
  readonly seed: number;
  readonly format: 'webp' | 'jpg' | 'png';
  readonly signal: AbortSignal;
}

export interface ClipRequest {
  readonly prompt: string;
  readonly seed: number;
  /** Bytes of the start picture; without one a landscape is painted. */
  readonly start: Buffer | undefined;
  readonly frames: number;
  readonly framesPerSecond: number;
  readonly shortSide: number;
  /** `16:9`; only used without a start picture. */
  readonly aspectRatio: string;
  readonly audio: boolean;
  readonly signal: AbortSignal;
}

export interface DrawingOptions {
  readonly stateDir: string;
  readonly draw: 'real' | 'pool';
  readonly poolDir?: string | undefined;
  /** FFmpeg processes at a time. */
  readonly ffmpegJobs: number;
}

const POOL_SIZE = 4;

/** Draws pictures and clips by FFmpeg; in `pool` mode a few of each kind are made once and handed out in turn. */
export class Drawing {
  readonly #files: string;
  readonly #poolFiles: string;
  readonly #pool: boolean;
  readonly #painter = new Painter();
  readonly #limited: ReturnType<typeof createLimiter>;
  readonly #turns = new Map<string, number>();
  readonly #made = new Map<string, Promise<string>>();
  #font: Promise<string | undefined> | undefined;

  constructor(options: DrawingOptions) {
    this.#files = resolve(options.stateDir, 'files');
    this.#poolFiles = resolve(options.poolDir ?? this.#files);
    mkdirSync(this.#files, { recursive: true });
    mkdirSync(this.#poolFiles, { recursive: true });
    this.#pool = options.draw === 'pool';
    this.#limited = createLimiter(options.ffmpegJobs);
  }

  picture(wish: PictureWish): Promise<Drawn> {
    const make = (target: string, variant: string, seed: number): Promise<void> =>
      this.#paint(target, { ...wish, prompt: variant, seed });
    if (!this.#pool) return this.#fresh(wish.format, (target) => make(target, wish.prompt, wish.seed));
    return this.#fromPool(`picture-${wish.width}x${wish.height}`, wish.format, (target, turn) => {
      return make(target, 'pool picture', turn);
    });
  }

  clip(wish: ClipRequest): Promise<Drawn> {
    if (!this.#pool) return this.#fresh('mp4', (target) => this.#animate(target, wish));
    const shape = wish.start === undefined ? undefined : imageSize(wish.start);
    const { width, height } = clipSize(shape ?? ratioShape(wish.aspectRatio), wish.shortSide);
    const key = `clip-${width}x${height}-${wish.frames}at${wish.framesPerSecond}${wish.audio ? '-a' : ''}`;
    return this.#fromPool(key, 'mp4', (target, turn) =>
      this.#animate(target, { ...wish, prompt: 'pool clip', seed: turn }),
    );
  }

  async stop(): Promise<void> {
    await this.#painter.stop();
  }

  async #fresh(extension: string, make: (target: string) => Promise<void>): Promise<Drawn> {
    const disk = join(this.#files, `${uniqueName(20, 'lower')}.${extension}`);
    await this.#limited(() => make(disk));
    return { disk, shared: false };
  }

  async #fromPool(
    key: string,
    extension: string,
    make: (target: string, turn: number) => Promise<void>,
  ): Promise<Drawn> {
    const turn = (this.#turns.get(key) ?? 0) % POOL_SIZE;
    this.#turns.set(key, turn + 1);
    const name = `pool-${key}-${turn}.${extension}`;
    const disk = join(this.#poolFiles, name);
    const made =
      this.#made.get(name) ?? (existsSync(disk) ? Promise.resolve(disk) : this.#makeOnce(disk, turn, make));
    this.#made.set(name, made);
    // A failure must not be handed out again.
    made.catch(() => this.#made.delete(name));
    return { disk: await made, shared: true };
  }

  async #makeOnce(
    disk: string,
    turn: number,
    make: (target: string, turn: number) => Promise<void>,
  ): Promise<string> {
    const draft = `${disk}.${uniqueName(6, 'lower')}.draft`;
    await this.#limited(() => make(draft, turn));
    await rename(draft, disk);
    return disk;
  }

  async #paint(target: string, wish: PictureWish): Promise<void> {
    this.#font ??= findCaptionFont();
    const { width, height } = paintedSize(wish.width, wish.height);
    const rgb = await this.#painter.paint(wish.prompt, wish.seed, width, height);
    await encodePicture(rgb, target, { ...wish, font: await this.#font, caption: captionOf(wish.prompt) });
    await rm(`${target}.txt`, { force: true });
  }

  async #animate(target: string, wish: ClipRequest): Promise<void> {
    const { start, prompt, seed, signal } = wish;
    const size = clipSize((start && imageSize(start)) ?? ratioShape(wish.aspectRatio), wish.shortSide);
    const still = `${target}.start`;
    if (start === undefined) await this.#paint(still, { prompt, seed, ...size, format: 'jpg', signal });
    else await writeFile(still, start);
    try {
      await encodeClip(still, target, {
        ...wish,
        size,
        lights: await this.#lights(hashOf(prompt, seed) % 4),
      });
    } finally {
      await rm(still, { force: true });
    }
  }

  #lights(variant: number): Promise<string> {
    const file = join(this.#files, `lights-${variant}.rgba`);
    const made = this.#made.get(file) ?? writeFile(file, paintLights(variant)).then(() => file);
    this.#made.set(file, made);
    return made;
  }
}

function ratioShape(ratio: string): Size {
  const match = /^(\d+):(\d+)$/.exec(ratio);
  return match === null ? { width: 16, height: 9 } : { width: Number(match[1]), height: Number(match[2]) };
}
