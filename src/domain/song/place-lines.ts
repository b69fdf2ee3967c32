import { endBehind, type Heard, startBefore } from './line-edges.ts';
import { type LineTime, median, sumOf, USUAL_SYLLABLE_SECONDS } from './line-time.ts';
import type { WordMatch } from './match-words.ts';

/** A line as its tokens: how long each is, and where it was heard. */
export interface MatchedLine {
  readonly weights: readonly number[];
  readonly matches: readonly (WordMatch | null)[];
}

/** A pause this long within a line means that one of its words was matched elsewhere. In seconds. */
const PAUSE_SECONDS = 3;
/** Share of a line that must have been heard for the line to be known by itself. */
const ENOUGH_SHARE = 0.4;
/** A line of which less was heard is placed where that does not push its neighbours further than this. In seconds. */
const TOUCH_SECONDS = 0.4;
/** What the time of such a line is worth beside that of others. */
const WEAK = 0.6;

interface Group {
  /** Places of matched tokens within the line, ascending. */
  readonly places: readonly number[];
  readonly first: WordMatch;
  readonly last: WordMatch;
}

/**
 * When lines are sung, from those of their words that were heard; null for lines of which too little was. Lines of
 * which most was heard come first; of the rest, those are placed that fit between them.
 */
export function placeLines(
  lines: readonly MatchedLine[],
  heard: Heard,
): { times: (LineTime | null)[]; secondsPerSyllable: number } {
  const groups = lines.map(({ matches }) => largestGroup(matches));
  const strong = groups.map((group, index) => isEnough(group, lines[index]?.weights.length ?? 0));
  const paces = groups.flatMap((group, index) => {
    const line = lines[index];
    return group && line && strong[index] && group.places.length > 1 ? [paceOf(group, line)] : [];
  });
  const usual = median(paces) ?? USUAL_SYLLABLE_SECONDS;
  const times = lines.map((line, index) => {
    const group = groups[index];
    return group && strong[index] ? timeOf(line, group, heard, usual) : null;
  });
  lines.forEach((line, index) => {
    const group = groups[index];
    if (!group || times[index]) return;
    const time = timeOf(line, group, heard, usual);
    const before = times.findLast((other, at) => at < index && other !== null);
    const next = times.find((other, at) => at > index && other !== null);
    const fits =
      time.startSeconds >= (before?.endSeconds ?? 0) - TOUCH_SECONDS &&
      time.endSeconds <= (next?.startSeconds ?? Number.POSITIVE_INFINITY) + TOUCH_SECONDS;
    if (fits) times[index] = { ...time, confidence: time.confidence * WEAK };
  });
  return { times, secondsPerSyllable: usual };
}

function isEnough(group: Group | null, words: number): boolean {
  const found = group?.places.length ?? 0;
  return (found >= 2 || (found === 1 && words <= 3)) && found >= words * ENOUGH_SHARE;
}

/** The most words that were heard without a long pause between them. */
function largestGroup(matches: readonly (WordMatch | null)[]): Group | null {
  let largest: number[] = [];
  let group: number[] = [];
  let end = 0;
  matches.forEach((match, place) => {
    if (!match) return;
    if (group.length > 0 && match.startSeconds - end > PAUSE_SECONDS) group = [];
    group.push(place);
    end = match.endSeconds;
    if (group.length > largest.length) largest = group;
  });
  const first = matches[largest[0] ?? -1];
  const last = matches[largest.at(-1) ?? -1];
  return first && last ? { places: largest, first, last } : null;
}

/** Seconds per syllable from the first word that was heard to the last. */
function paceOf({ places, first, last }: Group, { weights }: MatchedLine): number {
  const sung = sumOf(weights.slice(places[0], (places.at(-1) ?? 0) + 1));
  return Math.min(1.5, Math.max(0.05, (last.endSeconds - first.startSeconds) / Math.max(1, sung)));
}

function timeOf(line: MatchedLine, group: Group, heard: Heard, usual: number): LineTime {
  const { weights, matches } = line;
  const firstPlace = group.places[0] ?? 0;
  const lastPlace = group.places.at(-1) ?? 0;
  // The line's own pace counts as far as there is enough of it.
  const own = group.places.length > 1 ? paceOf(group, line) : usual;
  const pace = group.places.length > 3 ? own : (own + usual) / 2;
  const startSeconds = startBefore(heard, group.first.heardFrom, sumOf(weights.slice(0, firstPlace)) * pace);
  const endSeconds = endBehind(heard, group.last.heardTo, sumOf(weights.slice(lastPlace + 1)) * pace);
  const likeness = sumOf(
    group.places.map((place) => (matches[place]?.likeness ?? 0) * (weights[place] ?? 1)),
  );
  const share = likeness / Math.max(1, sumOf(weights));
  return {
    startSeconds,
    endSeconds: Math.max(startSeconds, endSeconds),
    timing: 'aligned',
    confidence: Math.min(
      0.98,
      0.05 + 0.75 * share + (firstPlace === 0 ? 0.2 * (group.first.likeness ?? 0) : 0),
    ),
  };
}
