import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileServer } from '#container/testing/file-server.ts';
import { clicks, clip, FAST_H264, MediaFolder } from '#container/testing/make-media.ts';
import { MediaProcess } from '#container/testing/media-process.ts';
import type { MediaJobView } from '#contracts/media.ts';
import { type SongAnalysis, Waveform } from '#contracts/media-jobs/analyze-song.ts';
import { makeBenchSong } from '#dev/bench/song/catalogue.ts';
import { matchBeats } from '#dev/bench/song/score.ts';
import type { Truth } from '#dev/bench/song/truth.ts';
import { monoWav } from '#dev/bench/song/wav.ts';

const files = new FileServer();
let folder: MediaFolder;
let media: MediaProcess;
let truth: Truth;

beforeAll(async () => {
  folder = await MediaFolder.open();
  await files.start();
  media = await MediaProcess.start(folder.path);
  const song = await makeBenchSong('rock', 2004, 44_100);
  truth = song.truth;
  await writeFile(folder.at('song.wav'), monoWav(song.pcm, song.rate));
}, 30_000);

afterAll(async () => {
  await media.stop();
  await files.stop();
  await folder.remove();
});

async function analyze(name: string, bytes: Buffer): Promise<MediaJobView> {
  const input = files.give(`/${name}`, bytes);
  const waveform = { url: files.url(`/${name}.json`), contentType: 'application/json' };
  return media.run(name, { kind: 'analyze-song', input, waveform });
}

function analysisOf({ error, result }: MediaJobView): SongAnalysis {
  if (result?.kind !== 'analyze-song') throw new Error(`no analysis but ${error?.code}: ${error?.message}`);
  return result.analysis;
}

const waveformOf = (name: string) =>
  Waveform.parse(JSON.parse(String(files.stored.get(`/${name}.json`)?.bytes)));

describe('analyze-song', { timeout: 60_000 }, () => {
  it.each([
    ['song.mp3', ['-c:a', 'libmp3lame', '-b:a', '128k']],
    ['song.ogg', ['-c:a', 'libvorbis']],
    ['phone.wav', ['-ar', '8000']],
    ['surround.flac', ['-af', 'pan=5.1|FL=c0|FR=c0|FC=0.5*c0|LFE=0*c0|BL=0*c0|BR=0*c0']],
    ['cover.mp3', ['-i', 'COVER', '-map', '0', '-map', '1', '-c:v', 'copy', '-c:a', 'libmp3lame']],
  ])('hears the beat of %s', async (name, args) => {
    await folder.make('cover.jpg', [...clip('64x64', '1', 1), '-frames:v', '1']);
    const options = args.map((arg) => (arg === 'COVER' ? folder.at('cover.jpg') : arg));
    const bytes = await folder.make(name, ['-i', folder.at('song.wav'), ...options]);
    const analysis = analysisOf(await analyze(name, bytes));
    expect(Math.abs((analysis.tempo?.bpm ?? 0) / (truth.bpm ?? 1) - 1)).toBeLessThan(0.005);
    expect(matchBeats(truth.beats, analysis.beats).measure).toBeGreaterThan(0.95);
    expect(Math.abs(analysis.durationSeconds - 45)).toBeLessThan(0.1);
    expect(analysis.loudness?.integratedLufs).toBeLessThan(-5);
    const { stepSeconds, peaks } = waveformOf(name);
    expect(Math.abs(stepSeconds * peaks.length - 45)).toBeLessThan(0.2);
    expect(Math.max(...peaks)).toBeGreaterThan(0.2);
  });

  it.each([
    ['tiny.wav', 0.02],
    ['short.wav', 1],
    ['three.wav', 3],
  ])('takes a song as short as %s', async (name, seconds) => {
    const bytes = await folder.make(name, [...clicks(seconds), '-c:a', 'pcm_s16le']);
    const analysis = analysisOf(await analyze(name, bytes));
    expect(analysis.durationSeconds).toBeCloseTo(seconds, 3);
    expect(analysis.sections).toHaveLength(1);
    expect(analysis.tempo).toBeNull();
  });

  it('finds nothing in silence, and no loudness', async () => {
    const bytes = await folder.make('silence.flac', [
      '-f',
      'lavfi',
      '-i',
      'anullsrc=r=44100:cl=stereo',
      '-t',
      '12',
    ]);
    const analysis = analysisOf(await analyze('silence.flac', bytes));
    expect(analysis).toMatchObject({ tempo: null, beats: [], vocals: [], moments: [], loudness: null });
  });

  it('refuses what is no song', async () => {
    const picture = await folder.make('clip.mp4', [...clip('64x64', '10', 1), ...FAST_H264]);
    expect((await analyze('clip.mp4', picture)).error?.code).toBe('input-wrong-kind');
    expect((await analyze('words.txt', Buffer.from('la la la'))).error?.code).toBe('input-unreadable');
    expect(files.stored.has('/clip.mp4.json')).toBe(false);
  });

  it('leaves the service free to answer, and stops at once when it is canceled', async () => {
    const silence = ['-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono', '-t', '7200'];
    const bytes = await folder.make('long.flac', silence);
    const input = files.give('/long.flac', bytes);
    const waveform = { url: files.url('/long.json'), contentType: 'application/json' };
    await media.submit({ id: 'long', spec: { kind: 'analyze-song', input, waveform } });
    while (analyzers().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await media.request('/health')).status).toBe(200);
    expect((await media.request('/jobs/long', { method: 'DELETE' })).ok).toBe(true);
    expect((await media.events('long')).at(-1)).toMatchObject({ status: 'canceled', result: null });
    while (analyzers().length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(files.stored.has('/long.json')).toBe(false);
  });
});

/** Process ids of the analysing processes that our service has started. */
function analyzers(): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const isOurs =
        readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(media.pid);
      return isOurs && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('analyze-process');
    } catch {
      // It ended between the two looks.
      return false;
    }
  });
}
