import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boxesIn } from '#container/mp4/boxes.ts';
import { FilmStudio, type StudioSegment } from '#container/testing/film-studio.ts';
import { clicks } from '#container/testing/make-media.ts';

/** Colour, as red, green and blue, and frames of each scene. */
const SCENES = [
  ['red', [255, 0, 0], 17],
  ['lime', [0, 255, 0], 30],
  ['black', [0, 0, 0], 24],
  ['blue', [0, 0, 255], 25],
] as const;
const FRAMES = 96;
const SECONDS = FRAMES / 24;
let studio: FilmStudio;
let segments: StudioSegment[];
let song: { bytes: Buffer; seconds: number };

beforeAll(async () => {
  studio = await FilmStudio.open();
  segments = [];
  for (const [color, , frames] of SCENES) segments.push(await studio.segment(color, frames));
  song = { bytes: await studio.folder.make('song.mp3', clicks(SECONDS)), seconds: SECONDS };
}, 120_000);

afterAll(() => studio.close());

const TITLE = 'A "quoted" \'title\' = ; # \\ [CHAPTER]\r\nsecond line 🎬';
const PLAIN_TITLE = 'A "quoted" \'title\' = ; # \\ [CHAPTER] second line 🎬';
const CUES = [
  { startSeconds: 0.5, endSeconds: 1, text: 'I <3 you {\\an8} \\N <i>really</i> & "so"' },
  { startSeconds: 1, endSeconds: 1.75, text: 'שלום עולם, مرحبا بالعالم' },
  { startSeconds: 2.25, endSeconds: 2.5, text: '我爱音乐\n音楽が好き 🎵' },
  { startSeconds: 3.5, endSeconds: 99, text: ' to the end ' },
];

