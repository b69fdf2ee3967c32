/** Mappers from the rows of a project to what callers see. Pure; the state is there for what is derived. */
import type {
  Approval,
  ClipTake,
  Film,
  ImageTake,
  Job,
  Lyrics,
  Project,
  Prompt,
  Run,
  Scene,
  Song,
  Task,
  UsageEntry,
} from '#contracts/entities/index.ts';
import type { EventKind, ViewOf } from '#contracts/events.ts';
import type { TaskView } from '#contracts/views/views.ts';
import { frameRateOf, secondsAt } from '#domain/film/frame-budget.ts';
import { clipFingerprint, imageFingerprint } from '#domain/pipeline/fingerprint.ts';
import { isTooShort } from '#domain/pipeline/own-takes.ts';
import { type ProjectState, projectOf } from '#domain/pipeline/state.ts';
import { born, isoTime, timeOrNull } from './iso-time.ts';
import { uploadView } from './upload-view.ts';

export function projectView(project: Project): ViewOf<'project'> {
  const { id, title, status, settings, songId, filmId } = project;
  const budget = { capUsd: project.budgetUsd, spentUsd: project.spentUsd, reservedUsd: project.reservedUsd };
  return { id, title, status, settings, budget, songId, filmId, ...born(project) };
}

function songView(song: Song): ViewOf<'song'> {
  const { id, fileName, durationSeconds, sizeBytes, format, codec, sampleRate, channels } = song;
  return { id, fileName, durationSeconds, sizeBytes, format, codec, sampleRate, channels, ...born(song) };
}

function lyricsView(lyrics: Lyrics): ViewOf<'lyrics'> {
  const { id, origin, format, source, language, lines, words } = lyrics;
  return { id, origin, format, source, language, lines, words, ...born(lyrics) };
}

function sceneView(scene: Scene, state: ProjectState): ViewOf<'scene'> {
  const rate = frameRateOf(projectOf(state)?.settings.fps ?? 24);
  const {
    id,
    index,
    startFrame,
    endFrame,
    title,
    theme,
    mood,
    lyricExcerpt,
    reasoning,
    promptId,
    imageId,
    clipId,
  } = scene;
  return {
    id,
    index,
    startFrame,
    endFrame,
    startSeconds: secondsAt(startFrame, rate),
    endSeconds: secondsAt(endFrame, rate),
    title,
    theme,
    mood,
    lyricExcerpt,
    reasoning,
    promptId,
    imageId,
    clipId,
    ...born(scene),
  };
}

function promptView(prompt: Prompt): ViewOf<'prompt'> {
  const { id, sceneId, version, parts, imageText, clipText, origin, model } = prompt;
  return { id, sceneId, version, parts, imageText, clipText, origin, model, ...born(prompt) };
}

function takeFields(take: ImageTake | ClipTake) {
  const { id, sceneId, source, jobId, status, provider, model, seed, promptId, predictionId } = take;
  const { contentType, sizeBytes, costUsd, approval, failure } = take;
  return {
    id,
    sceneId,
    source,
    jobId,
    status,
    provider,
    model,
    seed,
    promptId,
    predictionId,
    contentType,
    sizeBytes,
    costUsd,
    approval,
    failure,
    ...born(take),
  };
}

function imageView(take: ImageTake, state: ProjectState): ViewOf<'image'> {
  const scene = state.scene.get(take.sceneId);
  const prompt = state.prompt.get(scene?.promptId ?? '');
  const settings = projectOf(state)?.settings;
  const isMade = take.source === 'generated';
  const now =
    isMade && prompt && settings
      ? imageFingerprint({ model: take.model, prompt, settings })
      : take.fingerprint;
  return { ...takeFields(take), selected: scene?.imageId === take.id, stale: now !== take.fingerprint };
}

function clipView(take: ClipTake, state: ProjectState): ViewOf<'clip'> {
  const scene = state.scene.get(take.sceneId);
  const prompt = state.prompt.get(scene?.promptId ?? '');
  const image = state.image.get(scene?.imageId ?? '');
  const settings = projectOf(state)?.settings;
  const { model, requestedSeconds: seconds } = take;
  const now =
    prompt && image && settings
      ? clipFingerprint({ model, prompt, image, settings, seconds })
      : take.fingerprint;
  return {
    ...takeFields(take),
    imageId: take.imageId,
    requestedSeconds: seconds,
    segment: take.segment?.status ?? 'none',
    selected: scene?.clipId === take.id,
    stale: take.source === 'generated' ? now !== take.fingerprint : isTooShort(take, scene, settings?.fps),
  };
}

function approvalView(approval: Approval): ViewOf<'approval'> {
  const { id, sceneId, takeId, takeKind, decision, decidedBy, reason, fingerprint } = approval;
  const createdAt = isoTime(approval.createdAt);
  return { id, sceneId, takeId, takeKind, decision, decidedBy, reason, fingerprint, createdAt };
}

function filmView(film: Film): ViewOf<'film'> {
  const { id, jobId, status, frames, durationSeconds, sizeBytes, qc, degraded, failure } = film;
  const hasPoster = film.posterKey !== null;
  return {
    id,
    jobId,
    status,
    frames,
    durationSeconds,
    sizeBytes,
    hasPoster,
    qc,
    degraded,
    failure,
    ...born(film),
  };
}

function runView(run: Run): ViewOf<'run'> {
  const { id, until, approvals, status } = run;
  return { id, until, approvals, status, endedAt: timeOrNull(run.endedAt), ...born(run) };
}

function jobView(job: Job): ViewOf<'job'> {
  const { id, stage, status, runId, progress, failures, notes, failure, total, succeeded, failed, canceled } =
    job;
  return {
    id,
    stage,
    status,
    runId,
    progress,
    counts: { total, succeeded, failed, canceled },
    failures,
    notes,
    failure,
    startedAt: timeOrNull(job.startedAt),
    endedAt: timeOrNull(job.endedAt),
    ...born(job),
  };
}

function usageView(entry: UsageEntry): ViewOf<'usage'> {
  const { id, provider, model, quantity, unit, status, amountUsd, estimated } = entry;
  return { id, provider, model, quantity, unit, status, amountUsd, estimated, ...born(entry) };
}

export function taskView(task: Task): TaskView {
  const { id, work, status, sceneId, attempt, progress, failure } = task;
  const [startedAt, endedAt] = [timeOrNull(task.startedAt), timeOrNull(task.endedAt)];
  return { id, work, status, sceneId, attempt, progress, failure, startedAt, endedAt };
}

/** The view of every kind that callers see. */
export const VIEWS: { readonly [K in EventKind]: (entity: EntityFor<K>, state: ProjectState) => ViewOf<K> } =
  {
    project: projectView,
    upload: uploadView,
    song: songView,
    lyrics: lyricsView,
    scene: sceneView,
    prompt: promptView,
    image: imageView,
    clip: clipView,
    approval: approvalView,
    film: filmView,
    run: runView,
    job: jobView,
    usage: usageView,
  };

type EntityFor<K extends EventKind> = ProjectState[K] extends ReadonlyMap<string, infer E> ? E : never;

/** All views of one kind, oldest first; scenes in film order. */
export function viewsOf<K extends EventKind>(state: ProjectState, kind: K): ViewOf<K>[] {
  // The table and the mapper are picked by the same kind, which the compiler cannot follow through two lookups.
  const entities = [...state[kind].values()] as EntityFor<K>[];
  const views = entities.map((entity) => VIEWS[kind](entity, state));
  if (kind !== 'scene') return views;
  return views.sort((a, b) => ('index' in a && 'index' in b ? a.index - b.index : 0));
}
