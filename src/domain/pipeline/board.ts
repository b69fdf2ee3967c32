/** The storyboard as one thing: what limits it, and how a whole new list of scenes is put in its place. */
import { type Job, NO_LOOK, type PastScene, type Scene } from '#contracts/entities/index.ts';
import { filmFrames, frameRateOf } from '#domain/film/frame-budget.ts';
import { clipSeconds, findClipModel, longestClipSeconds } from '#domain/models/index.ts';
import type { StoryboardLimits } from '#domain/storyboard/edit-scenes.ts';
import { pacing } from '#domain/storyboard/pacing.ts';
import { tilingLimits } from '#domain/storyboard/tiling.ts';
import type { Draft } from './draft.ts';
import { activeJob, isActive, noteJob } from './jobs.ts';
import { type Refusal, refuse } from './refusal.ts';
import { scenesInOrder } from './scenes.ts';

const REMOVED_NOTE = 'Scenes were removed from the storyboard while this job ran; they no longer count.';

/** Why the storyboard cannot be edited now. */
export function editRefusal(draft: Draft): Refusal | null {
  const analysis = activeJob(draft, 'analyze_scenes');
  if (!analysis) return null;
  const message = `Job ${analysis.id} is choosing the scenes and would replace this edit. Wait for it or cancel it.`;
  return refuse('stage-busy', message);
}

/** The limits that a planned storyboard keeps, too; refused without a song. */
export function boardLimits(draft: Draft): StoryboardLimits | Refusal {
  const { settings, songId } = draft.project();
  const song = draft.get('song', songId);
  const model = findClipModel(settings.clipModel);
  if (!song) return refuse('song-missing', 'Scenes are cut to a song, which this project does not have yet.');
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

/** What a scene keeps through edits, and has when it comes back. */
type LookField = keyof typeof NO_LOOK;

/** What a scene is planned to be. A new one comes without takes, one that comes back with those that it had. */
export type WantedScene = Omit<
  PastScene,
  'id' | 'createdAt' | 'promptId' | 'imageId' | 'clipId' | LookField
> & {
  /** Null for a new scene. */
  readonly id: string | null;
  readonly past?: PastScene;
  /** By which instructions a model planned it; left out where none did. */
  readonly systemPrompt?: string | null;
};

/**
 * Puts the list, in film order, in the place of the storyboard. Scenes that keep their id keep their prompt and takes,
 * which become stale only where their fingerprint says so (P6). Those left out are removed: paid work for them that
 * still runs is stopped, what was made stays listed under their id.
 */
export function replaceScenes(draft: Draft, wanted: readonly WantedScene[]): Scene[] {
  const kept = new Set(wanted.flatMap(({ id }) => id ?? []));
  const removed = scenesInOrder(draft).filter(({ id }) => !kept.has(id));
  if (removed.length > 0) noteRemoval(draft, removed);
  for (const scene of removed) draft.remove(scene);
  const { now, newId } = draft.context;
  return wanted.map(({ id, past, systemPrompt = null, ...plan }, index) => {
    const old = draft.get('scene', id);
    if (old) return draft.put<Scene>({ ...old, ...plan, index });
    return draft.put<Scene>({
      kind: 'scene',
      id: id ?? newId(),
      projectId: draft.project().id,
      index,
      ...plan,
      ...(past ? lookOf(past) : { ...NO_LOOK, systemPrompt }),
      promptId: past?.promptId ?? null,
      imageId: past?.imageId ?? null,
      clipId: past?.clipId ?? null,
      createdAt: past?.createdAt ?? now,
      updatedAt: now,
    });
  });
}

function lookOf({ footage, cast, systemPrompt }: PastScene): Pick<Scene, LookField> {
  return { footage, cast, systemPrompt };
}

/** Says to running jobs about scenes why they have fewer items now. */
function noteRemoval(draft: Draft, removed: readonly Scene[]): void {
  const concerns = (job: Job) =>
    job.sceneIds === null || removed.some((scene) => job.sceneIds?.includes(scene.id));
  const stages: readonly Job['stage'][] = ['generate_prompts', 'generate_images', 'generate_clips'];
  for (const job of draft.all('job'))
    if (isActive(job) && stages.includes(job.stage) && concerns(job)) noteJob(draft, job.id, REMOVED_NOTE);
}
