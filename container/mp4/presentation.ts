import type { Run, Track } from './read-track.ts';

/** What a player makes of a track. Seconds. */
export interface Presentation {
  /** Samples that are shown or heard: not those before time 0, which decoders need and throw away. */
  count: number;
  start: number;
  end: number;
}

/** When each sample is presented, in ticks, in the order of decoding. */
export function* presentationTimes(track: Track): Generator<{ time: number; duration: number }> {
  const delays = values(track.delays);
  let decoded = 0;
  for (const duration of values(track.durations)) {
    yield { time: decoded + (delays.next().value ?? 0) + track.shift, duration };
    decoded += duration;
  }
}

/** From when to when a track's samples are presented, in ticks, and how many there are. */
export function spanOfTrack(track: Track): { first: number; end: number; count: number } {
  const span = { first: Number.POSITIVE_INFINITY, end: 0, count: 0 };
  for (const { time, duration } of presentationTimes(track)) {
    span.first = Math.min(span.first, time);
    span.end = Math.max(span.end, time + duration);
    span.count += 1;
  }
  return span;
}

/** Adds a track up. Every sample is looked at. */
export function presentationOf(track: Track): Presentation {
  let [count, start, end] = [0, Number.POSITIVE_INFINITY, 0];
  for (const { time, duration } of presentationTimes(track)) {
    if (time + duration > 0) {
      if (time >= 0) count += 1;
      start = Math.min(start, Math.max(0, time));
    }
    end = Math.max(end, time + duration);
  }
  const seconds = (ticks: number) => ticks / track.timescale;
  return { count, start: seconds(Math.min(start, end)), end: seconds(end) };
}

/** True where frame n is presented at n / rate and at no other time, to the tick. */
export function isExact(track: Track, rate: { numerator: number; denominator: number }): boolean {
  const ticks = (track.timescale * rate.denominator) / rate.numerator;
  const times = Array.from(presentationTimes(track), ({ time }) => time).sort((one, other) => one - other);
  return times.every((time, frame) => Math.abs(time - frame * ticks) <= 0.5);
}

/** True where all samples that the index promises lie within the file. */
export function isWhole(track: Track, fileBytes: number): boolean {
  let sample = 0;
  return track.chunks.every(({ offset, samples }) => {
    let end = offset;
    for (let index = 0; index < samples; index += 1) end += track.sizes[sample + index] ?? 0;
    sample += samples;
    return end <= fileBytes;
  });
}

function* values(runs: readonly Run[]): Generator<number, undefined> {
  for (const { count, value } of runs) for (let index = 0; index < count; index += 1) yield value;
}
