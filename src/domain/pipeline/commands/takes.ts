import type { Job, JobOrder, Scene } from '#contracts/entities/index.ts';
import {
  type ClipModel,
  clipLengths,
  clipModels,
  findClipModel,
  findImageModel,
  type ImageModel,
  imageModels,
} from '#domain/models/index.ts';
import { approveWaiting, decide, select } from '../approvals.ts';
import type { Draft } from '../draft.ts';
import { openJob } from '../jobs.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { sceneLength } from '../scenes.ts';
import { busyRefusal } from './busy.ts';
import { type PromptEdit, putPrompt } from './prompts.ts';
import { unmet } from './stages.ts';

/** New takes of one scene, whatever it has already; null leaves a choice to the project. */
export interface TakeWish {
  readonly sceneId: string;
  readonly candidates: number;
  readonly prompt: PromptEdit | null;
  readonly seed: number | null;
  readonly model: string | null;
}

export interface ClipWish extends TakeWish {
  /** Image of the scene to start from; it becomes the scene's selected one. */
  readonly imageId: string | null;
  readonly durationSeconds: number | null;
}

/** Makes new images of one scene. The takes that are there stay as they are (P6). */
export function makeImages(draft: Draft, wish: TakeWish): Job | Refusal {
  const scene = sceneFor(draft, wish, 'generate_images');
  if (isRefusal(scene)) return scene;
  const slug = wish.model ?? draft.project().settings.imageModel;
  const model = findImageModel(slug) ?? noModel('image', slug, imageModels(), findClipModel(slug));
  if (isRefusal(model)) return model;
  return (
    seedRefusal(model, wish.seed) ??
    promptRefusal(draft, wish) ??
    unmet(draft, 'generate_images', [scene.id], 'refuse') ??
    open(draft, 'generate_images', wish, { model: wish.model })
  );
}

/** Makes new clips of one scene, from its approved image. */
export function makeClips(draft: Draft, wish: ClipWish): Job | Refusal {
  const scene = sceneFor(draft, wish, 'generate_clips');
  if (isRefusal(scene)) return scene;
  const { settings } = draft.project();
  const slug = wish.model ?? settings.clipModel;
  const model = findClipModel(slug) ?? noModel('clip', slug, clipModels(), findImageModel(slug));
  if (isRefusal(model)) return model;
  const refused =
    seedRefusal(model, wish.seed) ??
    lengthRefusal(draft, scene, model, wish.durationSeconds) ??
    promptRefusal(draft, wish) ??
    imageRefusal(draft, wish);
  if (refused) return refused;
  const present = draft.get('scene', scene.id) ?? scene;
  if (settings.approvals === 'automatic') approveWaiting(draft, 'image', [present]);
  const order = { model: wish.model, clipSeconds: wish.durationSeconds };
  return unmet(draft, 'generate_clips', [scene.id], 'refuse') ?? open(draft, 'generate_clips', wish, order);
}

function open(draft: Draft, stage: Job['stage'], wish: TakeWish, order: Partial<JobOrder>): Job {
  const { sceneId, candidates, seed } = wish;
  return openJob(draft, { stage, sceneIds: [sceneId], runId: null, order: { ...order, candidates, seed } });
}

function sceneFor(draft: Draft, wish: TakeWish, stage: Job['stage']): Scene | Refusal {
  const scene = draft.get('scene', wish.sceneId);
  if (!scene) return refuse('scene-not-found', 'This project has no such scene.', [wish.sceneId]);
  return busyRefusal(draft, stage, [scene.id]) ?? scene;
}

function noModel(
  kind: 'image' | 'clip',
  slug: string,
  known: readonly { slug: string }[],
  other: { slug: string } | undefined,
): Refusal {
  const why = other ? `"${slug}" makes no ${kind}s.` : `No ${kind} model is called "${slug}".`;
  return refuse('model-unknown', `${why} There are: ${known.map((model) => model.slug).join(', ')}.`);
}

function seedRefusal(model: ImageModel | ClipModel, seed: number | null): Refusal | null {
  if (seed === null || model.takesSeed) return null;
  return refuse('seed-not-taken', `${model.slug} takes no seed: leave it out or choose another model.`);
}

function lengthRefusal(draft: Draft, scene: Scene, model: ClipModel, wished: number | null): Refusal | null {
  const { settings } = draft.project();
  const { seconds: needed } = sceneLength(draft, scene);
  const lengths = clipLengths(model, settings.resolution);
  const covering = lengths.filter((seconds) => seconds + HALF_FRAME_SECONDS >= needed);
  const isFit = wished === null ? covering.length > 0 : covering.includes(wished);
  if (isFit) return null;
  const offer = covering.length > 0 ? `${covering.join(', ')} s` : 'none that is long enough';
  const message = `The scene is ${needed.toFixed(2)} s long; of ${model.slug}'s lengths fit: ${offer}.`;
  return refuse('clip-length-unfit', message, [scene.id]);
}

/** As much as a clip may lack: half a frame at 24000/1001 per second. */
const HALF_FRAME_SECONDS = (0.5 * 1001) / 24000;

function promptRefusal(draft: Draft, { sceneId, prompt }: TakeWish): Refusal | null {
  if (prompt === null) return null;
  const written = putPrompt(draft, { sceneId, edit: prompt });
  return isRefusal(written) ? written : null;
}

/** Selects the image that the clip is to start from; approved by itself where the project does so. */
function imageRefusal(draft: Draft, wish: ClipWish): Refusal | null {
  if (wish.imageId === null) return null;
  const image = draft.get('image', wish.imageId);
  if (image?.sceneId !== wish.sceneId) return refuse('take-not-found', 'This scene has no such image.');
  if (image.status !== 'succeeded')
    return refuse('take-not-finished', `This image is ${image.status}; a clip starts from a finished one.`);
  select(draft, image);
  if (image.approval === 'pending' && draft.project().settings.approvals === 'automatic')
    decide(draft, image, 'approved', 'automatic', 'Chosen for a clip.');
  return null;
}
