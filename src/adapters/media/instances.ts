/**
 * The container instance that does a job, `media-0` to `media-<count - 1>`: always the same one for the same id, all of
 * them alike often. Each instance draws a lot for the id and the highest wins (rendezvous hashing, Thaler and
 * Ravishankar 1998): where their number changes, only jobs of the instances that come or go move. A job that moved while
 * it ran is unknown at its new place, which is what a restart looks like, and is submitted again.
 */
export function instanceOf(jobId: string, count: number): string {
  let best = { name: 'media-0', lot: -1 };
  for (let index = 0; index < count; index += 1) {
    const name = `media-${index}`;
    const lot = lotOf(`${name} ${jobId}`);
    if (lot > best.lot) best = { name, lot };
  }
  return best.name;
}

/** How many there are by `MEDIA_INSTANCES`; one where that is no number. */
export function instanceCount(setting: string | undefined): number {
  const count = Number(setting);
  return Number.isInteger(count) && count > 0 ? count : 1;
}

/** FNV-1a, and MurmurHash3's last step, without which names that differ at their beginning draw alike. */
function lotOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
