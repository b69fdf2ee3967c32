import { filmFrames, frameRateOf } from '#domain/film/frame-budget.ts';
import { pacing } from '#domain/storyboard/pacing.ts';
import { planScenes } from '#domain/storyboard/plan-scenes.ts';
import { heardSong, sungLinesOf } from '#domain/storyboard/testing/songs.ts';
import { type FilmToPlan, tileScenes } from '#domain/storyboard/tile-scenes.ts';
import type { Bench } from '../contract.ts';
import { median } from '../stats.ts';

const SECONDS = 600;
const SCENES = 200;
const LIMIT_MILLISECONDS = 50;
/** A plan is made once per song, but the first is the compiler's. */
const REPEATS = 15;
const DRAFTED = `time to tile ${SCENES} drafts on ${SECONDS} s / ${LIMIT_MILLISECONDS} ms`;
const PLANNED = `time to plan ${SCENES} scenes on ${SECONDS} s without a model / ${LIMIT_MILLISECONDS} ms`;

/** How long the solver takes for a long song with a beat, sections and lyrics, at 24 frames a second. */
export const planBench: Bench = {
  name: 'plan',
  summary: `The storyboard of a song of ${SECONDS / 60} minutes with ${SCENES} scenes, against ${LIMIT_MILLISECONDS} ms`,
  goals: [
    { label: DRAFTED, relation: '≤', limit: 1 },
    { label: PLANNED, relation: '≤', limit: 1 },
  ],

  async run({ runs, say }) {
    const film = longFilm();
    const drafts = Array.from({ length: SCENES }, (_, index) => ({
      title: `Scene ${index + 1}`,
      theme: '',
      mood: '',
      lyricExcerpt: '',
      reasoning: '',
      // Rough as a model's: up to 1.2 s late.
      startSeconds: index * 3 + ((index * 7919) % 13) / 10,
      endSeconds: index * 3 + 3,
    }));
    const tile = () => {
      const tiled = tileScenes({ ...film, drafts });
      if ('problem' in tiled || tiled.scenes.length !== SCENES) throw new Error('the drafts were not tiled');
    };
    const plan = () => {
      if (planScenes(film).length !== SCENES) throw new Error('the film was not planned');
    };
    say('warming up');
    clocked(tile);
    clocked(plan);
    const rounds = Array.from({ length: runs }, (_, index) => {
      const round = { drafted: clocked(tile), planned: clocked(plan) };
      say(`run ${index + 1} of ${runs}: ${round.drafted.toFixed(1)} and ${round.planned.toFixed(1)} ms`);
      return round;
    });
    const drafted = rounds.map((round) => round.drafted);
    const planned = rounds.map((round) => round.planned);
    const row = (name: string, times: readonly number[]) => [
      name,
      median(times).toFixed(1),
      `${Math.min(...times).toFixed(1)} – ${Math.max(...times).toFixed(1)}`,
    ];
    return {
      samples: {
        [DRAFTED]: drafted.map((time) => time / LIMIT_MILLISECONDS),
        [PLANNED]: planned.map((time) => time / LIMIT_MILLISECONDS),
      },
      tables: [
        {
          title: `A plan of ${SCENES} scenes`,
          head: ['from', 'ms', 'min – max'],
          rows: [row('a model’s drafts', drafted), row('sections, energy and lyrics', planned)],
        },
      ],
      notes: [],
    };
  },
};

function longFilm(): FilmToPlan {
  const rate = frameRateOf(24);
  return {
    frames: filmFrames(SECONDS, rate),
    rate,
    pacing: pacing({ durationSeconds: SECONDS, sceneCount: SCENES, longestClipSeconds: 12 }),
    lines: sungLinesOf(SECONDS),
    analysis: heardSong({
      seconds: SECONDS,
      bpm: 128,
      energies: [0.2, 0.8, 0.3, 0.9, 0.2, 0.7, 0.4, 0.95, 0.3],
    }),
    clipSeconds: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  };
}

/** Median of a few, in milliseconds. */
function clocked(work: () => void): number {
  return median(
    Array.from({ length: REPEATS }, () => {
      const before = performance.now();
      work();
      return performance.now() - before;
    }),
  );
}
