/** The storyboard as one picture. It is made when somebody asks for it, once for what it shows. */
import type { ClipTake, ImageTake, Scene, Sheet, SheetCell } from '#contracts/entities/index.ts';
import { sheetKey } from '#domain/files/object-keys.ts';
import { frameAt, frameRateOf, frameSize, secondsAt } from '#domain/film/frame-budget.ts';
import type { Draft } from '../draft.ts';
import { fingerprint } from '../fingerprint.ts';
import { inSeconds } from '../pictures.ts';
import { scenesInOrder } from '../scenes.ts';
import { endedAs, problem, type Work } from '../work.ts';
import { stillOf } from './film-parts.ts';

/** Raised where sheets are drawn in another way. */
const SHEET_VERSION = 1;

/** What the sheet shows of a scene: the middle of its clip, else its still; undefined where it has neither. */
export function sheetCell(draft: Draft, scene: Scene): SheetCell | undefined {
  const rate = frameRateOf(draft.project().settings.fps);
  const startSeconds = secondsAt(scene.startFrame, rate);
  const clip = draft.get('clip', scene.clipId);
  if (clip?.status === 'succeeded' && clip.key !== null && clip.approval !== 'rejected') {
    const middle = Math.floor((scene.endFrame - scene.startFrame) / 2);
    const frame = frameAt(inSeconds(scene, clip), rate) + middle;
    return { sceneId: scene.id, takeKind: 'clip', takeId: clip.id, frame, startSeconds };
  }
  const still = stillOf(draft, scene);
  return still && { sceneId: scene.id, takeKind: 'image', takeId: still.id, frame: 0, startSeconds };
}

export function sheetFingerprint(draft: Draft, cells: readonly SheetCell[]): string {
  const { fps, aspectRatio, resolution } = draft.project().settings;
  const parts = cells.flatMap(({ takeId, frame, startSeconds }) => [takeId, frame, startSeconds]);
  return fingerprint('sheet', SHEET_VERSION, fps, aspectRatio, resolution, ...parts);
}

/** The cells of the storyboard as it is now, and the scenes that have nothing to show. */
export function sheetCells(draft: Draft): { cells: SheetCell[]; lacking: Scene[] } {
  const shown = scenesInOrder(draft).map((scene) => ({ scene, cell: sheetCell(draft, scene) }));
  return {
    cells: shown.flatMap(({ cell }) => cell ?? []),
    lacking: shown.filter(({ cell }) => !cell).map(({ scene }) => scene),
  };
}

function takeOf(draft: Draft, { takeKind, takeId }: SheetCell): ClipTake | ImageTake | undefined {
  return takeKind === 'clip' ? draft.get('clip', takeId) : draft.get('image', takeId);
}

export const makeSheet: Work = {
  prepare(draft, task) {
    const sheet = draft.get('sheet', task.subjectId);
    if (!sheet) return { failure: problem('take-not-found', 'This sheet is no longer wanted.') };
    const cells = sheet.cells.flatMap((cell) => {
      const key = takeOf(draft, cell)?.key;
      return key ? [{ key, frame: cell.frame, startSeconds: cell.startSeconds }] : [];
    });
    if (cells.length < sheet.cells.length)
      return { failure: problem('take-not-found', 'A picture of the storyboard is gone.') };
    const { fps, aspectRatio, resolution } = draft.project().settings;
    const format = { frameRate: frameRateOf(fps), ...frameSize(aspectRatio, resolution) };
    const outputKey = sheetKey(sheet.projectId, sheet.fingerprint);
    return { input: { work: 'make-sheet', cells, ...format, outputKey }, price: null };
  },

  started(draft, task) {
    const sheet = draft.get('sheet', task.subjectId);
    if (sheet) draft.put<Sheet>({ ...sheet, status: 'running' });
  },

  done(draft, task, result) {
    const sheet = draft.get('sheet', task.subjectId);
    if (!sheet || result.work !== 'make-sheet') return;
    const { work: _, ...size } = result;
    const key = sheetKey(sheet.projectId, sheet.fingerprint);
    draft.put<Sheet>({ ...sheet, status: 'succeeded', key, ...size, failure: null });
  },

  failed(draft, task, failure) {
    const sheet = draft.get('sheet', task.subjectId);
    if (sheet) draft.put<Sheet>({ ...sheet, status: endedAs(task), failure });
  },
};
