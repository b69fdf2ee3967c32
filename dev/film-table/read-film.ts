/** A finished film as players and decoders have it, read by FFmpeg alone. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { MediaFolder } from '#container/testing/make-media.ts';
import type { DecodedFrames } from './check-frames.ts';

const text = z.coerce.number();
const Packet = z.object({
  stream_index: z.int(),
  pts: z.int(),
  dts: z.int(),
  duration: z.int().optional(),
  flags: z.string(),
  data_hash: z.string(),
});
const Stream = z.object({
  index: z.int(),
  codec_type: z.string(),
  codec_name: z.string().optional(),
  time_base: z.templateLiteral([z.int(), '/', z.int()]),
  start_time: text.optional(),
  duration: text.optional(),
  nb_frames: text.optional(),
  channels: z.int().optional(),
});
const Probe = z.object({
  packets: z.array(Packet),
  streams: z.array(Stream),
  format: z.object({ duration: text, start_time: text.optional() }),
});
export type Probe = z.infer<typeof Probe>;
type Packet = z.infer<typeof Packet>;
type Stream = z.infer<typeof Stream>;

export interface Track {
  readonly stream: Stream;
  /** Seconds in a tick. */
  readonly tick: number;
  readonly packets: readonly Packet[];
}

/** What ffprobe says of a file in the folder: streams and every packet of them. */
export async function probeFile(folder: MediaFolder, name: string): Promise<Probe> {
  const what = ['-show_packets', '-show_streams', '-show_format', '-show_data_hash', 'md5'];
  const entries =
    'packet=stream_index,pts,dts,duration,flags,data_hash:format=duration,start_time' +
    ':stream=index,codec_type,codec_name,time_base,start_time,duration,nb_frames,channels';
  const json = await folder.ask('ffprobe', [...what, '-show_entries', entries, '-of', 'json', name]);
  return Probe.parse(JSON.parse(String(json)));
}

/** The first track of a kind. Throws where there is none. */
export function trackOf({ streams, packets }: Probe, type: 'video' | 'audio'): Track {
  const stream = streams.find(({ codec_type }) => codec_type === type);
  if (!stream) throw new Error(`no ${type}`);
  const [numerator = 0, denominator = 1] = stream.time_base.split('/').map(Number);
  const own = packets.filter(({ stream_index }) => stream_index === stream.index);
  return { stream, tick: numerator / denominator, packets: own };
}

/** Decoded sound, mixed to one channel. */
export interface DecodedSound {
  readonly sampleRate: number;
  readonly samples: Int16Array;
}

const SAMPLE_RATE = 48_000;
const AS_SAMPLES = ['-ac', '1', '-ar', String(SAMPLE_RATE), '-f', 's16le'];

/** Decodes a file whole, once. Throws what the decoder complains of. */
export async function decodeFilm(
  folder: MediaFolder,
  name: string,
  size: { width: number; height: number },
): Promise<{ frames: DecodedFrames; sound: DecodedSound }> {
  const raw = `${name}.pcm`;
  const luma = await folder.ask('ffmpeg', [
    ...['-xerror', '-err_detect', 'explode', '-i', name],
    ...['-map', '0:v:0', '-vsync', 'passthrough', '-vf', 'extractplanes=y', '-f', 'rawvideo', 'pipe:1'],
    ...['-map', '0:a:0', ...AS_SAMPLES, '-y', raw],
  ]);
  return { frames: { ...size, luma }, sound: await readSamples(folder, raw) };
}

/** Decodes a song. */
export async function decodeSound(folder: MediaFolder, name: string): Promise<DecodedSound> {
  const raw = `${name}.pcm`;
  await folder.ask('ffmpeg', ['-i', name, '-map', '0:a:0', ...AS_SAMPLES, '-y', raw]);
  return readSamples(folder, raw);
}

async function readSamples(folder: MediaFolder, raw: string): Promise<DecodedSound> {
  const bytes = await readFile(folder.at(raw));
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 2));
  return { sampleRate: SAMPLE_RATE, samples };
}

export function soundSeconds({ sampleRate, samples }: DecodedSound): number {
  return samples.length / sampleRate;
}

/** When each click begins that is heard, in seconds. */
export function clickTimes({ sampleRate, samples }: DecodedSound): number[] {
  const times: number[] = [];
  for (const [index, sample] of samples.entries()) {
    const seconds = index / sampleRate;
    if (Math.abs(sample) > 6_000 && seconds - (times.at(-1) ?? -1) > 0.5) times.push(seconds);
  }
  return times;
}
