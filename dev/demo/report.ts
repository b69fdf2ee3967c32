import { relative } from 'node:path';
import Table from 'cli-table3';
import pc from 'picocolors';
import type { Job, Video } from '#dev/client/api-types.ts';
import type { Made } from './make-film.ts';
import type { Saved } from './save.ts';
import { STAGES } from './stages.ts';

/** Where the film is, what it cost, and how long each stage took. */
export function describeFilm(made: Made, saved: Saved, seconds: number): string {
  const { film, scenes, project } = made;
  const here = (file: string) => relative(process.cwd(), file) || file;
  const size = film?.sizeBytes ? ` · ${(film.sizeBytes / 1e6).toFixed(1)} MB` : '';
  const qc = film?.qc;
  const verdict =
    qc === null || qc === undefined
      ? ''
      : qc.passed
        ? ` · ${pc.green('QC passed')}`
        : ` · ${pc.red('QC failed')}`;
  const facts = `${film?.durationSeconds.toFixed(2)} s · ${film?.frames} frames · ${scenes.length} scenes${size}${verdict}`;
  return [
    stageTable(made.jobs),
    '',
    `  ${pc.bold(pc.green(here(saved.film)))}  ${facts}`,
    ...(film ? [`  ${described(film)}`] : []),
    ...(saved.poster === null ? [] : [`  ${here(saved.poster)}`]),
    `  ${here(saved.qc)}`,
    `  ${here(saved.sheet)}  ${cutsWords(saved.onBeats)}`,
    ...(film?.degraded.length ? [pc.yellow(`  ${film.degraded.length} scenes have a stand-in.`)] : []),
    ...made.jobs.flatMap(({ notes }) => notes.map((note) => pc.yellow(`  note: ${note}`))),
    `  made in ${duration(seconds)} for ${money(project.budget.spentUsd)}`,
  ].join('\n');
}

/** Cuts that are on no beat are on lines, phrases or moments; the contact sheet shows which. */
function cutsWords({ on, of }: Saved['onBeats']): string {
  return of === 0 ? 'scenes over the song, which has no steady beat' : `${on} of ${of} cuts on beats`;
}

/** What the file carries beside picture and sound. */
function described({ chapters, captions }: Video): string {
  const track =
    captions === null
      ? 'no captions'
      : `${captions.count} captions (${captions.language ?? 'language unknown'})`;
  return `${chapters.length} chapters · ${track}`;
}

/** How long each stage took. With a run there are no barriers, so that the stages overlap. */
function stageTable(jobs: readonly Job[]): string {
  const table = new Table({
    head: ['stage', 'items', 'from', 'took'].map((name) => pc.cyan(name)),
    colAligns: ['left', 'right', 'right', 'right'],
    // The table's own colours come also where nobody sees colours.
    style: { head: [], border: [], compact: true },
  });
  const begin = Math.min(...jobs.map(({ createdAt }) => Date.parse(createdAt)));
  for (const { kind, label } of STAGES) {
    const job = jobs.findLast(({ stage }) => stage === kind);
    if (job === undefined) continue;
    const started = job.startedAt === null ? null : Date.parse(job.startedAt);
    const took = started === null || job.endedAt === null ? null : (Date.parse(job.endedAt) - started) / 1000;
    table.push([
      label,
      `${job.counts.succeeded}/${job.counts.total}`,
      started === null ? '-' : `+${duration((started - begin) / 1000)}`,
      took === null ? '-' : duration(took),
    ]);
  }
  return table.toString();
}

/** Why there is no film, or not a whole one, in words. */
export function describeFailures({ jobs, film, run }: Made): string {
  const lines = jobs.flatMap(({ stage, status, failure, failures }) => {
    const label = STAGES.find(({ kind }) => kind === stage)?.label ?? stage;
    const all = [...(failure === null ? [] : [failure.message]), ...failures.map(({ message }) => message)];
    const counted = [...Map.groupBy(all, (text) => text)].map(([text, same]) =>
      same.length > 1 ? `${text} (${same.length} times)` : text,
    );
    return counted.map((text) => `  ${pc.red(label)} ${status}: ${text}`);
  });
  const filmFailure = film?.failure ? [`  ${film.failure.message}`] : [];
  return [`The run ended ${run.status}.`, ...lines, ...filmFailure].join('\n');
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function money(usd: number): string {
  return `$${usd.toFixed(2)}`;
}
