import {
  type ImageTake,
  type Job,
  MAX_CANDIDATES,
  type Scene,
  type Task,
} from '#contracts/entities/index.ts';
import { referenceNote } from '#domain/look/references.ts';
import { findImageModel, imageInput, imagePriceUsd } from '#domain/models/index.ts';
import { isTakeStale } from '../approvals.ts';
import type { Draft } from '../draft.ts';
import { imageFingerprint } from '../fingerprint.ts';
import { failJob, upstreamActive } from '../jobs.ts';
import { bringsOwn } from '../own-takes.ts';
import { picturesOf, presentReferences } from '../references.ts';
import { scenesInOrder } from '../scenes.ts';
import { openTask } from '../tasks/open-task.ts';
import { problem } from '../work.ts';
import { candidateSeed, scenesOfJob, takesByScene, wantedCandidates } from './candidates.ts';
import { type ItemStanding, type TallyItem, tallyItems } from './take-tally.ts';
import { cancelAfterSeconds, createWork, newTake, storeWork, takeTasks } from './takes.ts';

/** Makes pictures for each scene as soon as its prompt is there; every scene by itself. */
export function advanceGenerateImages(draft: Draft, job: Job): void {
  const upstream = upstreamActive(draft, 'generate_images');
  if (scenesInOrder(draft).length === 0 && !upstream) {
    return failJob(draft, job, problem('upstream-failed', 'There are no scenes to make images for.'));
  }
  const takes = takesByScene(draft, 'image', job);
  const scenes = scenesOfJob(draft, job).filter(
    (scene) => takes.has(scene.id) || job.sceneIds !== null || !bringsOwn(draft, scene, 'image'),
  );
  const items = scenes.flatMap((scene): TallyItem[] => {
    const wanted = wantedCandidates(draft, 'image', job, scene.id);
    let own = takes.get(scene.id) ?? [];
    if (own.length === 0 && scene.promptId !== null)
      own = wanted.map((candidate) => openImage(draft, job, scene, candidate));
    if (own.length > 0) return own.map((take) => ({ sceneId: scene.id, standing: standingOf(draft, take) }));
    const failure = problem('prompt-missing', 'This scene has no prompt.');
    const absent = upstream ? WAITING : ({ state: 'failed', failure, taskId: null } as const);
    return wanted.map(() => ({ sceneId: scene.id, standing: absent }));
  });
  tallyItems(draft, job, items, scenes.length === 0 && upstream);
}

const WAITING = { state: 'waiting' } as const;

function standingOf(draft: Draft, take: ImageTake): ItemStanding {
  if (take.status === 'succeeded' || take.status === 'canceled') return { state: take.status };
  if (take.status === 'failed') {
    const failure = take.failure ?? problem('unknown', 'The image could not be made.');
    return { state: 'failed', failure, taskId: takeTasks(draft, take)[0]?.id ?? null };
  }
  return { state: 'working', progress: take.status === 'running' ? 0.3 : 0 };
}

/** True for a scene without a finished image that still fits its prompt. One with its own clip needs no image. */
export function needsImage(draft: Draft, scene: Scene): boolean {
  if (bringsOwn(draft, scene, 'image')) return false;
  const take = draft.get('image', scene.imageId);
  return take?.status !== 'succeeded' || take.approval === 'rejected' || isTakeStale(draft, scene, take);
}

function openImage(draft: Draft, job: Job, scene: Scene, candidate: number): ImageTake {
  const { settings } = draft.project();
  const prompt = draft.get('prompt', scene.promptId);
  if (!prompt) throw new Error('an image was opened for a scene without a prompt');
  const model = job.order.model ?? settings.imageModel;
  const references = presentReferences(model, scene, draft.all('cast'));
  const take = draft.put<ImageTake>({
    kind: 'image',
    ...newTake(draft, job, scene, candidate),
    model,
    seed: candidateSeed(draft, job, candidate, findImageModel(model)?.takesSeed ?? false),
    promptId: prompt.id,
    references,
    fingerprint: imageFingerprint({ model, prompt, settings, references }),
    segment: null,
    earlierSegments: [],
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
    const pictures = picturesOf(draft, take.references);
    const note = referenceNote(pictures);
    const seed = attemptSeed(take, task);
    const { usd } = imagePriceUsd(model);
    return {
      input: {
        work: 'create-image',
        model: model.slug,
        input: imageInput(model, {
          prompt: note === '' ? prompt.imageText : `${note} ${prompt.imageText}`,
          negative: prompt.parts.negative,
          aspectRatio,
          resolution,
          seed,
        }),
        referenceKeys: pictures.map(({ key }) => key),
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

/** A repeat after a failure gets a seed that no other candidate has: the same one would meet the same filter again. */
function attemptSeed(take: ImageTake, task: Task): number | null {
  return take.seed === null ? null : (take.seed + (task.providerFailures > 0 ? MAX_CANDIDATES : 0)) % 2 ** 31;
}
