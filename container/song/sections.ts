import type { SongSection } from '#contracts/media-jobs/analyze-song.ts';
import { type Energy, meanEnergy } from './energy.ts';
import type { SongSound } from './listener.ts';
import type { OnsetStrength } from './onset-strength.ts';
import { nameSections } from './section-kinds.ts';
import { sectionStarts } from './section-starts.ts';
import { meanTimbre, timbresOf } from './timbre.ts';

/** Without bars, sections begin on a grid of that many seconds. */
const UNIT_SECONDS = 2;
/** Fewer bars tell nothing. */
const FEWEST_BARS = 4;

export interface SpanOfTime {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Divides a song into sections that tile it; all but the first begin on one of `barSeconds` where there are bars. */
export function sectionsOf(
  sound: SongSound,
  groups: OnsetStrength,
  { bars, energy, vocals }: { bars: readonly number[]; energy: Energy; vocals: readonly SpanOfTime[] },
): SongSection[] {
  const { durationSeconds } = sound;
  const units = bars.length >= FEWEST_BARS ? 'bars' : 'seconds';
  const times = unitTimes(units === 'bars' ? bars : evenTimes(durationSeconds), durationSeconds);
  const timbres = timbresOf(sound, groups, times);
  const starts = sectionStarts(timbres, times, units);
  return nameSections(
    starts.map((unit, index) => {
      const next = starts[index + 1] ?? timbres.length;
      const startSeconds = index === 0 ? 0 : (times[unit] ?? 0);
      const endSeconds = index === starts.length - 1 ? durationSeconds : (times[next] ?? durationSeconds);
      return {
        startSeconds,
        endSeconds,
        energy: meanEnergy(energy, startSeconds, endSeconds),
        timbre: meanTimbre(timbres.slice(unit, next)),
        sung: overlap(vocals, startSeconds, endSeconds) / (endSeconds - startSeconds),
      };
    }),
  );
}

/** Ascending times from 0 to the end between which the song is compared. */
function unitTimes(inner: readonly number[], durationSeconds: number): number[] {
  return [0, ...inner.filter((time) => time > 0.5 && time < durationSeconds - 0.5), durationSeconds];
}

function evenTimes(durationSeconds: number): number[] {
  return Array.from({ length: Math.ceil(durationSeconds / UNIT_SECONDS) }, (_, i) => i * UNIT_SECONDS);
}

function overlap(spans: readonly SpanOfTime[], start: number, end: number): number {
  return spans.reduce(
    (sum, span) => sum + Math.max(0, Math.min(end, span.endSeconds) - Math.max(start, span.startSeconds)),
    0,
  );
}
