/** The library of looks. Old versions stay, because projects are pinned to them. */
import { ATTIC_REEL } from './attic-reel.ts';
import { CHROME_ORBIT } from './chrome-orbit.ts';
import { COLD_CONCRETE } from './cold-concrete.ts';
import { DUST_HIGHWAY } from './dust-highway.ts';
import { LATE_SUN } from './late-sun.ts';
import { NEON_RAIN } from './neon-rain.ts';
import { OIL_AND_CANDLE } from './oil-and-candle.ts';
import { PALE_DREAM } from './pale-dream.ts';
import { PAPER_THEATRE } from './paper-theatre.ts';
import { SILVER_PRINT } from './silver-print.ts';
import { STAGE_STORM } from './stage-storm.ts';
import type { StylePack } from './style-pack.ts';
import { WET_INK } from './wet-ink.ts';

export type { StylePack } from './style-pack.ts';

const PACKS: readonly StylePack[] = [
  LATE_SUN,
  NEON_RAIN,
  SILVER_PRINT,
  ATTIC_REEL,
  PAPER_THEATRE,
  WET_INK,
  PALE_DREAM,
  COLD_CONCRETE,
  DUST_HIGHWAY,
  STAGE_STORM,
  OIL_AND_CANDLE,
  CHROME_ORBIT,
];

/** All looks, every version. */
export function stylePacks(): readonly StylePack[] {
  return PACKS;
}

/** How a project names a look and its version: `late-sun@1`. */
export function packRef({ id, version }: Pick<StylePack, 'id' | 'version'>): string {
  return `${id}@${version}`;
}

/** The newest version of a look. */
function newestPack(id: string): StylePack | undefined {
  return PACKS.filter((pack) => pack.id === id).sort((a, b) => b.version - a.version)[0];
}

export function isNewest(pack: StylePack): boolean {
  return newestPack(pack.id)?.version === pack.version;
}

/** The look of this name; one without a version is the newest. */
export function findStylePack(ref: string | null): StylePack | undefined {
  if (ref === null) return undefined;
  return PACKS.find((pack) => packRef(pack) === ref) ?? newestPack(ref);
}
