/**
 * The engine's one entrance: a command or event and the state give a change and an answer. Pure: the clock, ids
 * and chance come in through the context, nothing goes out but values. Owned here: what each input means. Owned by
 * `src/project`: that the change is written in one transaction (P2) and that nobody else writes (P1).
 */
import type {
  Analysis,
  CastMember,
  Job,
  Lyrics,
  Project,
  Prompt,
  Run,
  Scene,
  Upload,
} from '#contracts/entities/index.ts';
import { advance } from './advance.ts';
import { asCommitted } from './as-committed.ts';
import { makeAnimatic } from './commands/animatic.ts';
import { addCast, putSceneLook, removeCast, updateCast } from './commands/cast.ts';
import { type Decision, decideTakes } from './commands/decisions.ts';
import { setLineTimes } from './commands/line-times.ts';
import { pauseProject, resumeProject } from './commands/pausing.ts';
import { makeSheet, makeThumbnails, setPoster } from './commands/pictures.ts';
import { createProject, updateProject } from './commands/projects.ts';
import { putPrompt } from './commands/prompts.ts';
import { makeRenditions } from './commands/renditions.ts';
import { type EditedBoard, editStoryboard, redoEdit, undoEdit } from './commands/scene-edits.ts';
import { putLyrics } from './commands/songs.ts';
import { type CanceledJob, cancelJob, retryJob, startRun, startStage } from './commands/stages.ts';
import { putScenes } from './commands/storyboard.ts';
import { makeClips, makeImages } from './commands/takes.ts';
import { retryAnalysis, setTempo } from './commands/tempo.ts';
import { putTranscript } from './commands/transcripts.ts';
import { beginParts, completeUpload, openUpload, rejectUpload, renewUpload } from './commands/uploads.ts';
import type { Context } from './context.ts';
import { type Change, Draft } from './draft.ts';
import { brokenExpectation, type Expectation } from './preconditions.ts';
import { type PredictionReport, reportPrediction } from './predictions.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { expireUploads, nextExpiry } from './stages/uploads.ts';
import type { ProjectState } from './state.ts';
import type { Claim, Outcome } from './task-io.ts';
import { claimTask, renewLease } from './tasks/claim.ts';
import { nextAttempt, settleTask } from './tasks/settle.ts';
import { wakeTask } from './tasks/wake.ts';
import { problem } from './work.ts';

interface Attempt {
  readonly taskId: string;
  readonly attempt: number;
}

/** Every input with what it carries and what it is answered with. */
export interface Inputs {
  'create-project': [Parameters<typeof createProject>[1], Project];
  'update-project': [Parameters<typeof updateProject>[1], Project];
  'open-upload': [Parameters<typeof openUpload>[1], Upload];
  'begin-parts': [Parameters<typeof beginParts>[1], Upload];
  'renew-upload': [Parameters<typeof renewUpload>[1], Upload];
  'complete-upload': [Parameters<typeof completeUpload>[1], Upload];
  'reject-upload': [Parameters<typeof rejectUpload>[1], Upload];
  'put-lyrics': [Parameters<typeof putLyrics>[1], Lyrics];
  'set-line-times': [Parameters<typeof setLineTimes>[1], Lyrics];
  'put-transcript': [Parameters<typeof putTranscript>[1], Lyrics];
  'set-tempo': [Parameters<typeof setTempo>[1], Analysis];
  'retry-analysis': [null, Analysis];
  'put-scenes': [Parameters<typeof putScenes>[1], Scene[]];
  'add-cast': [Parameters<typeof addCast>[1], CastMember];
  'update-cast': [Parameters<typeof updateCast>[1], CastMember];
  'remove-cast': [Parameters<typeof removeCast>[1], CastMember];
  'put-scene-look': [Parameters<typeof putSceneLook>[1], Scene];
  'edit-storyboard': [Parameters<typeof editStoryboard>[1], EditedBoard];
  'undo-edit': [null, EditedBoard];
  'redo-edit': [null, EditedBoard];
  'put-prompt': [Parameters<typeof putPrompt>[1], Prompt];
  'make-images': [Parameters<typeof makeImages>[1], Job];
  'make-clips': [Parameters<typeof makeClips>[1], Job];
  'make-animatic': [Parameters<typeof makeAnimatic>[1], Job];
  'make-renditions': [Parameters<typeof makeRenditions>[1], Job];
  'make-sheet': [null, Job];
  'make-thumbnails': [null, Job];
  'set-poster': [Parameters<typeof setPoster>[1], Job];
  'start-stage': [Parameters<typeof startStage>[1], Job];
  'start-run': [Parameters<typeof startRun>[1], { run: Run; jobs: Job[] }];
  'pause-project': [null, Project];
  'resume-project': [null, Project];
  'retry-job': [Parameters<typeof retryJob>[1], Job];
  'cancel-job': [Parameters<typeof cancelJob>[1], CanceledJob];
  'decide-takes': [{ decisions: readonly Decision[]; decidedBy: string }, ReturnType<typeof decideTakes>];
  claim: [Attempt, Claim];
  'renew-lease': [Attempt, { renewed: boolean }];
  settle: [Attempt & { outcome: Outcome }, null];
  'report-prediction': [Attempt & { report: PredictionReport }, null];
  /** The queue gave a message up. */
  'dead-letter': [Attempt, null];
  /** The alarm rang. */
  wake: [null, null];
}

