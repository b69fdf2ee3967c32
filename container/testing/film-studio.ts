import { writeFile } from 'node:fs/promises';
import type { FrameRate, MediaJobView } from '#contracts/media.ts';
import { FileServer } from './file-server.ts';
import { FAST_H264, MediaFolder } from './make-media.ts';
import { MediaProcess } from './media-process.ts';
import { pictureOf } from './picture.ts';

export const STUDIO_RATE: FrameRate = { numerator: 24, denominator: 1 };

/** A made segment, on the file server. */
export interface StudioSegment {
  input: string;
  frames: number;
}

/** The service with storage beside it, and what it takes to make small films with it. */
export class FilmStudio {
  readonly files = new FileServer();
  readonly folder: MediaFolder;
  #media: MediaProcess | undefined;
  #count = 0;

  private constructor(folder: MediaFolder) {
    this.folder = folder;
  }

  static async open(): Promise<FilmStudio> {
    const studio = new FilmStudio(await MediaFolder.open());
    await studio.files.start();
    studio.#media = await MediaProcess.start(studio.folder.path);
    return studio;
  }

  async close(): Promise<void> {
    await this.#media?.stop();
    await this.files.stop();
    await this.folder.remove();
  }

  run(spec: unknown): Promise<MediaJobView> {
    if (this.#media === undefined) throw new Error('The studio is not open.');
    this.#count += 1;
    return this.#media.run(`job-${this.#count}`, spec);
  }

  /** A fresh place to store something at. */
  target(
    name: string,
    contentType = 'video/mp4',
  ): { path: string; output: { url: string; contentType: string } } {
    this.#count += 1;
    const path = `/${this.#count}-${name}`;
    return { path, output: { url: this.files.url(path), contentType } };
  }

  /** What was stored, also written into the folder under `name`; the URL serves it from now on. */
  async take(path: string, name: string): Promise<{ bytes: Buffer; input: string }> {
    const bytes = this.files.stored.get(path)?.bytes;
    if (bytes === undefined) throw new Error(`Nothing was stored at ${path}.`);
    await writeFile(this.folder.at(name), bytes);
    return { bytes, input: this.files.give(path, bytes) };
  }

  /** A segment of one colour, 160 by 90, over which a small square moves unless it is `still`. */
  async segment(color: string, frames: number, still = false): Promise<StudioSegment> {
    const name = `${color.replace(/\W/g, '')}-${frames}.mp4`;
    const source = `color=${color}:size=160x90:rate=24:duration=${frames / 24}[a];color=gray:size=12x12:rate=24[b]`;
    const args = still
      ? ['-f', 'lavfi', '-i', `color=${color}:size=160x90`, '-frames:v', '1']
      : [...['-f', 'lavfi', '-i', `${source};[a][b]overlay=x='mod(n*5,148)':y=39:shortest=1`], ...FAST_H264];
    const clip = await this.folder.make(still ? `${name}.png` : name, args);
    const { path, output } = this.target(name);
    const view = await this.run({
      kind: 'conform',
      picture: pictureOf(this.files.give(`/clip${path}`, clip), frames),
      fromFrame: 0,
      frames,
      frameRate: STUDIO_RATE,
      width: 160,
      height: 90,
      output,
    });
    if (view.error) throw new Error(view.error.message);
    return { input: (await this.take(path, `segment-${name}`)).input, frames };
  }

  /** A film; `wishes` are further fields of the spec. Its file in the folder is `film.mp4`. */
  async assemble(
    segments: readonly StudioSegment[],
    song: { bytes: Buffer; seconds: number },
    wishes: Record<string, unknown> = {},
  ): Promise<MediaJobView & { input: string }> {
    const { path, output } = this.target('film.mp4');
    const view = await this.run({
      kind: 'assemble',
      segments,
      song: this.files.give(`/song${path}`, song.bytes),
      songDurationSeconds: song.seconds,
      frameRate: STUDIO_RATE,
      width: 160,
      height: 90,
      title: 'Film',
      output,
      ...wishes,
    });
    return { ...view, input: view.error ? '' : (await this.take(path, 'film.mp4')).input };
  }

  /** Mean colour (red, green, blue) of every frame that a decoder shows. */
  async frameColours(name: string): Promise<number[][]> {
    const raw = await this.folder.ask('ffmpeg', [
      ...['-xerror', '-i', name, '-map', '0:v:0', '-vsync', 'passthrough'],
      ...['-vf', 'crop=160:20:0:0,scale=1:1:flags=area,format=rgb24', '-f', 'rawvideo', '-'],
    ]);
    return Array.from({ length: raw.length / 3 }, (_, frame) => [...raw.subarray(frame * 3, frame * 3 + 3)]);
  }

  /** What ffprobe prints for these arguments, one line an entry. */
  async lines(...args: string[]): Promise<string[]> {
    const text = String(await this.folder.ask('ffprobe', args));
    return text.split('\n').filter((line) => line !== '');
  }
}
