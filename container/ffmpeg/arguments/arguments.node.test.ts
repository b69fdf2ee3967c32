import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameRate } from '#contracts/media.ts';
import { isCopiedIntoMp4 } from '#contracts/media-jobs/mp4-sound.ts';
import { trackTimescale } from '../frame-time.ts';
import { h264Level } from '../h264-level.ts';
import { sideArguments } from './assemble.ts';
import { plainTitle } from './film-metadata.ts';
import { inputArguments } from './input.ts';
import { readMatrix } from './picture-colour.ts';
import { speechBitRate } from './prepare-audio.ts';

const RATES: readonly FrameRate[] = [
  { numerator: 24, denominator: 1 },
  { numerator: 25, denominator: 1 },
  { numerator: 30, denominator: 1 },
  { numerator: 24_000, denominator: 1001 },
  { numerator: 30_000, denominator: 1001 },
  { numerator: 60_000, denominator: 1001 },
];

describe('the track time scale', () => {
  it.each([
    [24, 1, 12_288],
    [25, 1, 12_800],
    [30, 1, 15_360],
    [24_000, 1001, 24_000],
  ])('of %i/%i frames per second is %i', (numerator, denominator, ticks) => {
    expect(trackTimescale({ numerator, denominator })).toBe(ticks);
  });

  it('holds every frame on a whole tick', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RATES), fc.nat(1_000_000), (rate, frame) => {
        const ticks = (frame * rate.denominator * trackTimescale(rate)) / rate.numerator;
        expect(Number.isInteger(ticks)).toBe(true);
      }),
    );
  });
});

describe('the H.264 level', () => {
  it.each([
    [1280, 720, 30, '3.1'],
    [720, 1280, 30, '3.1'],
    [1280, 720, 60, '3.2'],
    [1920, 1080, 30, '4.0'],
    [1920, 1080, 60, '4.2'],
    [3840, 2160, 30, '5.1'],
    [7680, 4320, 240, '6.2'],
  ])('of %ix%i at %i is %s', (width, height, rate, level) => {
    expect(h264Level(width, height, rate)).toBe(level);
  });
});

describe('the bit rate for speech', () => {
  it.each([
    [240, 25_000_000, 64],
    [3_300, 25_000_000, 56],
    [8_000, 25_000_000, 24],
    [9_000, 25_000_000, undefined],
  ])('of %i s within %i bytes is %s kbit/s', (seconds, maxBytes, rate) => {
    expect(speechBitRate(seconds, maxBytes)).toBe(rate);
  });
});

describe('sound that is copied', () => {
  it.each([
    ['aac', 44_100, true],
    ['mp3', 44_100, true],
    ['mp3', 11_025, false],
    ['flac', 96_000, true],
    ['vorbis', 44_100, false],
    ['pcm_s16le', 44_100, false],
    ['wmav2', 44_100, false],
  ])('%s at %i Hz: %s', (codec, sampleRate, copied) => {
    expect(isCopiedIntoMp4({ codec, sampleRate })).toBe(copied);
  });
});

describe('argument lists', () => {
  it('name the demuxer and allow only files and pipes, before the input', () => {
    const args = inputArguments({ name: 'song', demuxer: 'mp3' });
    expect(args.slice(0, 2)).toEqual(['-protocol_whitelist', 'file,pipe']);
    expect(args.slice(-4)).toEqual(['-f', 'mp3', '-i', 'song']);
  });

  it('keep a title in one line', () => {
    expect(plainTitle(' A\r\nsong;title=x\u0000\t ')).toBe('A song;title=x');
  });

  it('bound the song, and nothing else of the film', () => {
    const args = sideArguments({
      metadata: 'metadata.txt',
      captions: undefined,
      song: { name: 'song', demuxer: 'mp3' },
      songStream: '0',
      songDurationSeconds: 12.5,
      sound: { copy: false, channels: 6, sampleRate: 96_000, delaySeconds: 0 },
      songShiftSeconds: -0.4,
      output: 'side.mp4',
    });
    expect(args.join(' ')).toContain('-itsoffset -0.400000 -t 12.500000 -protocol_whitelist');
    expect(args.join(' ')).toContain('-c:a aac -b:a 256k -ar 48000');
  });

  it.each([
    ['bt709', 480, 'bt709'],
    ['smpte170m', 1080, 'bt601'],
    ['bt2020nc', 480, 'bt2020'],
    [undefined, 480, 'bt601'],
    [undefined, 720, 'bt709'],
    ['unknown', 1080, 'bt709'],
    ['ycgco', 1080, null],
  ])('read a clip tagged %s with %i lines as %s', (matrix, height, read) => {
    const colour = { matrix, height, transfer: undefined, primaries: undefined, hasAlpha: false };
    expect(readMatrix({ ...colour, isRgb: false })).toBe(read);
    expect(readMatrix({ ...colour, isRgb: true })).toBeNull();
  });
});
