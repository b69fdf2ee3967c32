import type { StageKind } from '#contracts/entities/index.ts';
import type { FaultRuleInput } from '#dev/simulators/faults.ts';
import { FilmProject, type Outcome, type Wishes } from './film-project.ts';
import type { SongFile } from './song-file.ts';
import type { TestStack } from './test-stack.ts';

/** A fault and when it strikes; that it strikes this project alone is seen to. */
export type Fault = Omit<FaultRuleInput, 'match'> & {
  match?: Omit<FaultRuleInput['match'], 'promptIncludes'>;
};

/** What became of a project that had bad luck. */
export interface Aftermath {
  readonly project: FilmProject;
  readonly outcome: Outcome;
  /** How often each fault struck. */
  readonly fired: readonly number[];
}

/** Times for each line, so that nothing need be heard. */
const LYRICS = '[00:00.50]We walk along the river\n[00:03.00]and nobody looks back\n';

let projects = 0;

/**
 * Runs a project with faults of its own, which prompts carry as a word of its style: projects with unlike faults may
 * run side by side.
 */
export async function runWithFaults(
  house: TestStack,
  options: { song: SongFile; faults: readonly Fault[]; until: StageKind; wishes?: Wishes },
): Promise<Aftermath> {
  projects += 1;
  const style = `look-${projects}-end`;
  const rules = options.faults.map((fault) => ({
    ...fault,
    match: { ...fault.match, promptIncludes: style },
  }));
  const ids = await house.providers.misbehave(...rules);
  try {
    const project = await FilmProject.create(house.client, { style, ...options.wishes });
    await project.lyrics(LYRICS);
    await project.upload(options.song);
    const outcome = await project.runToEnd(options.until, 90);
    return { project, outcome, fired: await house.providers.fired(ids) };
  } finally {
    await house.providers.forget(ids);
  }
}
