import { describe, expect, it } from 'vitest';
import { MediaJobSpec } from '#contracts/media.ts';
import type { PictureInput } from '#domain/pipeline/task-io.ts';
import { specOf } from './media-job.ts';

const at = {
  get: async (key: string) => `http://storage.test/get/${key}`,
  put: async (key: string, type: string) => `http://storage.test/put/${key}?type=${encodeURIComponent(type)}`,
};
const format = { frames: 12, frameRate: { numerator: 24000, denominator: 1001 }, width: 1280, height: 720 };
const clip: PictureInput = {
  picture: {
    key: 'clips/a.mp4',
    motion: null,
    fill: 'blur',
    inSeconds: 1.5,
    frames: 120,
    short: 'slow',
    slowestSpeed: 0.6,
    captions: null,
  },
  fromFrame: 108,
};
const still: PictureInput = {
  picture: {
    ...clip.picture,
    key: 'images/b.png',
    motion: 'pan-left',
    inSeconds: 0,
    short: 'hold',
    captions: '[Script Info]',
  },
  fromFrame: 0,
};
const output = (key: string) => ({
  url: `http://storage.test/put/${key}?type=video%2Fmp4`,
  contentType: 'video/mp4',
});
const { key: clipKey, motion: _, captions: __, ...clipHow } = clip.picture;
const { key: stillKey, ...stillHow } = still.picture;
const loudness = { integratedLufs: -9, rangeLu: 6, truePeakDbtp: -0.5 };
const cues = [{ startSeconds: 0, endSeconds: 0.4, text: 'The night train' }];

