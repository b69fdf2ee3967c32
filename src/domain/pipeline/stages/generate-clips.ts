import type { ClipTake, ImageTake, Job, ProblemDetail, Prompt, Scene } from '#contracts/entities/index.ts';
import { negativeWords } from '#domain/look/look.ts';
import { findStylePack } from '#domain/look/style-packs/index.ts';
import { type ClipModel, clipPriceUsd, clipSeconds, findClipModel } from '#domain/models/index.ts';
import { isTakeStale } from '../approvals.ts';
import type { Draft } from '../draft.ts';
import { clipFingerprint } from '../fingerprint.ts';
import { failJob, upstreamActive } from '../jobs.ts';
import { bringsOwn } from '../own-takes.ts';
import { pictureSeconds } from '../pictures.ts';
import { sceneLength, scenesInOrder } from '../scenes.ts';
import { openTask } from '../tasks/open-task.ts';
import { problem } from '../work.ts';
import { candidateSeed, jobsOnScene, scenesOfJob, takesByScene, wantedCandidates } from './candidates.ts';
import { ensureSegment } from './segments.ts';
import { type ItemStanding, type TallyItem, tallyItems } from './take-tally.ts';
import { cancelAfterSeconds, createWork, newTake, storeWork, takeTasks } from './takes.ts';

/** Makes clips for each scene as soon as its image is approved, and a segment as soon as a clip is in. */
export function advanceGenerateClips(draft: Draft, job: Job): void {
  const upstream = upstreamActive(draft, 'generate_clips');
  if (scenesInOrder(draft).length === 0 && !upstream) {
    return failJob(draft, job, problem('upstream-failed', 'There are no scenes to make clips for.'));
  }
  const takes = takesByScene(draft, 'clip', job);
  const scenes = scenesOfJob(draft, job).filter(
    (scene) => takes.has(scene.id) || job.sceneIds !== null || !bringsOwn(draft, scene, 'clip'),
  );
  const items = scenes.flatMap((scene): TallyItem[] => {
    const wanted = wantedCandidates(draft, 'clip', job, scene.id);
    const image = approvedImage(draft, scene);
    let own = takes.get(scene.id) ?? [];
    if (own.length === 0 && image && !isBeingRemade(draft, job, image)) {
      const plan = planClip(draft, job, scene);
      if ('code' in plan) {
        const refused = { state: 'failed', failure: plan, taskId: null } as const;
        return wanted.map(() => ({ sceneId: scene.id, standing: refused }));
      }
      own = wanted.map((candidate) => openClip(draft, job, scene, image, plan, candidate));
    }
    own = own.map((take) => withSegment(draft, scene, take, job));
    if (own.length > 0)
      return own.map((take) => ({ sceneId: scene.id, standing: clipStanding(draft, take) }));
    return wanted.map(() => ({ sceneId: scene.id, standing: absentStanding(draft, scene, upstream) }));
  });
  tallyItems(draft, job, items, scenes.length === 0 && upstream);
}

/** True while another image is made that a job for every scene has to wait for; what is named starts at once. */
function isBeingRemade(draft: Draft, job: Job, image: ImageTake): boolean {
  if (job.sceneIds !== null) return false;
  return jobsOnScene(draft, 'generate_images', image.sceneId).some(({ id }) => id !== image.jobId);
}

/** A clip whose segment was canceled with another job gets it from this one, which waits for it. */
function withSegment(draft: Draft, scene: Scene, take: ClipTake, job: Job): ClipTake {
  if (take.status === 'succeeded' && take.segment === null) ensureSegment(draft, scene, take, job.id);
  return draft.get('clip', take.id) ?? take;
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
  if (bringsOwn(draft, scene, 'clip')) return false;
  const take = draft.get('clip', scene.clipId);
  return take?.status !== 'succeeded' || take.approval === 'rejected' || isTakeStale(draft, scene, take);
}

/** What a clip may be longer for its seams' sake, in seconds. */
const MOST_FOR_SEAMS = 1;

interface ClipPlan {
  readonly model: ClipModel;
  readonly prompt: Prompt;
  readonly seconds: number;
}

/** What a scene's clip is made with, or why it cannot be made. */
function planClip(draft: Draft, job: Job, scene: Scene): ClipPlan | ProblemDetail {
  const { settings } = draft.project();
  const prompt = draft.get('prompt', scene.promptId);
  if (!prompt) return problem('prompt-missing', 'This scene has no prompt.');
  const slug = job.order.model ?? settings.clipModel;
  const model = findClipModel(slug);
  if (!model) return problem('model-unknown', `No clip model is called "${slug}".`);
  const needed = sceneLength(draft, scene).seconds;
  const seconds = job.order.clipSeconds ?? secondsToAsk(draft, scene, model, needed);
  if (seconds === null) {
    const message = `This scene is ${needed.toFixed(2)} s long and ${model.slug} makes no clip of that length. Split the scene or choose another model.`;
    return problem('scene-too-long', message);
  }
  return { model, prompt, seconds };
}

/**
 * The length that covers the scene, and what the seams show beside it where that costs a second more at most. Nobody
 * pays for ten seconds in the place of five to see half a second of a crossfade move: there the clip is held or slowed.
 */
export function secondsToAsk(draft: Draft, scene: Scene, model: ClipModel, needed: number): number | null {
  const { resolution } = draft.project().settings;
  const own = clipSeconds(model, needed, resolution);
  const whole = clipSeconds(model, pictureSeconds(draft, scene), resolution);
  return own !== null && whole !== null && whole - own <= MOST_FOR_SEAMS ? whole : own;
}

function openClip(
  draft: Draft,
  job: Job,
  scene: Scene,
  image: ImageTake,
  { model, prompt, seconds }: ClipPlan,
  candidate: number,
): ClipTake {
  const { settings } = draft.project();
  const take = draft.put<ClipTake>({
    kind: 'clip',
    ...newTake(draft, job, scene, candidate),
    model: model.slug,
    seed: candidateSeed(draft, job, candidate, model.takesSeed),
    promptId: prompt.id,
    fingerprint: clipFingerprint({ model: model.slug, prompt, image, settings, seconds }),
    imageId: image.id,
    requestedSeconds: seconds,
    segment: null,
    earlierSegments: [],
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
    const { settings } = draft.project();
    const { aspectRatio, resolution } = settings;
    const { usd } = clipPriceUsd(model, take.requestedSeconds, resolution);
    return {
      input: {
        work: 'create-clip',
        model: model.slug,
        imageKey: image.key,
        prompt: prompt.clipText,
        negative: negativeWords(prompt.parts.negative, findStylePack(settings.stylePack)),
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
