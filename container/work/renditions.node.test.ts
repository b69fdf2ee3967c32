import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMediaPlaylist } from '#container/hls/media-playlist.ts';
import { FilmStudio, STUDIO_RATE } from '#container/testing/film-studio.ts';
import { clicks, firstToneSeconds } from '#container/testing/make-media.ts';
import { hlsFiles } from '#contracts/media-jobs/hls.ts';

const FRAMES = 220;
const SECONDS = FRAMES / 24;
let studio: FilmStudio;
let film: string;

beforeAll(async () => {
  studio = await FilmStudio.open();
  const segments = [
    await studio.segment('red', 61),
    await studio.segment('lime', 59),
    await studio.segment('blue', 100),
  ];
  const song = { bytes: await studio.folder.make('song.mp3', clicks(SECONDS)), seconds: SECONDS };
  const made = await studio.assemble(segments, song, {
    chapters: [
      { title: 'One', fromFrame: 0 },
      { title: 'Two', fromFrame: 61 },
    ],
    captions: { language: 'ja', cues: [{ startSeconds: 1, endSeconds: 2, text: '音楽' }] },
  });
  if (made.error) throw new Error(made.error.message);
  film = made.input;
  // The same film in a size that can be made smaller.
  const args = [
    '-i',
    studio.folder.at('film.mp4'),
    '-map',
    '0:v',
    '-map',
    '0:a',
    '-map',
    '0:s',
    '-vf',
    'scale=1088:612:flags=neighbor',
  ];
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-c:a', 'copy', '-c:s', 'copy'];
  const clock = ['-video_track_timescale', '12288', '-vsync', 'passthrough'];
  large = studio.files.give(
    '/large.mp4',
    await studio.folder.make('large.mp4', [...args, ...coding, ...clock]),
  );
}, 120_000);
let large: string;

afterAll(() => studio.close());

/** Which scene each frame shows. */
async function scenes(name: string): Promise<number[]> {
  const raw = await studio.folder.ask('ffmpeg', [
    ...['-xerror', '-i', name, '-map', '0:v:0', '-vsync', 'passthrough'],
    ...['-vf', 'crop=iw:ih/5:0:0,scale=1:1:flags=area,format=rgb24', '-f', 'rawvideo', '-'],
  ]);
  return Array.from({ length: raw.length / 3 }, (_, frame) => {
    const [red = 0, green = 0, blue = 0] = raw.subarray(frame * 3, frame * 3 + 3);
    return red > 200 ? 0 : green > 200 ? 1 : blue > 200 ? 2 : -1;
  });
}

const EXPECTED = [61, 59, 100].flatMap((frames, scene) => Array<number>(frames).fill(scene));

describe('a rendition', { timeout: 120_000 }, () => {
  it('has the same frames in a smaller picture, with the sound, chapters and captions copied', async () => {
    const { path, output } = studio.target('480p.mp4');
    const { error, result } = await studio.run({
      kind: 'rendition',
      input: large,
      quality: '480p',
      frames: FRAMES,
      frameRate: STUDIO_RATE,
      output,
    });
    expect(error).toBeNull();
    const { bytes } = await studio.take(path, '480p.mp4');
    expect(result).toEqual({
      kind: 'rendition',
      width: 854,
      height: 480,
      frames: FRAMES,
      copied: false,
      sizeBytes: bytes.length,
    });
    expect(await scenes('480p.mp4')).toEqual(EXPECTED);
    const shown = await studio.lines(
      '-show_entries',
      'stream=codec_name,codec_type:stream_disposition=default:stream_tags=language',
      '-of',
      'csv=p=0',
      '480p.mp4',
    );
    // The last one is the titles of the chapters.
    expect(shown).toEqual([
      'h264,video,1,und',
      'mp3,audio,1,und',
      'mov_text,subtitle,0,jpn',
      'bin_data,data,0,eng',
    ]);
    expect(Math.abs((await firstToneSeconds(studio.folder, '480p.mp4')) - 0.5)).toBeLessThan(0.003);
  });

  it('of a film that is no larger is the film itself', async () => {
    const { path, output } = studio.target('720p.mp4');
    const { error, result } = await studio.run({
      kind: 'rendition',
      input: film,
      quality: '720p',
      frames: FRAMES,
      frameRate: STUDIO_RATE,
      output,
    });
    expect(error).toBeNull();
    expect(result).toMatchObject({ width: 160, height: 90, frames: FRAMES, copied: true });
    await studio.take(path, '720p.mp4');
    expect(await scenes('720p.mp4')).toEqual(EXPECTED);
    expect(await studio.lines('-show_entries', 'chapter_tags=title', '-of', 'csv=p=0', '720p.mp4')).toEqual(
      expect.arrayContaining([expect.stringContaining('Two')]),
    );
  });

  it('of a film that has other frames than was said is not stored', async () => {
    const { path, output } = studio.target('wrong.mp4');
    const { status, error } = await studio.run({
      kind: 'rendition',
      input: film,
      quality: '480p',
      frames: FRAMES + 1,
      frameRate: STUDIO_RATE,
      output,
    });
    expect({ status, ...error }).toMatchObject({
      status: 'failed',
      code: 'qc-failed',
      message: expect.stringMatching(/220 frames instead of 221/),
    });
    expect(studio.files.stored.has(path)).toBe(false);
  });
});

