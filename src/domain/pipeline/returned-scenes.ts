import type { ClipTake, ImageTake, Job, Scene } from '#contracts/entities/index.ts';
import { receive, selectedTake } from './approvals.ts';
import type { Draft } from './draft.ts';
import { isActive } from './jobs.ts';
import { versionsOf } from './prompts.ts';
import { needsClip } from './stages/generate-clips.ts';
import { needsImage } from './stages/generate-images.ts';

/**
 * Gives a scene that came back what was made of it: the prompt and takes that it had, else what came in while it was
 * gone. Jobs for every scene that run by now do not make again what is there.
 */
export function returnTakes(draft: Draft, sceneId: string): void {
  const scene = draft.get('scene', sceneId);
  if (!scene) return;
  const promptId = draft.get('prompt', scene.promptId)?.id ?? versionsOf(draft, sceneId).at(-1)?.id ?? null;
  draft.put<Scene>({ ...scene, promptId });
  for (const kind of ['image', 'clip'] as const) {
    const present = draft.get('scene', sceneId);
    if (!present || selectedTake(draft, present, kind)?.status === 'succeeded') continue;
    const takes: (ImageTake | ClipTake)[] = draft.all(kind);
    const made = takes.filter((take) => take.sceneId === sceneId && take.status === 'succeeded');
    for (const take of made) receive(draft, take);
  }
  spare(draft, sceneId);
}

function spare(draft: Draft, sceneId: string): void {
  const scene = draft.get('scene', sceneId);
  if (!scene) return;
  const needs = { generate_images: needsImage, generate_clips: needsClip };
  for (const job of draft.all('job')) {
    if (!isActive(job) || job.sceneIds !== null) continue;
    if (job.stage !== 'generate_images' && job.stage !== 'generate_clips') continue;
    if (needs[job.stage](draft, scene) || job.order.spared.includes(sceneId)) continue;
    draft.put<Job>({ ...job, order: { ...job.order, spared: [...job.order.spared, sceneId] } });
  }
}
