import type { SectionKind, SongSection } from '#contracts/media-jobs/analyze-song.ts';
import { type Timbre, timbreDistance } from './timbre.ts';

/** A section before it is known what it is. */
export interface Part {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly energy: number;
  readonly timbre: Timbre;
  /** Share of it in which somebody sings. */
  readonly sung: number;
}

/** Parts that differ by less are the same again. */
const SAME = 0.42;
/** How much louder or quieter than its surroundings a part must be to be called so. */
const CLEARLY = 0.06;
const [LONGEST_EDGE_SECONDS, SHORT_EDGE_SECONDS] = [40, 12] as const;

/** Names sections as far as repetition and level tell, and numbers those that come more than once. */
export function nameSections(parts: readonly Part[]): SongSection[] {
  const kinds = kindsOf(parts);
  const totals = new Map<SectionKind, number>();
  for (const kind of kinds) totals.set(kind, (totals.get(kind) ?? 0) + 1);
  const seen = new Map<SectionKind, number>();
  return parts.map(({ startSeconds, endSeconds, energy }, index) => {
    const kind = kinds[index] ?? 'section';
    const number = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, number);
    const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    const ordinal = kind === 'section' ? ` ${index + 1}` : (totals.get(kind) ?? 0) > 1 ? ` ${number}` : '';
    return { kind, label: `${name}${ordinal}`, startSeconds, endSeconds, energy };
  });
}

function kindsOf(parts: readonly Part[]): SectionKind[] {
  if (parts.length < 3) return parts.map(() => 'section');
  const families = familiesOf(parts);
  const mean = parts.reduce((sum, { energy }) => sum + energy, 0) / parts.length;
  const repeated = [...new Set(families)]
    .map((family) => parts.filter((_, index) => families[index] === family))
    .filter((own) => own.length > 1)
    .sort((a, b) => energyOf(b) - energyOf(a));
  const [loudest] = repeated;
  const chorus = loudest && energyOf(loudest) > mean ? loudest : undefined;
  return parts.map((part, index) => {
    const isOnce = families.filter((family) => family === families[index]).length === 1;
    if (index === 0 && isEdge(part, parts[1], isOnce)) return 'intro';
    if (index === parts.length - 1 && isEdge(part, parts[index - 1], isOnce)) return 'outro';
    if (chorus?.includes(part)) return part.sung < 0.1 && rises(part, parts[index - 1]) ? 'drop' : 'chorus';
    if (repeated.some((own) => own.includes(part))) return 'verse';
    return singularKind(part, parts[index - 1], parts[index + 1]);
  });
}

/** What a part is that comes only once, by its neighbours. */
function singularKind(part: Part, before: Part | undefined, after: Part | undefined): SectionKind {
  if (!before || !after) return 'section';
  if (part.energy < Math.min(before.energy, after.energy) - CLEARLY)
    return part.sung > 0.3 ? 'bridge' : 'break';
  return 'section';
}

/** The family of each part: the first part that it sounds like. */
function familiesOf(parts: readonly Part[]): number[] {
  const families: number[] = [];
  for (const [index, part] of parts.entries()) {
    const distances = parts.slice(0, index).map((other) => timbreDistance(part.timbre, other.timbre));
    const nearest = distances.indexOf(Math.min(...distances));
    const isSame = nearest >= 0 && (distances[nearest] ?? 1) < SAME;
    families.push(isSame ? (families[nearest] ?? index) : index);
  }
  return families;
}

/** An intro or outro is short, and quieter than what it leads to or comes from; or very short and never repeated. */
function isEdge(part: Part, neighbour: Part | undefined, isOnce: boolean): boolean {
  const seconds = part.endSeconds - part.startSeconds;
  const isQuieter = part.energy < (neighbour?.energy ?? 0) - CLEARLY / 2;
  return (isQuieter && seconds <= LONGEST_EDGE_SECONDS) || (isOnce && seconds <= SHORT_EDGE_SECONDS);
}

const rises = (part: Part, before: Part | undefined) =>
  before !== undefined && part.energy > before.energy + CLEARLY;

function energyOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { energy }) => sum + energy, 0) / Math.max(1, parts.length);
}