describe('what the media service is asked for', () => {
  it('a segment of a clip, as it is to be seen', async () => {
    const handles = [{ fromFrame: 96, frames: 12, outputKey: 'handles/h.mp4' }];
    const outputs = { outputKey: 'segments/s.mp4', handles, seam: null };
    const spec = await specOf({ work: 'conform-clip', ...clip, ...format, ...outputs }, at);
    expect(MediaJobSpec.parse(spec)).toEqual({
      kind: 'conform',
      picture: { input: `http://storage.test/get/${clipKey}`, ...clipHow },
      fromFrame: 108,
      ...format,
      output: output('segments/s.mp4'),
      handles: [{ fromFrame: 96, frames: 12, output: output('handles/h.mp4') }],
    });
  });

  it.each([
    ['with captions', '[Script Info]', { captions: '[Script Info]' }],
    ['without captions', null, {}],
  ])('a segment and the seam behind it, %s', async (_name, captions, told) => {
    const incoming = { ...clip, fromFrame: 0, handleKey: 'handles/i.mp4' };
    const outputKey = 'seams/s.mp4';
    const seam = {
      fingerprint: 'f',
      captions,
      incoming,
      blend: 'wipe-up' as const,
      frames: 12,
      outputKey,
    };
    const outputs = { outputKey: 'segments/s.mp4', handles: [], seam };
    const spec = await specOf({ work: 'conform-clip', ...clip, ...format, ...outputs }, at);
    expect(MediaJobSpec.parse(spec)).toMatchObject({
      kind: 'conform',
      output: output('segments/s.mp4'),
      seam: {
        fingerprint: 'f',
        ...told,
        incoming: {
          picture: { input: `http://storage.test/get/${clipKey}`, ...clipHow },
          fromFrame: 0,
          handle: 'http://storage.test/get/handles/i.mp4',
        },
        blend: 'wipe-up',
        frames: 12,
        output: output('seams/s.mp4'),
      },
    });
  });

  it('what is heard in a song, and the peaks of its wave', async () => {
    const input = {
      work: 'analyze-song' as const,
      songKey: 'song.mp3',
      waveformKey: 'songs/s/waveform.json',
    };
    expect(MediaJobSpec.parse(await specOf(input, at))).toEqual({
      kind: 'analyze-song',
      input: 'http://storage.test/get/song.mp3',
      waveform: {
        url: 'http://storage.test/put/songs/s/waveform.json?type=application%2Fjson',
        contentType: 'application/json',
      },
    });
  });

  it('a seam from a clip into a still over which the camera moves', async () => {
    const sides = {
      outgoing: { ...clip, handleKey: 'handles/h.mp4' },
      incoming: { ...still, handleKey: null },
    };
    const target = { outputKey: 'seams/s.mp4' };
    const spec = await specOf({ work: 'render-seam', ...sides, blend: 'wipe-up', ...format, ...target }, at);
    expect(MediaJobSpec.parse(spec)).toEqual({
      kind: 'seam',
      outgoing: {
        picture: { input: `http://storage.test/get/${clipKey}`, ...clipHow },
        fromFrame: 108,
        handle: 'http://storage.test/get/handles/h.mp4',
      },
      incoming: { picture: { input: `http://storage.test/get/${stillKey}`, ...stillHow }, fromFrame: 0 },
      blend: 'wipe-up',
      ...format,
      output: output('seams/s.mp4'),
    });
  });

  it.each([
    ['with an artist', 'The Sleepers', { artist: 'The Sleepers' }],
    ['without one', null, {}],
  ])('a film %s', async (_name, artist, told) => {
    const spec = await specOf(
      {
        work: 'assemble-film',
        segments: [{ key: 'segments/s.mp4', frames: 12, black: [{ fromFrame: 0, toFrame: 2 }], frozen: [] }],
        songKey: 'song.mp3',
        songDurationSeconds: 0.5,
        outputKey: 'film.mp4',
        frameRate: format.frameRate,
        width: 1280,
        height: 720,
        title: 'Night train',
        artist,
        chapters: [{ title: 'The platform', fromFrame: 0 }],
        captions: { language: 'en', cues },
        loudness,
      },
      at,
    );
    expect(MediaJobSpec.parse(spec)).toMatchObject({
      kind: 'assemble',
      title: 'Night train',
      segments: [{ input: 'http://storage.test/get/segments/s.mp4', black: [{ fromFrame: 0, toFrame: 2 }] }],
      chapters: [{ title: 'The platform', fromFrame: 0 }],
      captions: { language: 'en', cues },
      loudness,
      ...told,
    });
    expect('artist' in spec).toBe(artist !== null);
  });

  it('the brightest of some frames as a poster', async () => {
    const { frameRate } = format;
    const candidates = [
      { key: 'segments/a.mp4', frame: 7 },
      { key: 'segments/b.mp4', frame: 9 },
    ];
    const spec = await specOf(
      { work: 'make-poster', candidates, frameRate, outputKey: 'poster.jpg', maxWidth: 640 },
      at,
    );
    expect(MediaJobSpec.parse(spec)).toEqual({
      kind: 'brightest-poster',
      candidates: [
        { input: 'http://storage.test/get/segments/a.mp4', frame: 7, frameRate },
        { input: 'http://storage.test/get/segments/b.mp4', frame: 9, frameRate },
      ],
      output: { url: 'http://storage.test/put/poster.jpg?type=image%2Fjpeg', contentType: 'image/jpeg' },
      maxWidth: 640,
    });
  });

  it('a stream, each of its files with its own place and type', async () => {
    const { frameRate } = format;
    const names = ['audio.mp4', 'audio.m3u8', '480p.mp4', '480p.m3u8', 'master.m3u8'];
    const outputKeys = Object.fromEntries(names.map((name) => [name, `hls/r/${name}`]));
    const film = { key: 'film.mp4', frames: 240, frameRate };
    const spec = await specOf({ work: 'make-hls', ...film, qualities: ['480p'], outputKeys }, at);
    const parsed = MediaJobSpec.parse(spec);
    expect(parsed).toMatchObject({ kind: 'hls', input: 'http://storage.test/get/film.mp4', frames: 240 });
    const outputs = parsed.kind === 'hls' ? parsed.outputs : {};
    expect(Object.keys(outputs).sort()).toEqual([...names].sort());
    expect(outputs['480p.m3u8']).toEqual({
      url: 'http://storage.test/put/hls/r/480p.m3u8?type=application%2Fvnd.apple.mpegurl',
      contentType: 'application/vnd.apple.mpegurl',
    });
  });

  it('a smaller film, a sheet and thumbnails', async () => {
    const { frameRate, width, height } = format;
    const film = { key: 'film.mp4', frames: 240, frameRate };
    const small = await specOf(
      { work: 'make-rendition', ...film, quality: '480p', outputKey: 'small.mp4' },
      at,
    );
    expect(MediaJobSpec.parse(small)).toMatchObject({ kind: 'rendition', output: output('small.mp4') });
    const cells = [{ key: 'clips/a.mp4', frame: 3, startSeconds: 1.5 }];
    const size = { frameRate, width, height };
    const sheet = await specOf({ work: 'make-sheet', cells, ...size, outputKey: 'sheet.jpg' }, at);
    expect(MediaJobSpec.parse(sheet)).toMatchObject({
      kind: 'sheet',
      scenes: [{ frame: 3, startSeconds: 1.5 }],
    });
    const pictures = [{ key: 'images/a.png', frame: 0, outputKey: 'thumbnails/a.jpg' }];
    const thumbnails = await specOf({ work: 'make-thumbnails', pictures, frameRate, maxWidth: 320 }, at);
    expect(MediaJobSpec.parse(thumbnails)).toMatchObject({
      kind: 'thumbnails',
      pictures: [{ input: 'http://storage.test/get/images/a.png', output: { contentType: 'image/jpeg' } }],
    });
  });

  it('the sound of a song', async () => {
    const spec = await specOf({ work: 'film-audio', songKey: 'song.wav', outputKey: 'songs/sound.m4a' }, at);
    expect(MediaJobSpec.parse(spec)).toEqual({
      kind: 'film-audio',
      input: 'http://storage.test/get/song.wav',
      output: { url: 'http://storage.test/put/songs/sound.m4a?type=audio%2Fmp4', contentType: 'audio/mp4' },
    });
  });
});
