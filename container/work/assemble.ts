import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AssemblePlan,
  assembleArguments,
  concatList,
  isCopiedIntoMp4,
} from '#container/ffmpeg/arguments/assemble.ts';
import { readAvcConfiguration } from '#container/ffmpeg/avc-configuration.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { inspectFile } from '#container/ffmpeg/inspect.ts';
import { forEachBounded } from '#container/files/bounded.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { sniffFile } from '#container/files/sniff.ts';
import { storeOutput } from '#container/files/store-output.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { AssembleResult, MediaJobSpec, QcReport } from '#contracts/media.ts';
import { stepOf, type WorkContext } from './context.ts';
import { judgeFilm, MAX_START_OFFSET_SECONDS, measureFilm } from './film-check.ts';

type AssembleSpec = Extract<MediaJobSpec, { kind: 'assemble' }>;
type Segment = AssembleSpec['segments'][number] & { name: string };

const OUTPUT = 'film.mp4';
const LIST = 'segments.txt';
const FETCHES_AT_ONCE = 6;

/** Joins segments by stream copy, lays the song under them, and proves the result. Nothing unproven is stored. */
export async function assemble(spec: AssembleSpec, context: WorkContext): Promise<AssembleResult> {
  const segments = spec.segments.map((segment, index) => ({ ...segment, name: `segment-${index}.mp4` }));
  await fetchAll(spec.song, segments, context);
  await refuseUnlikeSegments(segments, context);
  await writeFile(join(context.folder, LIST), concatList(segments, spec.frameRate));
  const qc = await makeFilm(spec, await planFilm(spec, context), context);
  if (!qc.passed) throw new MediaFailure('qc-failed', `The film is not right: ${qc.problems.join('; ')}.`);
  await storeOutput(context, OUTPUT, spec.output);
  const { size } = await stat(join(context.folder, OUTPUT));
  return { kind: 'assemble', sizeBytes: size, qc };
}

async function fetchAll(song: string, segments: readonly Segment[], context: WorkContext): Promise<void> {
  const report = stepOf(context, 0, 0.6);
  const files = [{ input: song, name: 'song' }, ...segments];
  let fetched = 0;
  await forEachBounded(files, FETCHES_AT_ONCE, context.signal, async ({ input, name }, signal) => {
    await fetchInput({ ...context, signal }, input, name);
    fetched += 1;
    report(fetched / files.length);
  });
}

/** Segments with other parameter sets join without complaint into a film that plays wrong. */
async function refuseUnlikeSegments(segments: readonly Segment[], context: WorkContext): Promise<void> {
  let first: string | undefined;
  for (const { name } of segments) {
    const path = join(context.folder, name);
    const kind = await sniffFile(path, ['video']);
    const configuration = kind.demuxer === 'mov' ? await readAvcConfiguration(path) : undefined;
    if (configuration === undefined) {
      throw new MediaFailure('input-wrong-kind', `Segment ${name} was not made by a conform job.`);
    }
    first ??= configuration;
    if (configuration !== first) {
      throw new MediaFailure(
        'qc-failed',
        `The segments are not alike (from ${name} on); conform them again.`,
      );
    }
  }
}

async function planFilm(spec: AssembleSpec, context: WorkContext): Promise<AssemblePlan> {
  const kind = await sniffFile(join(context.folder, 'song'), ['audio']);
  const song = { name: 'song', demuxer: kind.demuxer };
  const { audio } = await inspectFile(context, song);
  if (!audio)
    throw new MediaFailure('input-wrong-kind', `The file is ${kind.label} that has no sound, not a song.`);
  const sampleRate = audio.sample_rate ?? 0;
  return {
    list: LIST,
    song,
    songStream: audio.index,
    songDurationSeconds: spec.songDurationSeconds,
    sound: {
      copy: isCopiedIntoMp4({ codec: audio.codec_name, sampleRate }),
      channels: audio.channels,
      sampleRate,
    },
    songShiftSeconds: 0,
    frameRate: spec.frameRate,
    title: spec.title,
    output: OUTPUT,
  };
}

/**
 * Writes the film and judges it. Done over at most twice, with a better plan: encoding the sound where copying it
 * failed, and moving it where the song's file starts it late (a video file used as a song).
 */
async function makeFilm(spec: AssembleSpec, plan: AssemblePlan, context: WorkContext): Promise<QcReport> {
  const order = {
    ...spec,
    expectedFrames: spec.segments.reduce((sum, segment) => sum + segment.frames, 0),
    audioCopied: plan.sound.copy,
  };
  const isWritten = await tryWriteFilm(plan, context);
  if (!isWritten) return makeFilm(spec, { ...plan, sound: { ...plan.sound, copy: false } }, context);
  const film = await measureFilm(context, OUTPUT, spec.frameRate);
  const offset = film.audioStart - film.videoStart;
  if (Math.abs(offset) > MAX_START_OFFSET_SECONDS && plan.songShiftSeconds === 0) {
    return makeFilm(spec, { ...plan, songShiftSeconds: -offset }, context);
  }
  return judgeFilm(order, film);
}

/** False where the muxer would not take the song's packets as they are. */
async function tryWriteFilm(plan: AssemblePlan, context: WorkContext): Promise<boolean> {
  const report = stepOf(context, 0.6, 0.9);
  try {
    await runFfmpeg(context, {
      args: assembleArguments(plan),
      timeoutSeconds: 120 + plan.songDurationSeconds,
      onProgress: ({ seconds }) => report(seconds / plan.songDurationSeconds),
    });
    return true;
  } catch (error) {
    const isToolFailure =
      error instanceof MediaFailure && ['internal', 'input-unreadable'].includes(error.code);
    if (plan.sound.copy && isToolFailure) return false;
    throw error;
  }
}
