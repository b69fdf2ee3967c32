import type { Job } from '#contracts/entities/index.ts';
import { filmFrames, frameRateOf, secondsAt } from '#domain/film/frame-budget.ts';
import { styleWords } from '#domain/look/look.ts';
import { clipLengths, findClipModel, longestClipSeconds } from '#domain/models/index.ts';
import { pacing } from '#domain/storyboard/pacing.ts';
import type { PlannedScene } from '#domain/storyboard/planned-scene.ts';
import { analysisRequest } from '#domain/storyboard/prompts/analysis-request.ts';
import { replaceScenes, type WantedScene } from '../board.ts';
import type { Draft } from '../draft.ts';
import { fitScenes } from '../fit-scenes.ts';
import { recordEdit } from '../history.ts';
import { failJob, noteJob, singleTally, tallyJob, tasksOf, upstreamActive } from '../jobs.ts';
import { lyricsOf, planningLines, scenesInOrder, transcriptOf } from '../scenes.ts';
import { openTask } from '../tasks/open-task.ts';
import { problem, type Work } from '../work.ts';
import { openAnalysis } from './analyze-song.ts';
import { analysisNote, analysisOf, isAnalysisComing, songAnalysis } from './song-analysis.ts';
import { songUpload } from './uploads.ts';

/** Reserved for one call of a language model: far above what one costs, so that the cap holds. In USD. */
export const CHAT_RESERVE_USD = 0.02;

/** Chooses and times the scenes, once words and length of the song are known. */
export function advanceAnalyzeScenes(draft: Draft, job: Job): void {
  const project = draft.project();
  let tasks = tasksOf(draft, job);
  if (tasks.length === 0) {
    if (upstreamActive(draft, 'analyze_scenes')) return;
    if (project.songId === null) {
      const upload = songUpload(draft);
      if (upload?.status === 'checking') return;
      return failJob(draft, job, upload?.failure ?? problem('song-missing', 'There is no song to plan for.'));
    }
    if (!transcriptOf(draft) && !lyricsOf(draft, 'given')) {
      return failJob(
        draft,
        job,
        problem('upstream-failed', 'The song could not be transcribed, so no scenes were planned.'),
      );
    }
    // A song from before songs were analysed is listened to now.
    const song = draft.get('song', project.songId);
    if (song && !analysisOf(draft, song.id)) openAnalysis(draft, song);
    if (isAnalysisComing(draft)) return;
    openTask(draft, { work: 'analyze-scenes', subjectId: project.songId, jobId: job.id });
    tasks = tasksOf(draft, job);
  }
  tallyJob(draft, job, singleTally(tasks, 'analyze-scenes'));
}

export const analyzeScenes: Work = {
  prepare(draft, task) {
    const { settings, title } = draft.project();
    const song = draft.get('song', task.subjectId);
    if (!song) return { failure: problem('song-missing', 'The song is gone.') };
    const model = findClipModel(settings.clipModel);
    if (!model)
      return { failure: problem('model-unknown', `No clip model is called "${settings.clipModel}".`) };
    const { durationSeconds } = song;
    const rate = frameRateOf(settings.fps);
    const pace = pacing({
      durationSeconds,
      sceneCount: settings.sceneCount,
      longestClipSeconds: longestClipSeconds(model, settings.resolution),
    });
    noteJob(draft, task.jobId, pace.note);
    noteJob(draft, task.jobId, analysisNote(draft));
    const lines = planningLines(draft);
    const analysis = songAnalysis(draft);
    const clipSeconds = clipLengths(model, settings.resolution);
    const frames = filmFrames(durationSeconds, rate);
    const locked = lockedScenes(draft, frames);
    const request = analysisRequest({
      title,
      durationSeconds,
      language: transcriptOf(draft)?.language ?? null,
      style: styleWords(settings),
      aspectRatio: settings.aspectRatio,
      lines,
      pacing: pace,
      analysis,
      clipSeconds,
      cast: draft.all('cast').map(({ castKind, ...member }) => ({ ...member, kind: castKind })),
      locked: locked.map((scene) => ({
        ...scene,
        startSeconds: secondsAt(scene.startFrame, rate),
        endSeconds: secondsAt(scene.endFrame, rate),
      })),
    });
    return {
      input: {
        work: 'analyze-scenes',
        request,
        frames,
        rate,
        pacing: pace,
        lines,
        analysis,
        clipSeconds,
        locked,
      },
      price: { provider: 'openrouter', model: 'chat', quantity: 1, unit: 'call', usd: CHAT_RESERVE_USD },
    };
  },

  done(draft, task, result) {
    if (result.work !== 'analyze-scenes') return;
    noteJob(draft, task.jobId, result.note);
    const before = scenesInOrder(draft);
    const locked = new Map(before.flatMap((scene) => (scene.locked ? [[spanOf(scene), scene]] : [])));
    const wanted = result.scenes.map((planned): WantedScene => {
      const { startFrame, endFrame, title, theme, mood, lyricExcerpt, reasoning, cut } = planned;
      const plan = { startFrame, endFrame, title, theme, mood, lyricExcerpt, reasoning, cut };
      const kept = locked.get(spanOf(planned));
      return (
        kept ?? {
          id: null,
          ...plan,
          transition: null,
          clipInSeconds: 0,
          locked: false,
          systemPrompt: result.promptVersion,
        }
      );
    });
    replaceScenes(draft, wanted);
    const song = draft.get('song', draft.project().songId);
    // Planned for a song that another one took the place of meanwhile.
    if (song && song.id !== task.subjectId) fitScenes(draft, song);
    recordEdit(draft, { type: 'plan', before, editedBy: null });
  },

  failed() {},
};

/** The scenes that the new plan goes around; a lock beyond the end of another song holds no more. */
function lockedScenes(draft: Draft, frames: number): PlannedScene[] {
  return scenesInOrder(draft)
    .filter((scene) => scene.locked && scene.endFrame <= frames)
    .map(({ startFrame, endFrame, title, theme, mood, lyricExcerpt, reasoning, cut }) => ({
      ...{ startFrame, endFrame, title, theme, mood, lyricExcerpt, reasoning, cut },
    }));
}

const spanOf = ({ startFrame, endFrame }: PlannedScene) => `${startFrame}-${endFrame}`;
