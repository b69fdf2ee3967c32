import { join } from 'node:path';
import { placeOf } from '#container/files/made-here.ts';
import { storeOutput } from '#container/files/store-output.ts';
import type { OutputTarget } from '#contracts/media.ts';
import type { WorkContext } from './context.ts';

/** Stores a segment or a handle once it is proven, as {@link storeOutput} does, and keeps it for the jobs that will ask for it. */
export async function storeSegment(
  context: WorkContext,
  name: string,
  target: OutputTarget,
  proof: Promise<unknown>,
): Promise<number> {
  const sizeBytes = await storeOutput(context, name, target, proof);
  await context.made.keep(placeOf(target.url), join(context.folder, name), sizeBytes);
  return sizeBytes;
}