describe('a film with everything', { timeout: 120_000 }, () => {
  it('has each scene on its frames, chapters and captions as given, and says so', async () => {
    const starts = SCENES.map((_, scene) =>
      SCENES.slice(0, scene).reduce((sum, [, , frames]) => sum + frames, 0),
    );
    const { error, result } = await studio.assemble(
      segments.map((segment, scene) =>
        scene === 2 ? { ...segment, black: [{ fromFrame: 0, toFrame: 24 }] } : segment,
      ),
      song,
      {
        title: TITLE,
        artist: 'Bj=rk; #1',
        chapters: starts.map((fromFrame, scene) => ({ title: `${scene + 1}. ${TITLE}`, fromFrame })),
        captions: { language: 'pt-BR', cues: CUES },
        loudness: { integratedLufs: -20, rangeLu: 1, truePeakDbtp: -2 },
      },
    );
    expect(error).toBeNull();
    expect(result).toMatchObject({
      qc: {
        passed: true,
        frames: FRAMES,
        chapters: 4,
        black: [{ fromFrame: 47, toFrame: 71 }],
        frozen: [],
        decodeErrors: null,
        loudness: { song: { integratedLufs: -20 }, film: { integratedLufs: -20 } },
        videoProfile: 'High',
        videoLevel: '3.1',
        pixelFormat: 'yuv420p',
        audioSampleRate: 44_100,
        audioChannels: 1,
      },
    });

    const seen = await studio.frameColours('film.mp4');
    const sceneOf = (colour: number[]) =>
      SCENES.findIndex(([, wanted]) =>
        wanted.every((level, part) => Math.abs(level - (colour[part] ?? -1)) < 20),
      );
    expect(seen.map(sceneOf)).toEqual(SCENES.flatMap(([, , frames], scene) => Array(frames).fill(scene)));

    const shown = await studio.lines(
      '-show_entries',
      'stream=codec_name,codec_type:stream_disposition=default:stream_tags=language',
      '-of',
      'csv=p=0',
      'film.mp4',
    );
    expect(shown.slice(0, 3)).toEqual(['h264,video,1,und', 'mp3,audio,1,und', 'mov_text,subtitle,0,por']);
    const tags = JSON.parse(
      (
        await studio.lines(
          '-show_entries',
          'format_tags=title,artist',
          '-show_chapters',
          '-of',
          'json',
          'film.mp4',
        )
      ).join('\n'),
    );
    expect(tags.format.tags).toEqual({ title: PLAIN_TITLE, artist: 'Bj=rk; #1' });
    const chapters = tags.chapters.map((chapter: Record<string, unknown>) => [
      Math.round(Number(chapter.start_time) * 24),
      Math.round(Number(chapter.end_time) * 24),
      chapter.tags,
    ]);
    expect(chapters).toEqual(
      starts.map((start, scene) => [
        start,
        starts[scene + 1] ?? FRAMES,
        { title: `${scene + 1}. ${PLAIN_TITLE}` },
      ]),
    );
  });

  it('carries its captions byte for byte at their times', async () => {
    const { error } = await studio.assemble(segments, song, { captions: { language: null, cues: CUES } });
    expect(error).toBeNull();
    const packets = await studio.lines(
      '-select_streams',
      's',
      '-show_entries',
      'packet=pts_time,duration_time,size',
      '-of',
      'csv=p=0',
      'film.mp4',
    );
    const raw = await studio.folder.ask('ffmpeg', [
      '-i',
      'film.mp4',
      '-map',
      '0:s',
      '-c',
      'copy',
      '-f',
      'data',
      '-',
    ]);
    let at = 0;
    const texts = packets.map((line) => {
      const [start, duration, size] = line.split(',').map(Number);
      const sample = raw.subarray(at, at + (size ?? 0));
      at += size ?? 0;
      return [start, duration, sample.toString('utf8', 2, 2 + sample.readUInt16BE(0))];
    });
    expect(texts).toEqual([
      [0, 0.5, ''],
      [0.5, 0.5, CUES[0]?.text],
      [1, 0.75, CUES[1]?.text],
      [1.75, 0.5, ''],
      [2.25, 0.25, CUES[2]?.text],
      [2.5, 1, ''],
      [3.5, 0.5, CUES[3]?.text],
    ]);
    const [language] = await studio.lines(
      '-select_streams',
      's',
      '-show_entries',
      'stream_tags=language',
      '-of',
      'csv=p=0',
      'film.mp4',
    );
    expect(language).toBe('und');
  });

  it('plays while it comes in: its index first, then sound and pictures side by side', async () => {
    const { error } = await studio.assemble(segments, song, { captions: { language: null, cues: CUES } });
    expect(error).toBeNull();
    const film = await readFile(studio.folder.at('film.mp4'));
    expect(boxesIn(film).map(({ type }) => type)).toEqual(['ftyp', 'moov', 'free', 'mdat']);
    const lines = await studio.lines(
      '-show_entries',
      'packet=stream_index,pts_time,pos',
      '-of',
      'csv=p=0',
      'film.mp4',
    );
    const packets = lines
      .map((line) => line.split(',').map(Number))
      .map(([stream = 0, time = 0, place = 0]) => ({ stream, time, place }))
      .sort((one, other) => one.place - other.place);
    expect(new Set(packets.map(({ stream }) => stream)).size).toBe(3);
    const times = [0, 0, 0];
    for (const { stream, time } of packets) {
      times[stream] = time;
      if (stream < 2) expect(Math.abs((times[0] ?? 0) - (times[1] ?? 0)), `at ${time} s`).toBeLessThan(0.6);
      else expect(time - (times[0] ?? 0), `caption at ${time} s`).toBeLessThan(0.6);
    }
  });

  it('is decoded on request: black and still frames are found, errors counted', async () => {
    const still = await studio.segment('white', 24, true);
    const { error, result } = await studio.assemble(
      [...segments.slice(0, 3), still],
      { ...song, seconds: 95 / 24 },
      { check: 'decode' },
    );
    expect(error).toBeNull();
    if (result?.kind !== 'assemble') throw new Error('no film');
    // The square is a hundredth of the black scene.
    expect(result.qc).toMatchObject({
      black: [{ fromFrame: 47, toFrame: 71 }],
      frozen: [{ fromFrame: 71, toFrame: 95 }],
      decodeErrors: 0,
      passed: true,
    });
    expect(result.qc.loudness.film?.integratedLufs).toBeLessThan(0);
  });
});

describe('an animatic', { timeout: 120_000 }, () => {
  it('is a film of stills: conformed as clips are, joined as films are', async () => {
    const stills = [
      await studio.segment('red', 41, true),
      await studio.segment('lime', 1, true),
      await studio.segment('blue', 54, true),
    ];
    const { error, result } = await studio.assemble(stills, song);
    expect(error).toBeNull();
    expect(result).toMatchObject({ qc: { frames: FRAMES, passed: true } });
    const brightest = (await studio.frameColours('film.mp4')).map((colour) =>
      colour.indexOf(Math.max(...colour)),
    );
    expect(brightest).toEqual([41, 1, 54].flatMap((frames, scene) => Array(frames).fill(scene)));
  });
});