describe('HLS', { timeout: 180_000 }, () => {
  it('can be played in every variant, which change over at the same frames', async () => {
    const files = hlsFiles(['720p', '480p']);
    const first = studio.files.requests.length;
    const outputs = Object.fromEntries(
      files.map(({ name, contentType }) => [name, { url: studio.files.url(`/hls/${name}`), contentType }]),
    );
    const { error, result } = await studio.run({
      kind: 'hls',
      input: large,
      qualities: ['720p', '480p'],
      frames: FRAMES,
      frameRate: STUDIO_RATE,
      outputs,
    });
    expect(error).toBeNull();
    expect(result).toMatchObject({
      kind: 'hls',
      segments: 2,
      variants: [
        // The film has 612 lines: nothing is enlarged.
        { quality: '720p', width: 1088, height: 612, frames: FRAMES },
        { quality: '480p', width: 854, height: 480, frames: FRAMES },
      ],
    });
    expect(studio.files.requests.slice(first).at(-1), 'the master comes last').toBe('PUT /hls/master.m3u8');
    let sizeBytes = 0;
    for (const { name, contentType } of files) {
      const stored = studio.files.stored.get(`/hls/${name}`);
      expect(stored?.headers['content-type']).toBe(contentType);
      sizeBytes += stored?.bytes.length ?? 0;
      await writeFile(studio.folder.at(name), stored?.bytes ?? '');
    }
    expect(result).toMatchObject({ sizeBytes });

    const master = await readFile(studio.folder.at('master.m3u8'), 'utf8');
    expect(master).toMatch(/RESOLUTION=854x480,FRAME-RATE=24.000,AUDIO="sound"/);
    const keyframes = [];
    for (const quality of ['720p', '480p']) {
      const playlist = await readFile(studio.folder.at(`${quality}.m3u8`), 'utf8');
      expect(playlist.trimEnd().endsWith('#EXT-X-ENDLIST')).toBe(true);
      const segments = readMediaPlaylist(playlist);
      const total = segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
      expect(Math.abs(total - SECONDS)).toBeLessThan(1e-5);
      const ranges = [...playlist.matchAll(/BYTERANGE[:=]"?(\d+)@(\d+)/g)].map(([, length, start]) => [
        Number(start),
        Number(length),
      ]);
      // The ranges tile the file, from the first byte to the last.
      const end = ranges.reduce(
        (at, [start = 0, length = 0]) => (start === at ? at + length : Number.NaN),
        0,
      );
      expect(end).toBe(studio.files.stored.get(`/hls/${quality}.mp4`)?.bytes.length);
      expect(await scenes(`${quality}.m3u8`)).toEqual(EXPECTED);
      const packets = await studio.lines(
        '-select_streams',
        'v',
        '-show_entries',
        'packet=pts_time,flags',
        '-of',
        'csv=p=0',
        `${quality}.m3u8`,
      );
      keyframes.push(
        packets
          .filter((line) => line.includes('K'))
          .map((line) => Math.round(Number(line.split(',')[0]) * 24)),
      );
    }
    expect(keyframes[0]).toEqual([0, 48, 96, 144, 192]);
    expect(keyframes[1]).toEqual(keyframes[0]);

    // From the master as players do: the sound is at its time beside the picture.
    await studio.folder.ask('ffmpeg', ['-xerror', '-i', 'master.m3u8', '-f', 'null', '-']);
    expect(Math.abs((await firstToneSeconds(studio.folder, 'audio.m3u8')) - 0.5)).toBeLessThan(0.03);
  });

  it('is refused where a file of it has nowhere to go', async () => {
    const outputs = Object.fromEntries(
      hlsFiles(['480p'])
        .slice(1)
        .map(({ name, contentType }) => [name, { url: studio.files.url(`/none/${name}`), contentType }]),
    );
    const spec = {
      kind: 'hls',
      input: film,
      qualities: ['480p'],
      frames: FRAMES,
      frameRate: STUDIO_RATE,
      outputs,
    };
    await expect(studio.run(spec)).rejects.toThrow(/400 .*needs a target/);
  });
});
