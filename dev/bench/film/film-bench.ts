import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onSignals } from '#dev/stack/signals.ts';
import type { Bench } from '../contract.ts';
import { median } from '../stats.ts';
import { planFilm } from './film-plan.ts';
import { filmReport, GOALS } from './film-report.ts';
import { measureFilms } from './measure-films.ts';

/** What a film costs: joined from ready segments, cut anew, and made by those who encode everything at once. */
export const filmBench: Bench = {
  name: 'film',
  summary:
    'A film of 3 minutes and 36 crossfaded scenes in 720p: joined, cut anew, and by other ways (some 10 minutes)',
  goals: GOALS,

  async run({ runs, say }) {
    const folder = mkdtempSync(join(tmpdir(), 'omvee-bench-film-'));
    // Also where somebody stops the bench.
    const remove = () => rmSync(folder, { recursive: true, force: true });
    const forget = onSignals(() => Promise.resolve(), remove);
    try {
      const measured = await measureFilms(folder, planFilm(), runs, say);
      say(`one graph took ${median(measured.oneGraph.map(({ wall }) => wall)).toFixed(1)} s`);
      return filmReport(measured);
    } finally {
      remove();
      forget();
    }
  },
};
