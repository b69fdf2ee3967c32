import type {
  Job,
  JobOrder,
  MissingClips,
  Run,
  Scene,
  StageKind,
  UsageEntry,
} from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { activeJob, isActive, isStage, openJob, STAGE_ORDER, tasksOf } from '../jobs.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { lyricsOf, sceneNames, scenesInOrder, scenesInScope, transcriptOf } from '../scenes.ts';
import { isApproved, stillOf } from '../stages/film-parts.ts';
import { approvedImage, needsClip } from '../stages/generate-clips.ts';
import { needsImage } from '../stages/generate-images.ts';
import { songUpload } from '../stages/uploads.ts';
import { cancelTask } from '../tasks/settle.ts';
import { isEnded } from '../work.ts';
import { busyRefusal, pausedRefusal } from './busy.ts';
import { retryBeside } from './retry-beside.ts';
import { approveFitting, approveForStage, sparedScenes } from './scope.ts';
import { unknownPosterScene, unknownScenes } from './unknown-scenes.ts';

/** Starts one stage by itself. What it needs must be there; what is already made and still fits is not made again. */
export function startStage(
  draft: Draft,
  input: { stage: StageKind; sceneIds: readonly string[] | null; order?: Partial<JobOrder> },
): Job | Refusal {
  const { stage, sceneIds, order } = input;
  const busy =
    busyRefusal(draft, stage, sceneIds) ??
    unknownScenes(draft, sceneIds ?? []) ??
    unknownPosterScene(draft, order?.posterSceneId ?? null);
  if (busy) return busy;
  if (draft.project().settings.approvals === 'automatic') approveForStage(draft, stage, sceneIds);
  const refused = unmet(draft, stage, sceneIds, order?.missing ?? 'refuse');
  if (refused) return refused;
  const spared = sceneIds === null ? sparedScenes(draft, stage, []) : [];
  return openJob(draft, { stage, sceneIds, runId: null, order: { ...order, spared } });
}

/** Starts every stage up to `until` that is not satisfied yet; each scene moves on as soon as it can. */
export function startRun(
  draft: Draft,
  input: {
    until: StageKind;
    approvals: Run['approvals'];
    missing?: MissingClips;
    /** What the film's poster is to show; null or left out leaves that to the pictures. */
    posterSceneId?: string | null;
  },
): { run: Run; jobs: Job[] } | Refusal {
  const paused = pausedRefusal(draft);
  if (paused) return paused;
  const stages = STAGE_ORDER.slice(0, STAGE_ORDER.indexOf(input.until) + 1);
  const busy = draft.all('job').find((job) => isStage(job) && isActive(job));
  if (busy)
    return refuse('stage-busy', `Job ${busy.id} (${busy.stage}) is still active. Wait for it or cancel it.`);
  const { posterSceneId = null } = input;
  const refused = songRefusal(draft) ?? unknownPosterScene(draft, posterSceneId);
  if (refused) return refused;
  if (input.approvals === 'automatic') approveFitting(draft);
  const wanted = stages.filter((stage) => !isSatisfied(draft, stage));
  const { now, newId } = draft.context;
  const run = draft.put<Run>({
    kind: 'run',
    id: newId(),
    projectId: draft.project().id,
    until: input.until,
    approvals: input.approvals,
    status: 'running',
    createdAt: now,
    endedAt: null,
    updatedAt: now,
  });
  // What a run makes is made for the stages behind it, so that one unsatisfied stage makes all later ones due.
  const first = wanted[0] === undefined ? stages.length - 1 : stages.indexOf(wanted[0]);
  const due = stages.slice(first).filter((stage) => stage === input.until || !isSatisfied(draft, stage));
  const orders = due.map((stage) => ({
    spared: sparedScenes(draft, stage, due),
    missing: input.missing ?? 'refuse',
    posterSceneId: stage === 'assemble_video' ? posterSceneId : null,
  }));
  const jobs = due.map((stage, index) =>
    openJob(draft, { stage, sceneIds: null, runId: run.id, order: orders[index] }),
  );
  return { run, jobs };
}

export interface CanceledJob {
  readonly job: Job;
  /** What was with a provider when it was stopped, and counts as billed. */
  readonly billed: readonly UsageEntry[];
}

/** Cancels a job: what waits is dropped, what runs outside is told to stop. */
export function cancelJob(draft: Draft, input: { jobId: string }): CanceledJob | Refusal {
  const job = draft.get('job', input.jobId);
  if (!job) return refuse('job-not-found', 'This project has no such job.');
  if (!isActive(job)) return refuse('job-ended', `This job has already ended (${job.status}).`);
  const { now } = draft.context;
  draft.put<Job>({ ...job, status: 'canceled', startedAt: job.startedAt ?? now, endedAt: now });
  const canceled = tasksOf(draft, job).filter((task) => !isEnded(task));
  for (const task of canceled) cancelTask(draft, task);
  const after = draft.get('job', job.id) ?? job;
  const attempts = new Map(canceled.map((task) => [task.id, task.attempt]));
  return {
    job: draft.put<Job>({ ...after, canceled: canceled.length }),
    billed: draft
      .all('usage')
      .filter((entry) => entry.status === 'committed' && attempts.get(entry.taskId) === entry.attempt),
  };
}

