import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hlsArguments } from '#container/ffmpeg/arguments/hls.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { frameTime } from '#container/ffmpeg/frame-time.ts';
import { inspectFile } from '#container/ffmpeg/inspect.ts';
import { readPackets } from '#container/ffmpeg/packets.ts';
import { storeOutput } from '#container/files/store-output.ts';
import { avcCodec, masterPlaylist } from '#container/hls/master-playlist.ts';
import { bitRates, type HlsSegment, readMediaPlaylist } from '#container/hls/media-playlist.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { MediaJobSpec } from '#contracts/media.ts';
import { HLS_MASTER, type HlsResult, hlsFiles } from '#contracts/media-jobs/hls.ts';
import { Quality, renditionSize } from '#contracts/media-jobs/rendition.ts';
import { stepOf, type WorkContext } from './context.ts';
import { encodeSeconds, fetchFilm, refuseOtherFrames } from './rendition.ts';

type HlsSpec = Extract<MediaJobSpec, { kind: 'hls' }>;

const AUDIO = 'audio';

/** One variant as it was made. */
type Variant = HlsResult['variants'][number] & { codec: string; segments: HlsSegment[]; keyframes: number[] };

/** Makes a film's HLS, and proves that its variants have the film's frames and can be switched between. */
export async function hls(spec: HlsSpec, context: WorkContext): Promise<HlsResult> {
  const film = await fetchFilm(spec.input, context);
  const qualities = Quality.options.filter((quality) => spec.qualities.includes(quality));
  const sizes = qualities.map((quality) => ({ name: quality, ...renditionSize(film, quality) }));
  const step = stepOf(context, 0.2, 0.85);
  await runFfmpeg(context, {
    args: hlsArguments({
      film: 'film.mp4',
      variants: sizes,
      audio: { name: AUDIO, copy: film.audioCodec === 'aac' },
      frameRate: spec.frameRate,
      threads: context.tools.threads,
    }),
    timeoutSeconds: encodeSeconds(spec.frames, film, sizes.length + 1),
    onProgress: ({ frames }) => step(frames / spec.frames),
  });
  const sound = await readVariantFiles(context, AUDIO);
  const variants: Variant[] = [];
  for (const quality of qualities) variants.push(await readVariant(spec, quality, sound.segments, context));
  refuseUnlikeVariants(variants);
  await writeFile(
    join(context.folder, HLS_MASTER),
    masterPlaylist({
      frameRate: spec.frameRate,
      audio: { playlist: `${AUDIO}.m3u8`, codec: 'mp4a.40.2', channels: sound.headers.audio?.channels ?? 2 },
      variants: variants.map((variant) => ({ ...variant, playlist: `${variant.quality}.m3u8` })),
    }),
  );
  return {
    kind: 'hls',
    variants: variants.map(({ codec: _codec, segments: _segments, keyframes: _keyframes, ...view }) => view),
    segments: variants[0]?.segments.length ?? 0,
    sizeBytes: await storeAll(spec, context),
  };
}

async function readVariantFiles(context: WorkContext, name: string) {
  const headers = await inspectFile(context, { name: `${name}.mp4`, demuxer: 'mov' });
  const playlist = await readFile(join(context.folder, `${name}.m3u8`), 'utf8');
  return { headers, segments: readMediaPlaylist(playlist) };
}

async function readVariant(
  spec: HlsSpec,
  quality: Quality,
  sound: readonly HlsSegment[],
  context: WorkContext,
): Promise<Variant> {
  const { headers, segments } = await readVariantFiles(context, quality);
  const { video } = headers;
  if (!video) throw new MediaFailure('internal', 'A variant came out without picture.');
  const keyframes: number[] = [];
  let [frames, timestampsExact] = [0, true];
  const file = { name: `${quality}.mp4`, demuxer: 'mov' };
  await readPackets(context, file, 'v:0', 300, ({ presentedAt, isKeyframe }) => {
    const exact = frameTime(frames, spec.frameRate);
    if (presentedAt === null || Math.abs(presentedAt - exact) > 1e-3) timestampsExact = false;
    if (isKeyframe) keyframes.push(frames);
    frames += 1;
  });
  refuseOtherFrames(`The variant ${quality}`, { frames, timestampsExact }, spec);
  const [own, heard] = [bitRates(segments), bitRates(sound)];
  return {
    quality,
    width: video.width,
    height: video.height,
    frames,
    peakBitRate: own.peak + heard.peak,
    averageBitRate: own.average + heard.average,
    codec: avcCodec(video.profile ?? 'High', video.level ?? 31),
    segments,
    keyframes,
  };
}

/** A player that changes from one variant to another goes on at a keyframe: all must have theirs at the same frames. */
function refuseUnlikeVariants(variants: readonly Variant[]): void {
  const shape = ({ keyframes, segments }: Variant) =>
    JSON.stringify([keyframes, segments.map(({ durationSeconds }) => durationSeconds)]);
  const [first, ...others] = variants.map(shape);
  if (others.some((other) => other !== first))
    throw new MediaFailure('qc-failed', 'The variants do not have their keyframes at the same frames.');
}

async function storeAll(spec: HlsSpec, context: WorkContext): Promise<number> {
  let sizeBytes = 0;
  for (const { name } of hlsFiles(spec.qualities)) {
    const target = spec.outputs[name];
    if (target === undefined) throw new MediaFailure('internal', `${name} has nowhere to go.`);
    sizeBytes += (await stat(join(context.folder, name))).size;
    await storeOutput(context, name, target);
  }
  return sizeBytes;
}
