import type { ClipTake, ImageTake, Job, ProblemDetail, Scene } from '#contracts/entities/index.ts';
import { clipPriceUsd, clipSeconds, findClipModel } from '#domain/models/index.ts';
import type { Draft } from '../draft.ts';
import { clipFingerprint } from '../fingerprint.ts';
import { failJob, upstreamActive } from '../jobs.ts';
import { fallsShort, isOwn } from '../own-takes.ts';
import { sceneLength, scenesInOrder, scenesInScope } from '../scenes.ts';
import { openTask } from '../tasks/open-task.ts';
import { problem } from '../work.ts';
import { ensureSegment } from './segments.ts';
import { type ItemStanding, tallyScenes } from './take-tally.ts';
import { cancelAfterSeconds, createWork, seedFor, storeWork, takeTasks } from './takes.ts';

/** Makes a clip for each scene as soon as its image is approved, and a segment as soon as the clip is in. */
export function advanceGenerateClips(draft: Draft, job: Job): void {
  const upstream = upstreamActive(draft, 'generate_clips');
  const takes = new Map(
    draft.all('clip').flatMap((take) => (take.jobId === job.id ? [[take.sceneId, take.id]] : [])),
  );
  const scenes = scenesInScope(draft, job.sceneIds).filter(
    (scene) => job.sceneIds !== null || takes.has(scene.id) || needsClip(draft, scene),
  );
  if (scenesInOrder(draft).length === 0 && !upstream) {
    return failJob(draft, job, problem('upstream-failed', 'There are no scenes to make clips for.'));
  }
  const refused = new Map<string, ProblemDetail>();
  for (const scene of scenes) {
    const image = approvedImage(draft, scene);
    if (takes.has(scene.id) || !image) continue;
    const opened = openClip(draft, job, scene, image);
    if ('code' in opened) refused.set(scene.id, opened);
    else takes.set(scene.id, opened.id);
  }
  tallyScenes(
    draft,
    job,
    scenes,
    (scene) => {
      const failure = refused.get(scene.id);
      if (failure) return { state: 'failed', failure, taskId: null };
      const take = draft.get('clip', takes.get(scene.id) ?? null);
      return take ? clipStanding(draft, take) : absentStanding(draft, scene, upstream);
    },
    scenes.length === 0 && upstream,
  );
}

function clipStanding(draft: Draft, take: ClipTake): ItemStanding {
  if (take.status === 'canceled') return { state: 'canceled' };
  if (take.status === 'failed' || take.segment?.status === 'failed') {
    const failure = take.failure ?? problem('unknown', 'The clip could not be made.');
    return { state: 'failed', failure, taskId: takeTasks(draft, take)[0]?.id ?? null };
  }
  if (take.status === 'succeeded') {
    return take.segment?.status === 'ready' ? { state: 'succeeded' } : { state: 'working', progress: 0.9 };
  }
  return { state: 'working', progress: take.status === 'running' ? 0.2 : 0 };
}

/** A scene without a take of this job: it waits for its image, for a person, or cannot get one any more. */
function absentStanding(draft: Draft, scene: Scene, upstream: boolean): ItemStanding {
  const image = draft.get('image', scene.imageId);
  if (image?.status === 'succeeded') return { state: 'waiting' };
  if (upstream) return { state: 'waiting' };
  const failure = problem('image-missing', 'This scene has no image to make a clip from.', true);
  return { state: 'failed', failure, taskId: null };
}

export function approvedImage(draft: Draft, scene: Scene): ImageTake | undefined {
  const image = draft.get('image', scene.imageId);
  return image?.status === 'succeeded' && image.approval === 'approved' ? image : undefined;
}

/** True for a scene without a finished clip that still fits its image, prompt and length; never of the user's own. */
export function needsClip(draft: Draft, scene: Scene): boolean {
  const take = draft.get('clip', scene.clipId);
  if (isOwn(take)) return false;
  if (take?.status !== 'succeeded' || take.approval === 'rejected') return true;
  return isClipStale(draft, scene, take);
}

