import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clicks, MediaFolder } from '#container/testing/make-media.ts';
import { readIndex } from './read-index.ts';
import { soundCodec } from './sound-codec.ts';

let folder: MediaFolder;

beforeAll(async () => {
  folder = await MediaFolder.open();
});

afterAll(() => folder.remove());

describe('the codec of a sound track', { timeout: 60_000 }, () => {
  it.each([
    ['aac', { codec: 'aac', sampleRate: 44_100 }],
    ['libmp3lame', { codec: 'mp3', sampleRate: 44_100 }],
    ['alac', { codec: 'alac', sampleRate: 44_100 }],
    ['flac', { codec: 'flac', sampleRate: 44_100 }],
    ['ac3', undefined],
    ['libvorbis', undefined],
  ])('%s', async (encoder, codec) => {
    await folder.make('sound.mp4', [...clicks(0.3), '-c:a', encoder, '-strict', 'experimental']);
    const [track] = (await readIndex(folder.at('sound.mp4')))?.tracks ?? [];
    expect(track && soundCodec(track)).toEqual(codec);
  });
});
