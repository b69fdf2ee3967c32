import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packetList } from '#container/ffmpeg/arguments/listed-mp4.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { fileBytes } from '#container/mp4/byte-source.ts';
import { holdsPackets, readPacketList } from '#container/mp4/packet-list.ts';
import { isExact } from '#container/mp4/presentation.ts';
import { readSegmentIndex } from '#container/mp4/segment-index.ts';
import type { FrameRate } from '#contracts/media.ts';
import type { WorkContext } from './context.ts';

/**
 * Exit codes prove nothing: the finished file is opened again. It is right where its index promises `frames` frames at
 * their times, and each of them is byte for byte what the encoder said it gave (the list beside the file). Throws
 * `internal` where anything is wrong.
 *
 * No program is started for it, which takes 0.1 s of a processor before it does anything.
 */
export async function proveSegment(
  context: WorkContext,
  name: string,
  frames: number,
  rate: FrameRate,
): Promise<void> {
  const path = join(context.folder, name);
  const packets = readPacketList(await readFile(join(context.folder, packetList(name)), 'utf8'));
  const file = await open(path);
  try {
    const source = fileBytes(file, (await file.stat()).size);
    const index = await readSegmentIndex(source);
    if (index !== undefined && index.frames !== frames)
      throw wentWrong(`with ${index.frames} frames instead of ${frames}`);
    const isRight =
      index !== undefined && isExact(index.track, rate) && (await holdsPackets(index, source, packets));
    if (!isRight) throw wentWrong('damaged');
  } finally {
    await file.close();
  }
}

function wentWrong(how: string): MediaFailure {
  return new MediaFailure('internal', `The segment came out ${how}.`);
}