describe('a damaged segment', { timeout: 120_000 }, () => {
  it('is noticed where the film is decoded', async () => {
    const name = 'damaged.mp4';
    const bytes = Buffer.from(studio.files.files.get(new URL(segments[1]?.input ?? '').pathname) ?? '');
    const media = bytes.indexOf('mdat', 0, 'latin1');
    // Behind the first frame, which is most of it.
    bytes.fill(0x5a, media + Math.floor((bytes.length - media) * 0.8), bytes.length - 20);
    const damaged = { input: studio.files.give(`/${name}`, bytes), frames: 30 };
    const parts = segments.map((segment, scene) => (scene === 1 ? damaged : segment));
    const { error } = await studio.assemble(parts, song, { check: 'decode' });
    expect(error).toMatchObject({
      code: 'qc-failed',
      message: expect.stringMatching(/decoder complained \d+ times/),
    });
  });
});

describe('a film is refused', { timeout: 120_000 }, () => {
  it.each([
    [
      'with a segment of other frames',
      () => segments.map((segment, scene) => (scene === 1 ? { ...segment, frames: 31 } : segment)),
      97 / 24,
      /Segment 2 has 30 frames instead of 31/,
    ],
    [
      'that is shorter than its song',
      () => segments.slice(0, 3),
      SECONDS,
      /-1041\.667 ms longer than the song/,
    ],
    [
      'that is longer than its song',
      () => [...segments, ...segments.slice(0, 1)],
      SECONDS,
      /708\.333 ms longer than the song/,
    ],
  ])('%s', async (_name, parts, seconds, message) => {
    const stored = studio.files.stored.size;
    const { status, error } = await studio.assemble(parts(), { ...song, seconds });
    expect({ status, ...error }).toMatchObject({
      status: 'failed',
      code: 'qc-failed',
      message: expect.stringMatching(message),
    });
    expect(studio.files.stored.size).toBe(stored);
  });

  it('with a segment that has B-frames, and so no times of its own', async () => {
    const bytes = await studio.folder.make('foreign.mp4', [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=160x90:rate=24:duration=1',
      '-c:v',
      'libx264',
      '-bf',
      '2',
      '-movflags',
      '+faststart',
    ]);
    const foreign = { input: studio.files.give('/foreign.mp4', bytes), frames: 24 };
    const { error } = await studio.assemble([foreign, ...segments.slice(1)], song);
    expect(error).toMatchObject({ code: 'input-wrong-kind', message: expect.stringMatching(/Segment 1/) });
  });
});

describe('a film of what was made here', { timeout: 60_000 }, () => {
  /** Joins it; answers what was fetched for that, and its bytes. */
  async function joined(wishes: Record<string, unknown>): Promise<{ gets: string[]; bytes: Buffer }> {
    const since = studio.files.requests.length;
    const { error } = await studio.assemble(segments, song, wishes);
    expect(error).toBeNull();
    const gets = studio.files.requests.slice(since).filter((line) => line.startsWith('GET'));
    return { gets, bytes: await readFile(studio.folder.at('film.mp4')) };
  }

  it('is joined without fetching anything again, and is the same', async () => {
    const url = studio.files.give('/kept-song.mp3', song.bytes);
    const first = await joined({ song: url, title: 'Kept' });
    expect(first.gets).toEqual(['GET /kept-song.mp3']);
    expect(await joined({ song: `${url}&again=1`, title: 'Kept' })).toEqual({ gets: [], bytes: first.bytes });
  });

  it('has its own words, its own song and its own end', async () => {
    const url = studio.files.give('/kept-song-2.mp3', song.bytes);
    const chapters = [{ title: 'Only', fromFrame: 0 }];
    const fetched = ['GET /kept-song-2.mp3'];
    expect((await joined({ song: url, title: 'One' })).gets).toEqual(fetched);
    expect((await joined({ song: url, title: 'Two' })).gets).toEqual(fetched);
    expect((await joined({ song: url, title: 'Two', artist: 'Three' })).gets).toEqual(fetched);
    expect((await joined({ song: url, title: 'Two', chapters })).gets).toEqual(fetched);
    expect((await joined({ song: studio.files.give('/other.mp3', song.bytes), title: 'Two' })).gets).toEqual([
      'GET /other.mp3',
    ]);
  });
});
