import type { ItemFailure, Job, Scene, Task } from '#contracts/entities/index.ts';
import { frameRateOf, secondsAt } from '#domain/film/frame-budget.ts';
import { packWords } from '#domain/look/look.ts';
import { castInScene } from '#domain/look/scene-cast.ts';
import { findStylePack } from '#domain/look/style-packs/index.ts';
import { promptsRequest } from '#domain/storyboard/prompts/prompts-request.ts';
import type { Draft } from '../draft.ts';
import { failJob, noteJob, tallyJob, tasksOf, upstreamActive } from '../jobs.ts';
import { addPrompt, usePrompt } from '../prompts.ts';
import { sceneNames, scenesInOrder, scenesInScope } from '../scenes.ts';
import { openTask } from '../tasks/open-task.ts';
import { problem, type Work } from '../work.ts';
import { CHAT_RESERVE_USD } from './analyze-scenes.ts';
import { jobsOnScene } from './candidates.ts';

/** Scenes of one call: small enough that images can begin early, large enough that the outline is paid rarely. */
const SCENES_PER_CALL = 6;

/** Writes the prompts, a few scenes at a time and all calls at once. */
export function advanceGeneratePrompts(draft: Draft, job: Job): void {
  const asked = new Set(tasksOf(draft, job).flatMap(({ sceneIds }) => sceneIds));
  if (asked.size === 0 && upstreamActive(draft, 'generate_prompts')) return;
  if (!upstreamActive(draft, 'generate_prompts')) {
    if (scenesInOrder(draft).length === 0) {
      return failJob(draft, job, problem('upstream-failed', 'There are no scenes to write prompts for.'));
    }
    // A scene that was inserted while the job runs is written like the others.
    const scenes = scenesInScope(draft, job.sceneIds).filter(
      (scene) =>
        !asked.has(scene.id) &&
        (job.sceneIds !== null || (scene.promptId === null && isFree(draft, job, scene))),
    );
    for (let first = 0; first < scenes.length; first += SCENES_PER_CALL) {
      const sceneIds = scenes.slice(first, first + SCENES_PER_CALL).map((scene) => scene.id);
      openTask(draft, { work: 'write-prompts', subjectId: draft.context.newId(), jobId: job.id, sceneIds });
    }
  }
  const tasks = tasksOf(draft, job);
  // What was removed from the storyboard meanwhile no longer counts.
  const scenesOf = (task: Task) => task.sceneIds.filter((id) => draft.get('scene', id));
  const scenesBy = (status: string) =>
    tasks.filter((task) => task.status === status).reduce((sum, task) => sum + scenesOf(task).length, 0);
  const total = tasks.reduce((sum, task) => sum + scenesOf(task).length, 0);
  const failures: ItemFailure[] = tasks
    .filter((task) => task.status === 'failed')
    .flatMap((task) =>
      scenesOf(task).map((sceneId) => ({
        ...(task.failure ?? problem('unknown', 'The prompts could not be written.')),
        sceneId,
        taskId: task.id,
      })),
    );
  const succeeded = scenesBy('succeeded');
  const canceled = scenesBy('canceled');
  tallyJob(draft, job, {
    total,
    open: total - succeeded - canceled - failures.length,
    succeeded,
    canceled,
    failures,
    progress: succeeded,
  });
}

/** True where no other job writes the scene's prompt already. */
function isFree(draft: Draft, job: Job, scene: Scene): boolean {
  return jobsOnScene(draft, 'generate_prompts', scene.id).every(({ id }) => id === job.id);
}

export const writePrompts: Work = {
  prepare(draft, task) {
    const { settings, title } = draft.project();
    const rate = frameRateOf(settings.fps);
    const outline = scenesInOrder(draft).map((scene) => `${scene.index + 1}. ${scene.title}: ${scene.theme}`);
    const scenes = scenesInScope(draft, task.sceneIds).map((scene) => ({
      sceneId: scene.id,
      sceneIndex: scene.index,
      title: scene.title,
      theme: scene.theme,
      mood: scene.mood,
      lyricExcerpt: scene.lyricExcerpt,
      startSeconds: secondsAt(scene.startFrame, rate),
      endSeconds: secondsAt(scene.endFrame, rate),
    }));
    if (scenes.length === 0)
      return { failure: problem('scene-not-found', 'The scenes of this task are gone.') };
    const request = promptsRequest({
      style: settings.style,
      look: packWords(findStylePack(settings.stylePack)),
      aspectRatio: settings.aspectRatio,
      title,
      scenes: scenes.map(({ sceneId, sceneIndex, ...scene }) => ({
        index: sceneIndex,
        ...scene,
        ...castingOf(draft, sceneId),
      })),
      cast: castOf(draft, task.sceneIds),
      allScenesOutline: outline,
    });
    return {
      input: { work: 'write-prompts', request, style: settings.style, scenes },
      price: { provider: 'openrouter', model: 'chat', quantity: 1, unit: 'call', usd: CHAT_RESERVE_USD },
    };
  },

  done(draft, task, result) {
    if (result.work !== 'write-prompts') return;
    noteJob(draft, task.jobId, result.note);
    const overruled: Scene[] = [];
    for (const { sceneId, parts, origin } of result.prompts) {
      const scene = draft.get('scene', sceneId);
      if (!scene) continue;
      const model = origin === 'model' ? result.model : null;
      const systemPrompt = origin === 'model' ? result.promptVersion : null;
      const prompt = addPrompt(draft, scene, { parts, origin, model, systemPrompt });
      if (wasWrittenSince(draft, scene, task)) overruled.push(scene);
      else usePrompt(draft, prompt);
    }
    if (overruled.length > 0) {
      const names = sceneNames(overruled);
      noteJob(draft, task.jobId, `The prompts that were written by hand meanwhile were kept for ${names}.`);
    }
  },

  failed() {},
};

/** Who is in a scene and what it shows, as the model is told. */
function castingOf(draft: Draft, sceneId: string) {
  const scene = draft.get('scene', sceneId);
  const cast = castInScene(scene?.cast ?? [], draft.all('cast'));
  return {
    footage: scene?.footage ?? null,
    cast: cast.map(({ member, prominence }) => ({ name: member.name, prominence })),
  };
}

/** Everybody who is in one of the scenes, as the model is told. */
function castOf(draft: Draft, sceneIds: readonly string[]) {
  const members = draft.all('cast');
  const seen = scenesInScope(draft, sceneIds).flatMap((scene) => castInScene(scene.cast, members));
  return [...new Set(seen.map(({ member }) => member))].map(({ name, castKind: kind, appearance }) => ({
    name,
    kind,
    appearance,
  }));
}

/** True where a person wrote the scene's prompt after the model was asked for one: the person's stays current. */
function wasWrittenSince(draft: Draft, scene: Scene, task: Task): boolean {
  const current = draft.get('prompt', scene.promptId);
  return current?.origin === 'user' && current.id > task.id;
}