export function isClipStale(draft: Draft, scene: Scene, take: ClipTake): boolean {
  if (take.source === 'uploaded') return fallsShort(take, sceneLength(draft, scene).seconds);
  const prompt = draft.get('prompt', scene.promptId);
  const image = draft.get('image', scene.imageId);
  const { settings } = draft.project();
  if (!prompt || !image) return false;
  const seconds = take.requestedSeconds;
  if (fallsShort(take, sceneLength(draft, scene).seconds)) return true;
  return clipFingerprint({ model: take.model, prompt, image, settings, seconds }) !== take.fingerprint;
}

function openClip(draft: Draft, job: Job, scene: Scene, image: ImageTake): ClipTake | ProblemDetail {
  const { now, newId } = draft.context;
  const { settings } = draft.project();
  const prompt = draft.get('prompt', scene.promptId);
  if (!prompt) return problem('prompt-missing', 'This scene has no prompt.');
  const model = findClipModel(settings.clipModel);
  if (!model) return problem('model-unknown', `No clip model is called "${settings.clipModel}".`);
  const needed = sceneLength(draft, scene).seconds;
  const seconds = clipSeconds(model, needed, settings.resolution);
  if (seconds === null) {
    const message = `This scene is ${needed.toFixed(2)} s long and ${model.slug} makes no clip of that length. Split the scene or choose another model.`;
    return problem('scene-too-long', message);
  }
  const take = draft.put<ClipTake>({
    kind: 'clip',
    id: newId(),
    projectId: job.projectId,
    sceneId: scene.id,
    source: 'generated',
    jobId: job.id,
    status: 'queued',
    provider: 'replicate',
    model: model.slug,
    seed: seedFor(draft, model.takesSeed),
    promptId: prompt.id,
    fingerprint: clipFingerprint({ model: model.slug, prompt, image, settings, seconds }),
    predictionId: null,
    key: null,
    contentType: null,
    sizeBytes: null,
    costUsd: 0,
    approval: 'pending',
    failure: null,
    imageId: image.id,
    requestedSeconds: seconds,
    segment: null,
    createdAt: now,
    updatedAt: now,
  });
  openTask(draft, { work: 'create-clip', subjectId: take.id, jobId: job.id, sceneId: scene.id });
  return take;
}

export const createClip = createWork('clip', {
  prepare(draft, task) {
    const take = draft.get('clip', task.subjectId);
    const prompt = draft.get('prompt', take?.promptId ?? null);
    const image = draft.get('image', take?.imageId ?? null);
    if (!take || take.model === null || !prompt || !image?.key)
      return { failure: problem('take-not-found', 'The clip take or its image is gone.') };
    const model = findClipModel(take.model);
    if (!model) return { failure: problem('model-unknown', `No clip model is called "${take.model}".`) };
    const { aspectRatio, resolution } = draft.project().settings;
    const { usd } = clipPriceUsd(model, take.requestedSeconds, resolution);
    return {
      input: {
        work: 'create-clip',
        model: model.slug,
        imageKey: image.key,
        prompt: prompt.clipText,
        negative: prompt.parts.negative,
        seconds: take.requestedSeconds,
        seed: take.seed,
        resolution,
        aspectRatio,
        cancelAfterSeconds: cancelAfterSeconds(draft, 'create-clip'),
      },
      price: {
        provider: 'replicate',
        model: model.slug,
        quantity: take.requestedSeconds,
        unit: 'second',
        usd,
      },
    };
  },

  started(draft, task, externalId) {
    const take = draft.get('clip', task.subjectId);
    if (take) draft.put<ClipTake>({ ...take, status: 'running', predictionId: externalId });
  },
});

/** A clip that is in is conformed at once. */
export const storeClip = storeWork('clip', (draft, takeId, task) => {
  const clip = draft.get('clip', takeId);
  const scene = draft.get('scene', clip?.sceneId ?? null);
  if (clip && scene) ensureSegment(draft, scene, clip, task.jobId);
});
