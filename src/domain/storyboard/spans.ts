import type { SceneDraft } from './prompts/analysis-answer.ts';
import { snapTo } from './tiling.ts';

/** A draft with the frames that it would cover if no limits were kept. Spans tile the film; some may be empty. */
export interface Span {
  /** Frame at which the draft wanted to begin, before anything was moved. */
  readonly wish: number;
  readonly start: number;
  readonly end: number;
  readonly draft: SceneDraft;
  /** 0, or the number of this part of a draft that was split. */
  readonly part: number;
}

/** Joins spans shorter than `least` frames to their shorter neighbour, the shortest first. */
export function joinShort(spans: readonly Span[], least: number): Span[] {
  const joined = [...spans];
  while (joined.length > 1) {
    const index = indexOfLeast(joined, lengthOf);
    const shortest = joined[index];
    if (!shortest || lengthOf(shortest) >= least) break;
    const before = joined[index - 1];
    const after = joined[index + 1];
    const withBefore = before && (!after || lengthOf(before) <= lengthOf(after));
    joinAt(joined, withBefore ? index - 1 : index);
  }
  return joined;
}

/** Joins neighbours, those that are shortest together first, until at most `most` spans are left. */
export function joinSurplus(spans: readonly Span[], most: number): Span[] {
  const joined = [...spans];
  while (joined.length > most) {
    const pairs = joined.slice(1).map((span, index) => span.end - (joined[index]?.start ?? 0));
    joinAt(
      joined,
      indexOfLeast(pairs, (frames) => frames),
    );
  }
  return joined;
}

/** Splits spans longer than `longest` frames into equal parts, at a mark (a lyric line) where one is near. */
export function splitLong(spans: readonly Span[], longest: number, marks: readonly number[]): Span[] {
  return spans.flatMap((span) => {
    const parts = Math.ceil(lengthOf(span) / longest);
    if (parts < 2) return [span];
    const even = lengthOf(span) / parts;
    const cuts = [span.start];
    for (let part = 1; part < parts; part += 1) {
      cuts.push(snapTo(Math.round(span.start + part * even), marks, even / 4));
    }
    return cuts.map((start, part) => ({
      wish: part === 0 ? span.wish : start,
      start,
      end: cuts[part + 1] ?? span.end,
      draft: span.draft,
      part,
    }));
  });
}

function joinAt(spans: Span[], index: number): void {
  const first = spans[index];
  const second = spans[index + 1];
  if (!first || !second) return;
  const longer = lengthOf(second) > lengthOf(first) ? second : first;
  spans.splice(index, 2, { ...longer, wish: first.wish, start: first.start, end: second.end });
}

function lengthOf(span: Span): number {
  return span.end - span.start;
}

function indexOfLeast<T>(items: readonly T[], measure: (item: T) => number): number {
  let least = 0;
  let value = Number.POSITIVE_INFINITY;
  items.forEach((item, index) => {
    const own = measure(item);
    if (own < value) {
      value = own;
      least = index;
    }
  });
  return least;
}
