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
    const spec = await specOf({ work: 'conform-clip', ...clip, ...format, outputKey: 'segments/s.mp4' }, at);
    expect(MediaJobSpec.parse(spec)).toEqual({
      kind: 'conform',
      picture: { input: `http://storage.test/get/${clipKey}`, ...clipHow },
      fromFrame: 108,
      ...format,
      output: output('segments/s.mp4'),
    });
  });

  it('a seam from a clip into a still over which the camera moves', async () => {
    const sides = { outgoing: clip, incoming: still };
    const target = { outputKey: 'seams/s.mp4' };
    const spec = await specOf({ work: 'render-seam', ...sides, blend: 'wipe-up', ...format, ...target }, at);
    expect(MediaJobSpec.parse(spec)).toEqual({
      kind: 'seam',
      outgoing: { picture: { input: `http://storage.test/get/${clipKey}`, ...clipHow }, fromFrame: 108 },
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

  it('the sound of a song', async () => {
    const spec = await specOf({ work: 'film-audio', songKey: 'song.wav', outputKey: 'songs/sound.m4a' }, at);
    expect(MediaJobSpec.parse(spec)).toEqual({
      kind: 'film-audio',
      input: 'http://storage.test/get/song.wav',
      output: { url: 'http://storage.test/put/songs/sound.m4a?type=audio%2Fmp4', contentType: 'audio/mp4' },
    });
  });
});
