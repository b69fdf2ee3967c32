import cliProgress from 'cli-progress';
import pc from 'picocolors';
import type { Job } from '#dev/client/api-types.ts';
import { STAGES } from './stages.ts';

/** Shows how far each stage is. */
export interface Progress {
  show(job: Job): void;
  /** Says of the stages that are not among these that nobody asked for them. */
  plan(jobs: readonly Job[]): void;
  /** A line that stays, above the bars where there are any. */
  say(text: string): void;
  /** Ends the display and gives the cursor back; a second time it does nothing. */
  stop(): void;
}

/** Bars on a terminal, elsewhere a line for each change of a stage. */
export function createProgress(output: NodeJS.WriteStream): Progress {
  return output.isTTY ? bars(output) : lines(output);
}

const WIDTH = Math.max(...STAGES.map(({ label }) => label.length));

function bars(stream: NodeJS.WriteStream): Progress {
  const all = new cliProgress.MultiBar(
    {
      stream,
      format: `  {stage} ${pc.cyan('{bar}')} {percentage}%  {note}`,
      barCompleteChar: '━',
      barIncompleteChar: '─',
      barsize: 32,
      hideCursor: true,
      emptyOnZero: true,
      gracefulExit: false,
      autopadding: true,
    },
    cliProgress.Presets.shades_classic,
  );
  const byStage = new Map(
    STAGES.map(({ kind, label }) => [
      kind,
      all.create(100, 0, { stage: label.padEnd(WIDTH), note: pc.dim('waits') }),
    ]),
  );
  return {
    show(job) {
      byStage.get(job.stage)?.update(Math.floor(job.progress * 100), { note: noteOf(job) });
    },
    plan(jobs) {
      for (const [kind, bar] of byStage) {
        if (!jobs.some(({ stage }) => stage === kind)) bar.update(0, { note: pc.dim('not needed') });
      }
    },
    say(text) {
      all.log(`${text}\n`);
    },
    stop() {
      // A second stop would draw over what was printed since.
      if (all.isActive) all.stop();
    },
  };
}

function lines(output: NodeJS.WriteStream): Progress {
  const shown = new Map<string, string>();
  return {
    show(job) {
      if (shown.get(job.stage) === job.status) return;
      shown.set(job.stage, job.status);
      const label = STAGES.find(({ kind }) => kind === job.stage)?.label ?? job.stage;
      output.write(`  ${label.padEnd(WIDTH)}  ${noteOf(job)}\n`);
    },
    plan() {},
    say(text) {
      output.write(`${text}\n`);
    },
    stop() {},
  };
}

function noteOf({ status, counts }: Job): string {
  const done = counts.total > 1 ? ` ${counts.succeeded}/${counts.total}` : '';
  const failed = counts.failed > 0 ? pc.red(`, ${counts.failed} failed`) : '';
  switch (status) {
    case 'queued':
      return pc.dim('waits');
    case 'running':
      return `running${done}${failed}`;
    case 'succeeded':
      return pc.green(`done${done}`);
    case 'partial':
      return pc.yellow(`partial${done}`) + failed;
    case 'failed':
      return pc.red('failed') + failed;
    case 'canceled':
      return pc.yellow('canceled');
    default:
      return status satisfies never;
  }
}
