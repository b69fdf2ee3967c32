import { describe, expect, it } from 'vitest';
import { partsOfShot, planFilm, RATE, SCENES, SONG_SECONDS, spanOfScene } from './film-plan.ts';
import { ratios } from './film-report.ts';
import { concatList, filmGraph } from './rivals.ts';
import { readBenchmark, together } from './run-tool.ts';
import { meanWithinBodies, readSsim } from './similarity.ts';
import { readPeak, readProcessTimes } from './usage.ts';

describe('the film that is measured with', () => {
  const plan = planFilm();

  it('has a seam between all of its scenes, and the frames of its song', () => {
    const frames = plan.parts.reduce((sum, part) => sum + part.frames, 0);
    expect(frames).toBe(SONG_SECONDS * RATE);
    expect(plan.parts.map(({ kind }) => kind)).toEqual([
      'body',
      ...Array.from({ length: SCENES - 1 }, () => ['seam', 'body']).flat(),
    ]);
    const spans = plan.shots.map((_, scene) => spanOfScene(plan, scene));
    expect(spans.reduce((sum, span) => sum + span)).toBe(frames);
  });

  it('has clips that last as long as they are shown', () => {
    for (const { clipSeconds, frames } of plan.shots)
      expect(clipSeconds * RATE).toBeGreaterThanOrEqual(frames);
  });

  it.each([
    [0, ['body 0', 'seam 1']],
    [18, ['seam 18', 'body 18', 'seam 19']],
    [SCENES - 1, ['seam 35', 'body 35']],
  ])('is made anew in few places where shot %i changes', (shot, expected) => {
    const parts = partsOfShot(plan, shot).map((number) => plan.parts[number]);
    expect(parts.map((part) => `${part?.kind} ${part?.shot}`)).toEqual(expected);
  });

  it('fades each picture in where it begins when one graph makes it', () => {
    const [second] = plan.shots.slice(1);
    const graph = filmGraph(plan);
    expect(graph).toContain(`offset=${((second?.startFrame ?? 0) / RATE).toFixed(6)}[faded-1]`);
    expect(graph.match(/xfade/g)).toHaveLength(SCENES - 1);
    expect(graph.endsWith('[film]')).toBe(true);
  });
});

describe('figures', () => {
  it('are read from what Linux tells of a process, whatever its name', () => {
    const stat = '7 (a) b) S 1 7 7 0 -1 4194560 9 9 9 9 150 50 300 25 20 0 11 0 5 1 1';
    expect(readProcessTimes(stat)).toEqual({ own: 2, children: 3.25 });
    expect(readPeak('VmPeak:\t 9 kB\nVmHWM:\t  2048 kB\nVmRSS:\t 1 kB\n')).toBe(2);
    expect(readPeak('State: Z (zombie)\n')).toBe(0);
  });

  it('are read from what FFmpeg says of itself, and not made up', () => {
    const log = 'frame=1\nbench: utime=1.500s stime=0.250s rtime=1.000s\nbench: maxrss=20480kB\n';
    expect(readBenchmark(log)).toEqual({ cpu: 1.75, peak: 20 });
    expect(readBenchmark(log.replace('kB', 'KiB'))).toEqual({ cpu: 1.75, peak: 20 });
    expect(() => readBenchmark('')).toThrow('did not say');
  });

  it('add up where programs run one after the other', () => {
    expect(
      together([
        { wall: 1, cpu: 2, peak: 3 },
        { wall: 1, cpu: 1, peak: 1 },
      ]),
    ).toEqual({
      wall: 2,
      cpu: 3,
      peak: 3,
    });
  });

  it('are compared run by run, or with the median of fewer runs', () => {
    expect(ratios([2, 6], [1, 2])).toEqual([2, 3]);
    expect(ratios([1, 2, 3], [2])).toEqual([0.5, 1, 1.5]);
  });

  it('of likeness leave seams out and want every frame', () => {
    const stats =
      'n:1 Y:0.9 U:0.9 V:0.9 All:0.500000 (3)\nn:2 Y:1 U:1 V:1 All:0.25 (1)\nn:3 All:1.000000 (inf)\n';
    const figures = readSsim(stats);
    expect(figures).toEqual([0.5, 0.25, 1]);
    const parts = [
      { kind: 'body' as const, frames: 1 },
      { kind: 'seam' as const, frames: 1 },
      { kind: 'body' as const, frames: 1 },
    ];
    expect(meanWithinBodies(figures, parts)).toBe(0.75);
    expect(() => meanWithinBodies(figures.slice(1), parts)).toThrow('2 frames were compared');
  });

  it('of the floor name each segment once', () => {
    expect(concatList(['a.mp4', 'b.mp4'])).toBe("file 'a.mp4'\nfile 'b.mp4'\n");
  });
});
