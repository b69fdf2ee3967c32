import { z } from 'zod';
import type { Outcome, TaskInput } from '#domain/pipeline/task-io.ts';
import { planScenes } from '#domain/storyboard/plan-scenes.ts';
import type { PlannedScene } from '#domain/storyboard/planned-scene.ts';
import { AnalysisAnswer } from '#domain/storyboard/prompts/analysis-answer.ts';
import { tileScenes } from '#domain/storyboard/tile-scenes.ts';
import { ask, type Reading } from './chat.ts';
import type { Deps } from './deps.ts';

type Input = Extract<TaskInput, { work: 'analyze-scenes' }>;

/** Has a language model choose and time the scenes; its times are made to tile the film (P7). */
export async function analyzeScenes(input: Input, isLast: boolean, { services }: Deps): Promise<Outcome> {
  const { frames, rate, pacing, lines, analysis, clipSeconds, locked } = input;
  const film = { frames, rate, pacing, lines, analysis, clipSeconds, locked };
  const read = (answer: unknown): Reading<PlannedScene[]> => {
    const parsed = AnalysisAnswer.safeParse(answer);
    if (!parsed.success) return { complaint: z.prettifyError(parsed.error) };
    const tiled = tileScenes({ ...film, drafts: parsed.data.scenes });
    return 'problem' in tiled ? { complaint: tiled.problem } : { value: tiled.scenes };
  };
  const { value, model, costUsd, note } = await ask(services.chat, input.request, isLast, read);
  const scenes = value ?? planScenes(film);
  const promptVersion = value ? input.request.promptVersion : null;
  return { type: 'done', result: { work: 'analyze-scenes', scenes, model, promptVersion, costUsd, note } };
}
