/** Prompts and takes as callers see them, with what is derived: which one is current, selected or stale. */
import type { ClipTake, ImageTake, Prompt, Scene } from '#contracts/entities/index.ts';
import type { ViewOf } from '#contracts/events.ts';
import type { ProjectState } from '#domain/pipeline/state.ts';
import { born } from './born.ts';
import { isTakeStale } from './staleness.ts';

export function promptView(prompt: Prompt, state: ProjectState): ViewOf<'prompt'> {
  const { id, sceneId, version, parts, imageText, clipText, origin, model } = prompt;
  const { systemPrompt } = prompt;
  const current = state.scene.get(sceneId)?.promptId === id;
  const words = { parts, imageText, clipText };
  return { id, sceneId, version, ...words, origin, model, systemPrompt, current, ...born(prompt) };
}

export function imageView(take: ImageTake, state: ProjectState): ViewOf<'image'> {
  const selected = state.scene.get(take.sceneId)?.imageId === take.id;
  return { ...takeFields(take, state), references: take.references, selected };
}

export function clipView(take: ClipTake, state: ProjectState): ViewOf<'clip'> {
  return {
    ...takeFields(take, state),
    imageId: take.imageId,
    requestedSeconds: take.requestedSeconds,
    segment: take.segment?.status ?? 'none',
    selected: state.scene.get(take.sceneId)?.clipId === take.id,
  };
}

function takeFields(take: ImageTake | ClipTake, state: ProjectState) {
  const { id, sceneId, source, jobId, candidate, status, provider, model, seed, promptId, predictionId } =
    take;
  const { contentType, sizeBytes, width, height, costUsd, approval, failure } = take;
  return {
    id,
    sceneId,
    source,
    jobId,
    candidate,
    status,
    provider,
    model,
    seed,
    promptId,
    promptVersion: state.prompt.get(promptId ?? '')?.version ?? null,
    predictionId,
    contentType,
    sizeBytes,
    width,
    height,
    hasThumbnail: take.thumbnailKey !== null,
    costUsd,
    approval,
    stale: isTakeStale(take, state),
    failure,
    ...born(take),
  };
}

/** The take whose small picture stands for a scene: the selected clip before the selected image. */
export function thumbnailTake(scene: Scene, state: ProjectState): ImageTake | ClipTake | undefined {
  const selected = [state.clip.get(scene.clipId ?? ''), state.image.get(scene.imageId ?? '')];
  return selected.find((take) => take?.thumbnailKey != null);
}
