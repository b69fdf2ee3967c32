import { spanInWords } from '#container/limits.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { WorkContext } from '#container/work/context.ts';
import { inputArguments, type LocalInput } from './arguments/input.ts';
import { explain } from './complaints.ts';
import { runTool } from './run.ts';

/** One packet as demuxed, times in seconds; null where the file does not say. */
export interface Packet {
  presentedAt: number | null;
  duration: number | null;
  /** Kept for the decoder's sake and never shown or heard (before an edit list's start). */
  discarded: boolean;
  isKeyframe: boolean;
  /** Samples at its beginning or end that the encoder added and nobody hears. */
  padding?: number;
}

/** Of the MP4 and the Matroska demuxer. */
const CUT_OFF = /: partial file$|File ended prematurely/;
const COLUMNS = 'packet=pts_time,dts_time,duration_time,flags:packet_side_data=skip_samples,discard_padding';

/**
 * Demuxes one stream whole and hands over each packet. A file that breaks off gives the packets up to there, and
 * `isCutOff` where its index told of more: what that means is the caller's to judge. Throws `input-too-large` as soon as a packet lies beyond the longest
 * duration: what a header states may be a lie, what is counted is not.
 *
 * @param stream ffprobe's stream specifier, e.g. `0` or `v:0`.
 */
export async function readPackets(
  context: WorkContext,
  input: LocalInput,
  stream: string,
  timeoutSeconds: number,
  onPacket: (packet: Packet) => void,
): Promise<{ isCutOff: boolean }> {
  const { maxDurationSeconds } = context.limits;
  const tooLong = new AbortController();
  const outcome = await runTool({
    program: context.tools.ffprobe,
    args: [
      '-v',
      'error',
      '-threads',
      '1',
      ...inputArguments(input),
      '-select_streams',
      stream,
      '-show_entries',
      COLUMNS,
      '-of',
      'csv=p=0',
    ],
    guard: context.tools.guard,
    limits: context.limits,
    folder: context.folder,
    signal: AbortSignal.any([context.signal, tooLong.signal]),
    timeoutSeconds,
    onLine: (line) => {
      const packet = parsePacketLine(line);
      if (!packet) return;
      if ((packet.presentedAt ?? 0) > maxDurationSeconds) tooLong.abort(longerThan(maxDurationSeconds));
      onPacket(packet);
    },
  });
  if (outcome.exitCode === null) throw explain(outcome);
  if (outcome.exitCode !== 0) {
    throw new MediaFailure('input-unreadable', 'The file is damaged or cut off.', {
      cause: explain(outcome),
    });
  }
  return { isCutOff: outcome.complaints.some((line) => CUT_OFF.test(line)) };
}

/** The refusal of what lasts too long. */
export function longerThan(seconds: number): MediaFailure {
  const message = `The file lasts longer than ${spanInWords(seconds)}, or the times in it are wrong. Shorten it, or export it anew.`;
  return new MediaFailure('input-too-large', message);
}

/** ffprobe closes a packet that carries side data with a separator and an empty line; both are passed over. */
export function parsePacketLine(line: string): Packet | undefined {
  const [pts, dts, duration, flags, skipped, discarded] = line.split(',');
  if (flags === undefined) return undefined;
  const padding = (seconds(skipped) ?? 0) + (seconds(discarded) ?? 0);
  return {
    ...(padding > 0 ? { padding } : {}),
    presentedAt: seconds(pts) ?? seconds(dts),
    duration: seconds(duration),
    discarded: flags.includes('D'),
    isKeyframe: flags.includes('K'),
  };
}

function seconds(text: string | undefined): number | null {
  const value = Number(text);
  return text === undefined || text === '' || Number.isNaN(value) ? null : value;
}

/** What the packets of a stream add up to. Seconds. */
export interface PacketSummary {
  /** Packets that are shown or heard. */
  count: number;
  /** First presented time that is not before zero, and end of the last packet. */
  start: number;
  end: number;
  /** Samples within that which nobody hears: an encoder's own, which MP3 has at both ends. */
  padding: number;
}

/** Adds packets up, in any order. A packet without a duration is taken to last as long as the one before it. */
export class PacketTally {
  #count = 0;
  #start = Number.POSITIVE_INFINITY;
  #end = 0;
  #lastTime = 0;
  #lastDuration = 0;
  #padding = 0;

  add(packet: Pick<Packet, 'presentedAt' | 'duration' | 'discarded' | 'padding'>): void {
    if (!packet.discarded) this.#count += 1;
    const time = packet.presentedAt ?? this.#lastTime + this.#lastDuration;
    const duration = packet.duration ?? (this.#lastDuration || Math.max(0, time - this.#lastTime));
    // Other formats put padding before time 0, or make its packet shorter by it.
    const isCounted = time >= 0 && duration >= this.#lastDuration;
    if (!packet.discarded && isCounted) this.#padding += packet.padding ?? 0;
    this.#start = Math.min(this.#start, Math.max(0, time));
    this.#end = Math.max(this.#end, time + duration);
    this.#lastTime = time;
    this.#lastDuration = duration;
  }

  summary(): PacketSummary {
    const [start, end] = [Math.min(this.#start, this.#end), this.#end];
    return { count: this.#count, start, end, padding: this.#padding };
  }
}
