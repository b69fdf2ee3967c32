import type { ProjectSettings } from '#contracts/entities/index.ts';
import type { Inputs, InputType } from '#domain/pipeline/reduce.ts';
import type { Refusal } from '#domain/pipeline/refusal.ts';
import { World } from '#domain/pipeline/testing/world.ts';

/** As an average scene of a music video. */
const SCENE_SECONDS = 5;

/** A world that clocks the reducer, and nothing of what the world itself does around it. */
class ClockedWorld extends World {
  events = 0;
  milliseconds = 0;

  override do<T extends InputType>(type: T, input: Inputs[T][0]): Inputs[T][1] | Refusal {
    const before = performance.now();
    const reply = super.do(type, input);
    this.milliseconds += performance.now() - before;
    this.events += 1;
    return reply;
  }
}

/** One whole run: the song probed, then every stage with one attempt each. */
export interface WholeRun {
  readonly world: World;
  /** Commands and events that went through the reducer. */
  readonly events: number;
  /** Wall time within the reducer. */
  readonly milliseconds: number;
}

/** Takes a project through all stages in memory. Throws where the run does not succeed with as many scenes. */
export function wholeRun(sceneCount: number): WholeRun {
  const settings: Partial<ProjectSettings> = { sceneCount };
  const world = new ClockedWorld({ settings });
  world.upload(sceneCount * SCENE_SECONDS);
  const { run } = world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
  world.runAll();
  const status = world.state.run.get(run.id)?.status;
  const made = world.state.scene.size;
  if (status !== 'succeeded' || made !== sceneCount) {
    throw new Error(`the run of ${sceneCount} scenes is ${status} with ${made} scenes`);
  }
  return { world, events: world.events, milliseconds: world.milliseconds };
}
