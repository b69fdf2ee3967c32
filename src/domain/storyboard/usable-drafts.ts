import type { SceneDraft } from './prompts/analysis-answer.ts';

const OUTSIDE_SECONDS = 1;
/** More scenes than any song has; also bounds the work of tiling them. */
const MOST_DRAFTS = 2000;

/**
 * The drafts that begin within the film, in order, with their starts clamped to it. A problem where that says
 * nothing about the film: no draft, times that are no numbers, one time for all, or times of some other film.
 */
export function usableDrafts(
  drafts: readonly SceneDraft[],
  durationSeconds: number,
): { drafts: SceneDraft[] } | { problem: string } {
  const film = `the song lasts ${durationSeconds.toFixed(2)} seconds`;
  if (drafts.length === 0) return { problem: 'The answer has no scenes.' };
  if (drafts.length > MOST_DRAFTS) return { problem: `The answer has ${drafts.length} scenes; ${film}.` };
  if (!drafts.every((draft) => Number.isFinite(draft.startSeconds) && Number.isFinite(draft.endSeconds))) {
    return { problem: 'Every scene needs startSeconds and endSeconds as plain numbers of seconds.' };
  }
  const within = drafts.filter(
    ({ startSeconds }) => startSeconds > -OUTSIDE_SECONDS && startSeconds < durationSeconds,
  );
  if (within.length * 2 <= drafts.length) {
    return { problem: `Most scenes begin outside the song: ${film}, and times are seconds from its start.` };
  }
  if (within.length > 1 && new Set(within.map((draft) => draft.startSeconds)).size === 1) {
    return { problem: `All scenes begin at the same time; they must follow one another: ${film}.` };
  }
  const sorted = within
    .map((draft) => ({ ...draft, startSeconds: Math.max(0, draft.startSeconds) }))
    .sort((a, b) => a.startSeconds - b.startSeconds || a.endSeconds - b.endSeconds);
  return { drafts: sorted };
}