/** Starts the stage of an ended job again, for what failed or was canceled in it and nothing else. */
export function retryJob(draft: Draft, input: { jobId: string }): Job | Refusal {
  const job = draft.get('job', input.jobId);
  if (!job) return refuse('job-not-found', 'This project has no such job.');
  if (isActive(job)) return refuse('stage-busy', 'This job is still running. Wait for it or cancel it.');
  if (job.status === 'succeeded') return refuse('nothing-to-do', 'Nothing failed in this job.');
  if (!isStage(job)) return retryBeside(draft, job);
  const failed = new Set(job.failures.flatMap(({ sceneId }) => sceneId ?? []));
  for (const task of tasksOf(draft, job))
    if (task.status === 'canceled' && task.sceneId) failed.add(task.sceneId);
  const here = [...failed].filter((id) => draft.get('scene', id));
  const order = { ...job.order, retryOf: job.id };
  return startStage(draft, { stage: job.stage, sceneIds: here.length > 0 ? here : null, order });
}

function songRefusal(draft: Draft): Refusal | null {
  if (draft.project().songId !== null) return null;
  const upload = songUpload(draft);
  if (upload?.status === 'rejected') {
    return refuse(
      'song-rejected',
      `The uploaded song cannot be used: ${upload.failure?.message ?? 'it was rejected'}`,
    );
  }
  if (upload?.status === 'checking') return null;
  return refuse(
    'song-missing',
    'Upload a song first: POST /api/uploads/presign, PUT the file, then complete the upload.',
  );
}

/** What a stage needs and does not find. */
export function unmet(
  draft: Draft,
  stage: StageKind,
  sceneIds: readonly string[] | null,
  missing: MissingClips,
): Refusal | null {
  const scenes = scenesInScope(draft, sceneIds);
  switch (stage) {
    case 'transcribe':
      return songRefusal(draft);
    case 'analyze_scenes':
      if (draft.project().songId === null)
        return songRefusal(draft) ?? refuse('song-missing', 'The song is still being checked.');
      if (transcriptOf(draft) || lyricsOf(draft, 'given') || activeJob(draft, 'transcribe')) return null;
      return refuse(
        'lyrics-missing',
        'Transcribe the song or give its lyrics first; an instrumental is transcribed to no words.',
      );
    case 'generate_prompts':
      return noScenes(scenes);
    case 'generate_images':
      return (
        noScenes(scenes) ??
        without(scenes, 'prompts-missing', 'no prompt yet', (scene) => scene.promptId === null)
      );
    case 'generate_clips':
      return (
        noScenes(scenes) ??
        without(
          scenes.filter((scene) => sceneIds !== null || needsClip(draft, scene)),
          'images-not-approved',
          'no approved image yet',
          (scene) => approvedImage(draft, scene) === undefined,
        )
      );
    case 'assemble_video': {
      const canStandIn = (scene: Scene) => missing === 'still-motion' && stillOf(draft, scene) !== undefined;
      const what = missing === 'refuse' ? 'no approved clip yet' : 'neither an approved clip nor an image';
      return (
        noScenes(scenes) ??
        without(
          scenes,
          'clips-not-ready',
          what,
          (scene) => !isApproved(draft.get('clip', scene.clipId)) && !canStandIn(scene),
        )
      );
    }
    default:
      return stage satisfies never;
  }
}

function noScenes(scenes: readonly Scene[]): Refusal | null {
  return scenes.length > 0
    ? null
    : refuse('scenes-missing', 'There are no scenes yet: analyze the song first.');
}

function without(
  scenes: readonly Scene[],
  code: Refusal['code'],
  what: string,
  lacks: (scene: Scene) => boolean,
): Refusal | null {
  const missing = scenes.filter(lacks);
  if (missing.length === 0) return null;
  const verb = missing.length === 1 ? 'has' : 'have';
  return refuse(
    code,
    `${sceneNames(missing).replace('s', 'S')} ${verb} ${what}.`,
    missing.map((scene) => scene.id),
  );
}

function isSatisfied(draft: Draft, stage: StageKind): boolean {
  const scenes = scenesInOrder(draft);
  const some = scenes.length > 0;
  switch (stage) {
    case 'transcribe': {
      const given = lyricsOf(draft, 'given');
      const timed = given?.lines.every(({ timing }) => ['given', 'set', 'aligned'].includes(timing)) ?? false;
      return transcriptOf(draft) !== undefined || (given !== undefined && timed);
    }
    case 'analyze_scenes':
      return some;
    case 'generate_prompts':
      return some && scenes.every((scene) => scene.promptId !== null);
    case 'generate_images':
      return some && !scenes.some((scene) => needsImage(draft, scene));
    case 'generate_clips':
      return some && !scenes.some((scene) => needsClip(draft, scene));
    case 'assemble_video':
      return false;
    default:
      return stage satisfies never;
  }
}