export type InputType = keyof Inputs;

const HANDLERS: { readonly [T in InputType]: (draft: Draft, input: Inputs[T][0]) => Inputs[T][1] | Refusal } =
  {
    'create-project': createProject,
    'update-project': updateProject,
    'open-upload': openUpload,
    'begin-parts': beginParts,
    'renew-upload': renewUpload,
    'complete-upload': completeUpload,
    'reject-upload': rejectUpload,
    'put-lyrics': putLyrics,
    'set-line-times': setLineTimes,
    'put-transcript': putTranscript,
    'set-tempo': setTempo,
    'retry-analysis': retryAnalysis,
    'put-scenes': putScenes,
    'add-cast': addCast,
    'update-cast': updateCast,
    'remove-cast': removeCast,
    'put-scene-look': putSceneLook,
    'edit-storyboard': editStoryboard,
    'undo-edit': undoEdit,
    'redo-edit': redoEdit,
    'put-prompt': putPrompt,
    'make-images': makeImages,
    'make-clips': makeClips,
    'make-animatic': makeAnimatic,
    'make-renditions': makeRenditions,
    'make-sheet': makeSheet,
    'make-thumbnails': makeThumbnails,
    'set-poster': setPoster,
    'start-stage': startStage,
    'start-run': startRun,
    'pause-project': pauseProject,
    'resume-project': resumeProject,
    'cancel-job': cancelJob,
    'retry-job': retryJob,
    'decide-takes': decideTakes,
    claim: (draft, { taskId, attempt }) => claimTask(draft, taskId, attempt),
    'renew-lease': (draft, { taskId, attempt }) => ({ renewed: renewLease(draft, taskId, attempt) }),
    settle(draft, { taskId, attempt, outcome }) {
      settleTask(draft, taskId, attempt, outcome);
      return null;
    },
    'report-prediction'(draft, { taskId, attempt, report }) {
      reportPrediction(draft, taskId, attempt, report);
      return null;
    },
    'dead-letter'(draft, { taskId, attempt }) {
      const task = draft.get('task', taskId);
      if (task?.status === 'queued' && task.attempt === attempt) {
        nextAttempt(
          draft,
          task,
          problem('dead-letter', 'The queue gave up delivering this task.', true),
          null,
        );
      }
      return null;
    },
    wake(draft) {
      const due = draft
        .all('task')
        .filter((task) => task.wakeAt !== null && task.wakeAt <= draft.context.now);
      for (const task of due) wakeTask(draft, task);
      expireUploads(draft);
      return null;
    },
  };

/** Reduces one input. A refusal, also of what the caller `expects` to change, comes with no change at all. */
export function reduce<T extends InputType>(
  state: ProjectState,
  type: T,
  input: Inputs[T][0],
  context: Context,
  expects: Expectation | null = null,
): { change: Change; reply: Inputs[T][1] | Refusal } {
  const draft = new Draft(state, context);
  const broken = expects && brokenExpectation(state, expects);
  const reply = broken ?? HANDLERS[type](draft, input);
  if (reply !== null && typeof reply === 'object' && isRefusal(reply)) {
    return { change: { state, changed: [], removed: [], effects: [] }, reply };
  }
  advance(draft);
  return { change: draft.finish(), reply: asCommitted(draft, reply) };
}

/** When the alarm must ring for tasks and uploads, in milliseconds since the epoch; null where nothing waits (P4). */
export function nextWake(state: ProjectState): number | null {
  const wake = nextTask(state.task);
  const expiry = nextExpiry(state);
  return wake === null || expiry === null ? (wake ?? expiry) : Math.min(wake, expiry);
}

/** By tasks: most changes of the state leave them as they are. */
const nextTasks = new WeakMap<ProjectState['task'], number | null>();

function nextTask(tasks: ProjectState['task']): number | null {
  const known = nextTasks.get(tasks);
  if (known !== undefined) return known;
  let earliest: number | null = null;
  for (const { wakeAt } of tasks.values()) {
    if (wakeAt !== null && (earliest === null || wakeAt < earliest)) earliest = wakeAt;
  }
  nextTasks.set(tasks, earliest);
  return earliest;
}
