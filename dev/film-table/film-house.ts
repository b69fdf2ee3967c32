/** Makes the table's films with the media service, over HTTP and in the order in which the product asks for them. */
import { FileServer } from '#container/testing/file-server.ts';
import { MediaFolder } from '#container/testing/make-media.ts';
import { MediaProcess } from '#container/testing/media-process.ts';
import type { PictureCut, TakePicture } from '#contracts/entities/index.ts';
import type { MediaJobResult } from '#contracts/media.ts';
import { type PlannedFilm, planFilm } from './plan-film.ts';
import { type DecodedSound, decodeSound, type Probe, probeFile } from './read-film.ts';
import type { Row } from './row.ts';
import { makeSong, type SongName, songFile } from './songs.ts';
import { makeSource, type SourceName, sourceFile } from './sources.ts';

type Result<Kind extends MediaJobResult['kind']> = Extract<MediaJobResult, { kind: Kind }>;

/** A song in storage, as the product knows it after an upload. */
export interface ReadySong {
  readonly bytes: Buffer;
  readonly durationSeconds: number;
  /** Where it lies, and where what `film-audio` made of it does. */
  readonly url: string;
  readonly filmUrl: string;
  readonly filmCopied: boolean;
}

export interface HeardSong {
  readonly probe: Probe;
  readonly sound: DecodedSound;
}

export interface MadeFilm {
  readonly planned: PlannedFilm;
  readonly song: ReadySong;
  readonly bytes: Buffer;
  /** Of the scenes, in film order. */
  readonly conformed: readonly Result<'conform'>[];
  readonly assembled: Result<'assemble'>;
}

export class FilmHouse {
  readonly folder: MediaFolder;
  readonly #files = new FileServer();
  readonly #sources = new Map<SourceName, Promise<string>>();
  readonly #songs = new Map<SongName, Promise<ReadySong>>();
  readonly #heard = new Map<SongName, Promise<HeardSong>>();
  #media: MediaProcess | undefined;
  #jobs = 0;

  private constructor(folder: MediaFolder) {
    this.folder = folder;
  }

  static async open(): Promise<FilmHouse> {
    const house = new FilmHouse(await MediaFolder.open());
    await house.#files.start();
    house.#media = await MediaProcess.start(house.folder.path);
    return house;
  }

  async close(): Promise<void> {
    await this.#media?.stop();
    await this.#files.stop();
    await this.folder.remove();
  }

  /** Plans a film, renders all segments and seams of it, and joins them. Throws what a job complains of. */
  async make(row: Row): Promise<MadeFilm> {
    const song = await this.song(row.song);
    const planned = planFilm(row, song.durationSeconds);
    const { scenes, seams, rate: frameRate, width, height, plan } = planned;
    const bodies = scenes.map(async ({ segment, source }) => {
      const { fromFrame, frames } = segment;
      const picture = await this.#picture(source, segment.picture);
      return this.#render('conform', { picture, fromFrame, frames, frameRate, width, height });
    });
    const blends = seams.map(async ({ recipe, cut }) => {
      const incoming = plan.scenes.findIndex(({ sceneId }) => sceneId === cut.sceneId);
      const side = async (index: number, { picture, fromFrame }: PictureCut) => ({
        picture: await this.#picture(scenes[index]?.source ?? 'wide24', picture),
        fromFrame,
      });
      const [outgoing, into] = [
        await side(incoming - 1, recipe.outgoing),
        await side(incoming, recipe.incoming),
      ];
      const { frames, blend } = recipe;
      const spec = { outgoing, incoming: into, blend, frames, frameRate, width, height };
      return { sceneId: cut.sceneId, ...(await this.#render('seam', spec)) };
    });
    const [made, joints] = [await Promise.all(bodies), await Promise.all(blends)];
    const segments = made.flatMap(({ input, result }, index) => {
      const body = { input, frames: result.frames, black: result.black, frozen: result.frozen };
      const before = joints.filter(({ sceneId }) => sceneId === plan.scenes[index]?.sceneId);
      const seam = before.map((joint) => ({
        input: joint.input,
        frames: joint.result.frames,
        black: joint.result.black,
      }));
      return [...seam, body];
    });
    const { path, output } = this.#target('film.mp4');
    const assembled = await this.#run('assemble', {
      ...{ segments, songDurationSeconds: song.durationSeconds, output, frameRate, width, height },
      song: row.raw ? song.url : song.filmUrl,
      title: row.name,
      chapters: plan.scenes.map(({ sceneId, body }) => ({ title: sceneId, fromFrame: body.startFrame })),
    });
    const bytes = this.#stored(path);
    return { planned, song, bytes, conformed: made.map(({ result }) => result), assembled };
  }

