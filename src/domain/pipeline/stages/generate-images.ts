import type { ImageTake, Job, Scene, Task } from '#contracts/entities/index.ts';
import { findImageModel, imageInput, imagePriceUsd } from '#domain/models/index.ts';
import type { Draft } from '../draft.ts';
import { imageFingerprint } from '../fingerprint.ts';
import { failJob, upstreamActive } from '../jobs.ts';
import { isOwn } from '../own-takes.ts';
import { scenesInOrder, scenesInScope } from '../scenes.ts';
import { openTask } from '../tasks/open-task.ts';
import { problem } from '../work.ts';
import { tallyScenes } from './take-tally.ts';
import { cancelAfterSeconds, createWork, seedFor, storeWork, takeTasks } from './takes.ts';

/** Makes a picture for each scene as soon as its prompt is there; every scene by itself. */
export function advanceGenerateImages(draft: Draft, job: Job): void {
  const upstream = upstreamActive(draft, 'generate_images');
  const takes = new Map(
    draft.all('image').flatMap((take) => (take.jobId === job.id ? [[take.sceneId, take]] : [])),
  );
  const scenes = scenesInScope(draft, job.sceneIds).filter(
    (scene) => job.sceneIds !== null || takes.has(scene.id) || needsImage(draft, scene),
  );
  if (scenesInOrder(draft).length === 0 && !upstream) {
    return failJob(draft, job, problem('upstream-failed', 'There are no scenes to make images for.'));
  }
  for (const scene of scenes) {
    if (takes.has(scene.id) || scene.promptId === null) continue;
    takes.set(scene.id, openImage(draft, job, scene));
  }
  tallyScenes(
    draft,
    job,
    scenes,
    (scene) => {
      const take = draft.get('image', takes.get(scene.id)?.id ?? null);
      if (!take) {
        if (upstream) return { state: 'waiting' };
        return {
          state: 'failed',
          failure: problem('prompt-missing', 'This scene has no prompt.'),
          taskId: null,
        };
      }
      if (take.status === 'succeeded' || take.status === 'canceled') return { state: take.status };
      if (take.status === 'failed') {
        const failure = take.failure ?? problem('unknown', 'The image could not be made.');
        return { state: 'failed', failure, taskId: takeTasks(draft, take)[0]?.id ?? null };
      }
      return { state: 'working', progress: take.status === 'running' ? 0.3 : 0 };
    },
    scenes.length === 0 && upstream,
  );
}

/** True for a scene without a finished image that still fits its prompt. One with its own clip needs no image. */
export function needsImage(draft: Draft, scene: Scene): boolean {
  if (isOwn(draft.get('clip', scene.clipId))) return false;
  const take = draft.get('image', scene.imageId);
  if (take?.status !== 'succeeded' || take.approval === 'rejected') return true;
  return isImageStale(draft, scene, take);
}

/** Whether the take was made from something else than what the scene says now (P6). */
export function isImageStale(draft: Draft, scene: Scene, take: ImageTake): boolean {
  if (take.source === 'uploaded') return false;
  const prompt = draft.get('prompt', scene.promptId);
  const { settings } = draft.project();
  return (
    prompt !== undefined && imageFingerprint({ model: take.model, prompt, settings }) !== take.fingerprint
  );
}

function openImage(draft: Draft, job: Job, scene: Scene): ImageTake {
  const { now, newId } = draft.context;
  const { settings } = draft.project();
  const prompt = draft.get('prompt', scene.promptId);
  if (!prompt) throw new Error('an image was opened for a scene without a prompt');
  const take = draft.put<ImageTake>({
    kind: 'image',
    id: newId(),
    projectId: job.projectId,
    sceneId: scene.id,
    source: 'generated',
    jobId: job.id,
    status: 'queued',
    provider: 'replicate',
    model: settings.imageModel,
    seed: seedFor(draft, findImageModel(settings.imageModel)?.takesSeed ?? false),
    promptId: prompt.id,
    fingerprint: imageFingerprint({ model: settings.imageModel, prompt, settings }),
    predictionId: null,
    key: null,
    contentType: null,
    sizeBytes: null,
    costUsd: 0,
    approval: 'pending',
    failure: null,
    createdAt: now,
    updatedAt: now,
  });
  openTask(draft, { work: 'create-image', subjectId: take.id, jobId: job.id, sceneId: scene.id });
  return take;
}

export const createImage = createWork('image', {
  prepare(draft, task) {
    const take = draft.get('image', task.subjectId);
    const prompt = draft.get('prompt', take?.promptId ?? null);
    if (!take || take.model === null || !prompt)
      return { failure: problem('take-not-found', 'The image take is gone.') };
    const model = findImageModel(take.model);
    if (!model) return { failure: problem('model-unknown', `No image model is called "${take.model}".`) };
    const { aspectRatio, resolution } = draft.project().settings;
    const seed = attemptSeed(take, task);
    const { usd } = imagePriceUsd(model);
    return {
      input: {
        work: 'create-image',
        model: model.slug,
        input: imageInput(model, {
          prompt: prompt.imageText,
          negative: prompt.parts.negative,
          aspectRatio,
          resolution,
          seed,
        }),
        cancelAfterSeconds: cancelAfterSeconds(draft, 'create-image'),
      },
      price: { provider: 'replicate', model: model.slug, quantity: 1, unit: 'image', usd },
    };
  },

  started(draft, task, externalId) {
    const take = draft.get('image', task.subjectId);
    if (take)
      draft.put<ImageTake>({
        ...take,
        status: 'running',
        predictionId: externalId,
        seed: attemptSeed(take, task),
      });
  },
});

export const storeImage = storeWork('image', () => {});

/** A repeat after a failure gets the next seed: the same one would meet the same safety filter again. */
function attemptSeed(take: ImageTake, task: Task): number | null {
  return take.seed === null ? null : (take.seed + (task.providerFailures > 0 ? 1 : 0)) % 2 ** 31;
}
