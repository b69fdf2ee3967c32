import { writeFile } from 'node:fs/promises';
import type { FrameRate, MediaJobView } from '#contracts/media.ts';
import type { Picture } from '#contracts/media-jobs/picture.ts';
import type { Blend } from '#contracts/media-jobs/seam.ts';
import { FileServer } from './file-server.ts';
import { MediaFolder } from './make-media.ts';
import { MediaProcess } from './media-process.ts';
import { pictureOf } from './picture.ts';

/** A cut to conform, or one side of a seam. */
export interface Wanted {
  bytes: Buffer;
  /** Frames of the whole picture. */
  of: number;
  from?: number;
  wishes?: Partial<Picture>;
  /** URL of a side's handle. */
  handle?: string;
}

/** The media service with a storage and a folder around it, for tests of segments and seams. */
export class PictureStudio {
  readonly folder: MediaFolder;
  readonly files: FileServer;
  readonly media: MediaProcess;
  readonly film: { width: number; height: number; frameRate: FrameRate };
  #count = 0;

  private constructor(
    folder: MediaFolder,
    files: FileServer,
    media: MediaProcess,
    film: PictureStudio['film'],
  ) {
    this.folder = folder;
    this.files = files;
    this.media = media;
    this.film = film;
  }

  static async open(width: number, height: number, numerator = 24, denominator = 1): Promise<PictureStudio> {
    const [folder, files] = [await MediaFolder.open(), new FileServer()];
    await files.start();
    const film = { width, height, frameRate: { numerator, denominator } };
    return new PictureStudio(folder, files, await MediaProcess.start(folder.path), film);
  }

  async close(): Promise<void> {
    await this.media.stop();
    await this.files.stop();
    await this.folder.remove();
  }

  /** Conforms a cut; the segment lies in the folder and in storage under the answered name. */
  async conform(wanted: Wanted, frames = wanted.of): Promise<MediaJobView & { name: string }> {
    const { picture, fromFrame } = this.#side(wanted);
    return this.#make('conform', { picture, fromFrame, frames });
  }

  /** The same, with the handles at both of its ends and the URLs at which they then lie. */
  async conformWithHandles(
    wanted: Wanted,
    frames: number,
  ): Promise<MediaJobView & { name: string; into: string; out: string }> {
    const { picture, fromFrame } = this.#side(wanted);
    this.#count += 1;
    const [into, out] = ['into', 'out'].map((end) => `/handle-${this.#count}-${end}.mp4`);
    const end = fromFrame + frames;
    const handles = [
      { fromFrame: 0, frames: fromFrame, output: this.#target(into) },
      { fromFrame: end, frames: wanted.of - end, output: this.#target(out) },
    ];
    const view = await this.#make('conform', { picture, fromFrame, frames, handles });
    for (const path of [into, out]) {
      const bytes = this.files.stored.get(path ?? '')?.bytes;
      if (path !== undefined && bytes) this.files.give(path, bytes);
    }
    return { ...view, into: this.#target(into).url, out: this.#target(out).url };
  }

  /**
   * Conforms a cut, and in the same job makes the seam behind it, which then lies in storage under `seam`.
   *
   * @param captions Those over the outgoing frames.
   */
  async conformWithSeam(
    wanted: Wanted,
    frames: number,
    into: { blend: Blend; incoming: Wanted; frames: number; captions?: string },
  ): Promise<MediaJobView & { name: string; seam: string }> {
    const { picture, fromFrame } = this.#side(wanted);
    this.#count += 1;
    const name = `seam-beside-${this.#count}.mp4`;
    const output = this.#target(`/${name}`);
    const seam = { ...into, fingerprint: name, incoming: this.#side(into.incoming), output };
    const view = await this.#make('conform', { picture, fromFrame, frames, seam });
    return { ...view, seam: name };
  }

  async seam(
    blend: Blend,
    outgoing: Wanted,
    incoming: Wanted,
    frames: number,
  ): Promise<MediaJobView & { name: string }> {
    const sides = { outgoing: this.#side(outgoing), incoming: this.#side(incoming) };
    return this.#make('seam', { blend, ...sides, frames });
  }

  #side({ bytes, of, from = 0, wishes, handle }: Wanted) {
    this.#count += 1;
    return {
      picture: pictureOf(this.files.give(`/input-${this.#count}`, bytes), of, wishes),
      fromFrame: from,
      ...(handle === undefined ? {} : { handle }),
    };
  }

  #target(path = '') {
    return { url: this.files.url(path), contentType: 'video/mp4' };
  }

  async #make(kind: string, spec: object): Promise<MediaJobView & { name: string }> {
    this.#count += 1;
    const name = `${kind}-${this.#count}.mp4`;
    const output = this.#target(`/${name}`);
    const view = await this.media.run(name, { kind, ...spec, ...this.film, output });
    const bytes = this.files.stored.get(`/${name}`)?.bytes;
    if (bytes) {
      this.files.files.set(`/${name}`, bytes);
      await writeFile(this.folder.at(name), bytes);
    }
    return { ...view, name };
  }
}
