import { inputArguments, type LocalInput } from '#container/ffmpeg/arguments/input.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { type FileHeaders, inspectFile, type Stream } from '#container/ffmpeg/inspect.ts';
import { type PacketSummary, PacketTally, readPackets } from '#container/ffmpeg/packets.ts';
import { rotationOf } from '#container/ffmpeg/rotation.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { type ReadableKind, sniffFile, wrongKind } from '#container/files/sniff.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { FrameRate, MediaJobSpec, ProbeResult } from '#contracts/media.ts';
import type { WorkContext } from './context.ts';
import { soundless } from './open-sound.ts';
import { songDelay, statedWithDelay } from './song-delay.ts';

type ProbeSpec = Extract<MediaJobSpec, { kind: 'probe' }>;

/** Inspects a file by demuxing it whole. A song's cover picture is not a picture track. */
export async function probe(spec: ProbeSpec, context: WorkContext): Promise<ProbeResult> {
  const { path, sizeBytes } = await fetchInput(context, spec.input, 'input');
  context.report(0.5);
  const kind = await sniffFile(path, [spec.expect]);
  const input: LocalInput = { name: 'input', demuxer: kind.demuxer };
  const headers = await inspectFile(context, input);
  refuseWrongStreams(spec, kind, headers);
  refuseLargePicture(spec, headers);
  if (spec.expect === 'image') await decodeOneFrame(context, input);

  const timeout = 60 + sizeBytes / 2e6;
  const audio = headers.audio && (await count(context, input, headers.audio, timeout));
  const video = headers.video && (await count(context, input, headers.video, timeout));
  const [stream, packets] = spec.expect === 'audio' ? [headers.audio, audio] : [headers.video, video];
  const delay = spec.expect === 'audio' && stream ? await songDelay(context, input, stream) : 0;
  const durationSeconds =
    spec.expect === 'image' || !stream || !packets
      ? 0
      : songDuration(statedWithDelay(stream, headers, delay), packets, stream.sample_rate, delay);
  if (spec.expect !== 'image' && durationSeconds <= 0) {
    throw new MediaFailure('input-unreadable', `The file is ${kind.label} with nothing in it.`);
  }
  return {
    kind: 'probe',
    format: headers.format,
    sizeBytes,
    durationSeconds,
    audio: headers.audio && audio && audio.count > 0 ? audioOf(headers.audio) : null,
    video: headers.video && video && video.count > 0 ? videoOf(headers.video, video, kind.orientation) : null,
  };
}

function refuseWrongStreams(spec: ProbeSpec, kind: ReadableKind, { audio, video }: FileHeaders): void {
  if (spec.expect === 'audio' && !audio) throw soundless(kind);
  if (spec.expect === 'video' && !video) throw wrongKind(kind, 'video');
  const wanted = spec.expect === 'audio' ? audio : video;
  const isKnown =
    spec.expect === 'audio'
      ? (audio?.sample_rate ?? 0) > 0 && (audio?.channels ?? 0) > 0
      : (video?.width ?? 0) > 0;
  if (wanted && (wanted.codec_name === 'unknown' || !isKnown)) {
    throw new MediaFailure('input-unreadable', `The file is ${kind.label} that cannot be decoded.`);
  }
}

/** By the header alone: a small file can promise a picture that no memory holds. */
function refuseLargePicture({ expect, maxPixels }: ProbeSpec, { video }: FileHeaders): void {
  if (expect === 'audio' || maxPixels === undefined || !video) return;
  const { width, height } = video;
  if (width * height <= maxPixels) return;
  const message = `The picture is ${width} by ${height} pixels; at most ${maxPixels} are taken in all.`;
  throw new MediaFailure('input-too-large', message);
}

async function count(
  context: WorkContext,
  input: LocalInput,
  stream: Stream,
  timeoutSeconds: number,
): Promise<PacketSummary> {
  const tally = new PacketTally();
  const { isCutOff } = await readPackets(context, input, String(stream.index), timeoutSeconds, (packet) =>
    tally.add(packet),
  );
  if (isCutOff) {
    throw new MediaFailure(
      'input-unreadable',
      'The file is cut off: its end is missing. Send it again, whole.',
    );
  }
  return tally.summary();
}

/**
 * A header's duration where the packets confirm it within 0.1 s, else that of the packets: a VBR MP3 without a
 * Xing header is estimated from its first frame's bit rate, and a file that was cut off states its old length. What an
 * encoder added and no player plays is taken off: of an MP3 up to a sixth of a second, four frames of a film.
 */
export function confirmedDuration(
  stated: number | undefined,
  packets: PacketSummary,
  sampleRate: number | undefined,
): number {
  const counted = packets.end - packets.start;
  if (packets.count === 0) return 0;
  const whole = stated !== undefined && Math.abs(stated - counted) <= 0.1 ? stated : counted;
  const padding = sampleRate ? packets.padding / sampleRate : 0;
  return padding < whole ? whole - padding : whole;
}

/** The same of a song that begins with so many seconds of silence: they count. */
export function songDuration(
  stated: number | undefined,
  packets: PacketSummary,
  sampleRate: number | undefined,
  delaySeconds: number,
): number {
  if (delaySeconds === 0) return confirmedDuration(stated, packets, sampleRate);
  // Of such files the header also counts what an encoder put first, and the last packet counts as a whole one.
  const least = Math.min(stated ?? packets.end, packets.end);
  return confirmedDuration(least, { ...packets, start: 0 }, sampleRate);
}

/** Proof that a picture is more than a header. */
async function decodeOneFrame(context: WorkContext, input: LocalInput): Promise<void> {
  const args = ['-xerror', ...inputArguments(input), '-map', '0:v:0', '-frames:v', '1', '-f', 'null', '-'];
  const { frames } = await runFfmpeg(context, { args, timeoutSeconds: 60 });
  if (frames < 1) throw new MediaFailure('input-unreadable', 'The picture is damaged or cut off.');
}

function audioOf(stream: Stream): ProbeResult['audio'] {
  const sampleRate = stream.sample_rate ?? 0;
  if (sampleRate <= 0 || stream.channels <= 0) return null;
  return {
    codec: stream.codec_name,
    sampleRate,
    channels: stream.channels,
    bitRate: stream.bit_rate !== undefined && stream.bit_rate > 0 ? Math.round(stream.bit_rate) : null,
  };
}

function videoOf(
  stream: Stream,
  packets: PacketSummary,
  orientation: ReadableKind['orientation'],
): ProbeResult['video'] {
  if (stream.width <= 0 || stream.height <= 0) return null;
  return {
    codec: stream.codec_name,
    width: stream.width,
    height: stream.height,
    pixelFormat: stream.pix_fmt ?? null,
    frameRate: parseFrameRate(stream.avg_frame_rate),
    frames: packets.count,
    rotationDegrees: rotationOf(stream, orientation),
  };
}

/** ffprobe's `30000/1001`; null for its `0/0`. */
export function parseFrameRate(text: string): FrameRate | null {
  const [numerator = 0, denominator = 0] = text.split('/').map(Number);
  return numerator > 0 && denominator > 0 ? { numerator, denominator } : null;
}
