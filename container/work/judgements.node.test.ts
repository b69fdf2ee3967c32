import { describe, expect, it } from 'vitest';
import { PacketTally, parsePacketLine } from '#container/ffmpeg/packets.ts';
import { rotationOf } from '#container/ffmpeg/rotation.ts';
import { isCutShort } from './clip-times.ts';
import { judgeFilm } from './film-check.ts';
import type { FilmFindings } from './film-findings.ts';
import type { FilmMeasure } from './measure-film.ts';
import { confirmedDuration, parseFrameRate } from './probe.ts';
import { timesToTry } from './take-picture.ts';

describe('packets', () => {
  it.each([
    ['0.5,0.5,0.026122,K_', { presentedAt: 0.5, duration: 0.026122, discarded: false, isKeyframe: true }],
    ['N/A,0.25,N/A,__', { presentedAt: 0.25, duration: null, discarded: false, isKeyframe: false }],
    ['-0.023,-0.023,0.023,KD,', { presentedAt: -0.023, duration: 0.023, discarded: true, isKeyframe: true }],
    [
      '0.0,0.0,0.072,K_,1105,0',
      { presentedAt: 0, duration: 0.072, discarded: false, isKeyframe: true, padding: 1105 },
    ],
    ['', undefined],
  ])('read %j', (line, packet) => {
    expect(parsePacketLine(line)).toEqual(packet);
  });

  it('add up from the first that is heard, with missing durations taken from their neighbours', () => {
    const tally = new PacketTally();
    tally.add({ presentedAt: -0.1, duration: 0.1, discarded: true });
    for (const presentedAt of [0, 0.1, 0.2]) tally.add({ presentedAt, duration: null, discarded: false });
    const { count, start, end } = tally.summary();
    expect([count, start, Math.round(end * 1e6) / 1e6]).toEqual([3, 0, 0.3]);
  });

  it.each([
    // Time, duration and padding of a packet, then of the next; what of the padding is heard as part of them.
    {
      lies: 'within the first and the last packet',
      packets: [
        [0, 0.072, 1105],
        [0.072, 0.072, 199],
      ],
      heard: 1304,
    },
    {
      lies: 'before time 0',
      packets: [
        [-0.0065, 0.02, 312],
        [0.0135, 0.02, 0],
      ],
      heard: 0,
    },
    {
      lies: 'outside of the last duration',
      packets: [
        [0, 0.02, 0],
        [0.02, 0.0055, 695],
      ],
      heard: 0,
    },
  ])('count padding that lies $lies', ({ packets, heard }) => {
    const tally = new PacketTally();
    for (const [presentedAt = 0, duration = 0, padding = 0] of packets)
      tally.add({ presentedAt, duration, discarded: false, padding });
    expect(tally.summary().padding).toBe(heard);
  });
});

describe('a duration', () => {
  it.each([
    [10.05, 10, 10.05],
    [10.2, 10, 10],
    [undefined, 10, 10],
  ])('stated as %s and counted as %s is %s', (stated, counted, expected) => {
    expect(confirmedDuration(stated, { count: 5, start: 0, end: counted, padding: 0 }, 44_100)).toBe(
      expected,
    );
  });

  it('is nothing without packets, whatever the header says', () => {
    expect(confirmedDuration(60, { count: 0, start: 0, end: 0, padding: 0 }, 44_100)).toBe(0);
  });

  it('is without what an encoder added', () => {
    const packets = { count: 5, start: 0, end: 2.376, padding: 1304 };
    expect(confirmedDuration(2.376, packets, 8_000)).toBeCloseTo(2.213, 6);
  });
});

describe('headers', () => {
  it.each([
    ['30000/1001', { numerator: 30_000, denominator: 1001 }],
    ['0/0', null],
    ['nonsense', null],
  ])('with the rate %s', (text, rate) => {
    expect(parseFrameRate(text)).toEqual(rate);
  });

  it.each([
    [[{ rotation: -90 }], {}, 90],
    [[{ rotation: 90 }], {}, 270],
    [[{ rotation: 180 }], {}, 180],
    [[], { rotate: '90' }, 90],
    [[], {}, 0],
  ])('turn %j %j by %i degrees', (side_data_list, tags, degrees) => {
    expect(rotationOf({ side_data_list, tags })).toBe(degrees);
  });
});

describe('a clip', () => {
  it.each([
    [{ given: 120, stated: 120, wanted: 120 }, false],
    [{ given: 72, stated: 72, wanted: 120 }, false],
    [{ given: 118, stated: 121, wanted: 130 }, false],
    [{ given: 40, stated: 120, wanted: 72 }, true],
    [{ given: 1, stated: 0, wanted: 72 }, false],
  ])('of %j is cut short: %s', (frames, cut) => {
    expect(isCutShort(frames)).toBe(cut);
  });
});

describe('the times to try for a poster', () => {
  it.each([
    [1, 10, [1, 0.8, 0]],
    [99, 10, [10, 9.8, 8, 0]],
    [0, 10, [0]],
  ])('at %s of %s s are %j', (wanted, duration, times) => {
    expect(timesToTry(wanted, duration)).toEqual(times);
  });
});

describe('a film', () => {
  const order = {
    expectedFrames: 48,
    frameRate: { numerator: 24, denominator: 1 },
    width: 160,
    height: 90,
    songDurationSeconds: 2.01,
    audioCopied: true,
    chapters: 2,
  };
  const nothing: FilmFindings = {
    black: [],
    frozen: [],
    loudness: { song: null, film: null },
    decodeErrors: null,
  };
  const good: FilmMeasure = {
    frames: 48,
    width: 160,
    height: 90,
    videoCodec: 'h264',
    audioCodec: 'mp3',
    videoStart: 0,
    videoEnd: 2,
    audioStart: 0,
    audioEnd: 2.02,
    timestampsExact: true,
    isWhole: true,
    chapters: 2,
    videoProfile: 'High',
    videoLevel: '3.1',
    pixelFormat: 'yuv420p',
    audioSampleRate: 44_100,
    audioChannels: 2,
  };

  it('that is as ordered passes', () => {
    expect(judgeFilm(order, good, nothing)).toMatchObject({
      passed: true,
      problems: [],
      differenceMilliseconds: -10,
      differenceFrames: 0,
    });
  });

  it.each<[Partial<FilmMeasure>, RegExp]>([
    [{ frames: 47 }, /47 frames instead of 48/],
    [{ width: 162 }, /162x90 instead of 160x90/],
    [{ timestampsExact: false }, /not where their numbers/],
    [{ videoEnd: 2.033 }, /23 ms longer/],
    [{ videoEnd: 1.985 }, /-25 ms longer/],
    [{ audioEnd: 1.8 }, /sound is 1.800 s long/],
    [{ isWhole: false }, /shorter than its index/],
    [{ chapters: 1 }, /1 chapters instead of 2/],
    [{ audioStart: 0.02, audioEnd: 2.03 }, /starts 20 ms after/],
  ])('with %j does not', (flaw, problem) => {
    const report = judgeFilm(order, { ...good, ...flaw }, nothing);
    expect(report.passed).toBe(false);
    expect(report.problems).toEqual([expect.stringMatching(problem)]);
  });
});
