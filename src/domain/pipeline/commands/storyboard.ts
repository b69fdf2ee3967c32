import { type Job, NO_LOOK, type Scene } from '#contracts/entities/index.ts';
import { filmFrames, frameRateOf } from '#domain/film/frame-budget.ts';
import { clipSeconds, findClipModel, longestClipSeconds } from '#domain/models/index.ts';
import { editScenes, type SceneEdit, type StoryboardLimits } from '#domain/storyboard/edit-scenes.ts';
import { excerptBetween } from '#domain/storyboard/lyric-lines.ts';
import { pacing } from '#domain/storyboard/pacing.ts';
import { tilingLimits } from '#domain/storyboard/tiling.ts';
import type { Draft } from '../draft.ts';
import { activeJob, isActive, noteJob } from '../jobs.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { planningLines, scenesInOrder } from '../scenes.ts';

const REMOVED_NOTE = 'Scenes were removed from the storyboard while this job ran; they no longer count.';

/**
 * Replaces the storyboard by the list, in film order, as one change. Scenes that keep their id keep their prompt and
 * takes, which become stale only where their fingerprint says so (P6). Those left out are removed: paid work for them
 * that still runs is stopped, what was made stays listed under their id.
 */
export function putScenes(draft: Draft, input: { scenes: readonly SceneEdit[] }): Scene[] | Refusal {
  const analysis = activeJob(draft, 'analyze_scenes');
  if (analysis) {
    const message = `Job ${analysis.id} is choosing the scenes and would replace this edit. Wait for it or cancel it.`;
    return refuse('stage-busy', message);
  }
  const limits = limitsOf(draft);
  if (!limits)
    return refuse('song-missing', 'Scenes are cut to a song, which this project does not have yet.');
  const before = scenesInOrder(draft);
  const lines = planningLines(draft);
  const edited = editScenes({
    before,
    edits: input.scenes,
    limits,
    sungBetween: (start, end) => excerptBetween(lines, limits.rate, start, end) ?? '',
  });
  if ('errors' in edited) {
    const [first, ...more] = edited.errors;
    const others =
      more.length === 0
        ? ''
        : ` There ${more.length === 1 ? 'is 1 more problem' : `are ${more.length} more problems`}.`;
    return refuse('storyboard-invalid', `${first?.message}${others}`, [], { errors: edited.errors });
  }
  const kept = new Set(edited.scenes.flatMap(({ id }) => id ?? []));
  const removed = before.filter(({ id }) => !kept.has(id));
  if (removed.length > 0) noteRemoval(draft, removed);
  for (const scene of removed) draft.remove(scene);
  const { now, newId } = draft.context;
  return edited.scenes.map(({ id, ...plan }, index) => {
    const old = draft.get('scene', id);
    if (old) return draft.put<Scene>({ ...old, ...plan, index });
    return draft.put<Scene>({
      kind: 'scene',
      id: newId(),
      projectId: draft.project().id,
      index,
      ...plan,
      ...NO_LOOK,
      promptId: null,
      imageId: null,
      clipId: null,
      createdAt: now,
      updatedAt: now,
    });
  });
}

/** The limits that a planned storyboard keeps, too; null without a song. */
function limitsOf(draft: Draft): StoryboardLimits | null {
  const { settings, songId } = draft.project();
  const song = draft.get('song', songId);
  const model = findClipModel(settings.clipModel);
  if (!song) return null;
  const { durationSeconds } = song;
  const rate = frameRateOf(settings.fps);
  const frames = filmFrames(durationSeconds, rate);
  const longestSeconds = model ? longestClipSeconds(model, settings.resolution) : durationSeconds;
  const pace = pacing({ durationSeconds, sceneCount: null, longestClipSeconds: longestSeconds });
  return {
    frames,
    rate,
    minFrames: tilingLimits(frames, rate, pace).minFrames,
    longestSeconds,
    canFill: (seconds) => !model || clipSeconds(model, seconds, settings.resolution) !== null,
  };
}

/** Says to running jobs about scenes why they have fewer items now. */
function noteRemoval(draft: Draft, removed: readonly Scene[]): void {
  const concerns = (job: Job) =>
    job.sceneIds === null || removed.some((scene) => job.sceneIds?.includes(scene.id));
  const stages: readonly Job['stage'][] = ['generate_prompts', 'generate_images', 'generate_clips'];
  for (const job of draft.all('job'))
    if (isActive(job) && stages.includes(job.stage) && concerns(job)) noteJob(draft, job.id, REMOVED_NOTE);
}