  /** A song, made, uploaded, probed and heard once for all of its films. */
  song(name: SongName): Promise<ReadySong> {
    const made = this.#songs.get(name) ?? this.#makeSong(name);
    this.#songs.set(name, made);
    return made;
  }

  /** A song as it came: what ffprobe says of it, and how it sounds. */
  heard(name: SongName): Promise<HeardSong> {
    const { file } = songFile(name);
    const read = async () => ({
      probe: await probeFile(this.folder, file),
      sound: await decodeSound(this.folder, file),
    });
    const heard = this.#heard.get(name) ?? read();
    this.#heard.set(name, heard);
    return heard;
  }

  async #makeSong(name: SongName): Promise<ReadySong> {
    const bytes = await makeSong(this.folder, name);
    const url = this.#files.give(`/song-${name}`, bytes);
    const { durationSeconds } = await this.#run('probe', { input: url, expect: 'audio' });
    const { path, output } = this.#target('sound.m4a', 'audio/mp4');
    const { copied } = await this.#run('film-audio', { input: url, output });
    const filmUrl = copied ? url : this.#files.give(path, this.#stored(path));
    return { bytes, durationSeconds, url, filmUrl, filmCopied: copied };
  }

  /** A take's picture as the media service is told of it. */
  async #picture(name: SourceName, take: TakePicture) {
    const { motion, fill, inSeconds, frames, short, slowestSpeed } = take;
    const how = { fill, inSeconds, frames, short, slowestSpeed };
    return { input: await this.#source(name), ...how, ...(motion === null ? {} : { motion }) };
  }

  async #render<Kind extends 'conform' | 'seam'>(kind: Kind, spec: object) {
    const { path, output } = this.#target(`${kind}.mp4`);
    const result = await this.#run(kind, { ...spec, output });
    return { result, input: this.#files.give(path, this.#stored(path)) };
  }

  #source(name: SourceName): Promise<string> {
    const made =
      this.#sources.get(name) ??
      makeSource(this.folder, name).then((bytes) => this.#files.give(`/${sourceFile(name).file}`, bytes));
    this.#sources.set(name, made);
    return made;
  }

  #target(name: string, contentType = 'video/mp4') {
    this.#jobs += 1;
    const path = `/${this.#jobs}-${name}`;
    return { path, output: { url: this.#files.url(path), contentType } };
  }

  #stored(path: string): Buffer {
    const bytes = this.#files.stored.get(path)?.bytes;
    if (!bytes) throw new Error(`nothing was stored at ${path}`);
    return bytes;
  }

  async #run<Kind extends MediaJobResult['kind']>(kind: Kind, spec: object): Promise<Result<Kind>> {
    if (!this.#media) throw new Error('The house is closed.');
    this.#jobs += 1;
    const { error, result } = await this.#media.run(`${kind}-${this.#jobs}`, { kind, ...spec });
    if (error) throw new Error(`${kind}: ${error.code}: ${error.message}`);
    if (!isOf(kind, result)) throw new Error(`${kind} has no result`);
    return result;
  }
}

function isOf<Kind extends MediaJobResult['kind']>(
  kind: Kind,
  result: MediaJobResult | null,
): result is Result<Kind> {
  return result?.kind === kind;
}
