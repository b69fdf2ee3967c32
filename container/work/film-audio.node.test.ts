import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FilmStudio, type StudioSegment } from '#container/testing/film-studio.ts';
import { clicks, firstToneSeconds } from '#container/testing/make-media.ts';

const SECONDS = 3;
let studio: FilmStudio;
let segments: StudioSegment[];

beforeAll(async () => {
  studio = await FilmStudio.open();
  segments = [await studio.segment('red', 41), await studio.segment('blue', 31)];
}, 120_000);

afterAll(() => studio.close());

/** File, arguments that make it, whether films copy it, codec in the film. */
const SONGS: readonly [name: string, args: string[], copied: boolean, codec: string][] = [
  ['song.mp3', ['-b:a', '128k'], true, 'mp3'],
  ['song.m4a', ['-c:a', 'aac'], true, 'aac'],
  ['alac.m4a', ['-c:a', 'alac'], true, 'alac'],
  ['song.aac', ['-c:a', 'aac', '-f', 'adts'], true, 'aac'],
  ['song.flac', [], true, 'flac'],
  ['song.opus', ['-c:a', 'libopus', '-ar', '48000'], true, 'opus'],
  ['song.ogg', ['-c:a', 'libvorbis'], false, 'aac'],
  ['song.wav', [], false, 'aac'],
  ['telephone.mp3', ['-ar', '8000', '-ac', '1', '-b:a', '16k'], false, 'aac'],
  ['surround.wav', ['-af', 'pan=5.1|FL=c0|FR=c0|FC=0*c0|LFE=0*c0|BL=0*c0|BR=0*c0'], false, 'aac'],
];

describe('film-audio, and the film with it', { timeout: 120_000 }, () => {
  it.each(SONGS)('%s', async (name, args, copied, codec) => {
    const bytes = await studio.folder.make(name, [...clicks(SECONDS), ...args]);
    const { path, output } = studio.target('sound.m4a', 'audio/mp4');
    const input = studio.files.give(`/${name}`, bytes);
    const prepared = await studio.run({ kind: 'film-audio', input, output });
    expect(prepared.error).toBeNull();
    if (prepared.result?.kind !== 'film-audio') throw new Error('no film-audio result');
    const { loudness, sizeBytes } = prepared.result;
    expect(prepared.result).toMatchObject({ copied });
    expect(loudness?.truePeakDbtp).toBeLessThan(2);
    expect(studio.files.stored.has(path)).toBe(!copied);
    const song = copied ? bytes : (await studio.take(path, 'sound.m4a')).bytes;
    expect(sizeBytes).toBe(copied ? null : song.length);
    if (copied) {
      const { output: waveform } = studio.target('waveform.json', 'application/json');
      const heard = await studio.run({ kind: 'analyze-song', input, waveform });
      // Films of such songs take it from there and do not ask for this job.
      expect(heard.result).toMatchObject({ analysis: { loudness } });
    }

    const { error, result } = await studio.assemble(
      segments,
      { bytes: song, seconds: SECONDS },
      { loudness },
    );
    expect(error).toBeNull();
    expect(result).toMatchObject({
      qc: {
        audioCodec: codec,
        audioCopied: true,
        frames: 72,
        differenceFrames: 0,
        startOffsetMilliseconds: 0,
        loudness: { song: loudness, film: loudness },
        passed: true,
      },
    });
    const [sound = ''] = await studio.lines(
      '-select_streams',
      'a',
      '-show_entries',
      'stream=codec_name,duration',
      '-of',
      'csv=p=0',
      'film.mp4',
    );
    expect(sound.split(',')[0]).toBe(codec);
    const tone = await firstToneSeconds(studio.folder, 'film.mp4');
    expect(Math.abs(tone - (await firstToneSeconds(studio.folder, name)))).toBeLessThan(0.003);
    // Decoded to the end, the film's sound ends with the song within a frame.
    const raw = await studio.folder.ask('ffmpeg', [
      '-i',
      'film.mp4',
      '-map',
      '0:a',
      '-ac',
      '1',
      '-ar',
      '8000',
      '-f',
      's16le',
      '-',
    ]);
    expect(Math.abs(raw.length / 16_000 - SECONDS), 'end of the sound').toBeLessThan(
      1 / 24 + (codec === 'flac' || codec === 'alac' ? 0.06 : 0),
    );
  });

  it('says that silence has no loudness', async () => {
    const bytes = await studio.folder.make('silence.wav', ['-f', 'lavfi', '-i', 'anullsrc=d=2']);
    const { output } = studio.target('silence.m4a', 'audio/mp4');
    const { result } = await studio.run({
      kind: 'film-audio',
      input: studio.files.give('/silence', bytes),
      output,
    });
    expect(result).toMatchObject({ kind: 'film-audio', copied: false, loudness: null });
  });

  it('measures a tone of a known level', async () => {
    // EBU Tech 3341, case 1: 1 kHz at -23 dBFS in both channels is -23 LUFS.
    const level = 10 ** (-23 / 20);
    const tone = `${level}*sin(2*PI*1000*t)`;
    const bytes = await studio.folder.make('tone.flac', [
      '-f',
      'lavfi',
      '-i',
      `aevalsrc=exprs='${tone}|${tone}':s=48000:d=20`,
    ]);
    const { output } = studio.target('tone.m4a', 'audio/mp4');
    const { result } = await studio.run({
      kind: 'film-audio',
      input: studio.files.give('/tone', bytes),
      output,
    });
    if (result?.kind !== 'film-audio') throw new Error('no film-audio result');
    expect(result.loudness?.integratedLufs).toBeCloseTo(-23, 0);
    expect(result.loudness?.rangeLu).toBeLessThan(0.2);
    expect(Math.abs((result.loudness?.truePeakDbtp ?? 0) + 23)).toBeLessThan(0.3);
  });

  it('refuses a picture', async () => {
    const bytes = await studio.folder.make('picture.png', [
      '-f',
      'lavfi',
      '-i',
      'color=size=8x8',
      '-frames:v',
      '1',
    ]);
    const { path, output } = studio.target('none.m4a', 'audio/mp4');
    const { error } = await studio.run({
      kind: 'film-audio',
      input: studio.files.give('/picture', bytes),
      output,
    });
    expect(error?.code).toBe('input-wrong-kind');
    expect(studio.files.stored.has(path)).toBe(false);
  });

  // MP4 has one name for MP3 and its elder.
  it.each([
    ['plain.wav', []],
    ['layer-two.mp2', ['-c:a', 'mp2']],
  ])('is not needed: a film encodes %s by itself, and hears it while it does', async (name, args) => {
    const bytes = await studio.folder.make(name, [...clicks(SECONDS), ...args]);
    const { result } = await studio.assemble(segments, { bytes, seconds: SECONDS });
    if (result?.kind !== 'assemble') throw new Error('no film');
    expect(result.qc).toMatchObject({ audioCopied: false, loudness: { song: null }, passed: true });
    expect(result.qc.loudness.film?.integratedLufs).toBeLessThan(0);
  });
});
