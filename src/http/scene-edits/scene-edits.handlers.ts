import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { EditedBoard } from '#domain/pipeline/commands/scene-edits.ts';
import { editSummaryView } from '#domain/views/edits.ts';
import { command, projectOf } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { newestPage } from '../paging.ts';
import { ifMatch } from '../preconditions.ts';
import { presentScenes } from '../storyboard/storyboard.handlers.ts';
import type { editScenes, listEdits, redoEdit, undoEdit } from './scene-edits.routes.ts';

export const handleEditScenes: RouteHandler<typeof editScenes, AppEnv> = async (c) => {
  const edit = c.req.valid('json');
  const input = { edit, editedBy: c.get('caller').callerId };
  return c.json(await edited(c, await command(c, 'edit-storyboard', input, projectOf(c), expected(c))), 200);
};

export const handleListEdits: RouteHandler<typeof listEdits, AppEnv> = async (c) =>
  c.json(await newestPage(c, 'edit', c.req.valid('query')), 200);

export const handleUndo: RouteHandler<typeof undoEdit, AppEnv> = async (c) =>
  c.json(await edited(c, await command(c, 'undo-edit', null, projectOf(c), expected(c))), 200);

export const handleRedo: RouteHandler<typeof redoEdit, AppEnv> = async (c) =>
  c.json(await edited(c, await command(c, 'redo-edit', null, projectOf(c), expected(c))), 200);

const expected = (c: Context<AppEnv>) => ifMatch(c, { of: 'scenes' }, { required: true });

/** The storyboard as it is now, and what the edit did to it. */
async function edited(c: Context<AppEnv>, { edit, report, stale, repair }: EditedBoard) {
  const { items: scenes } = await presentScenes(c);
  return {
    scenes,
    edit: edit && editSummaryView(edit),
    report: {
      boundaries: report.boundaries.map(({ sceneId, fromSeconds, toSeconds, movedSeconds }) => ({
        ...{ sceneId, fromSeconds, toSeconds, movedSeconds },
      })),
      changed: [...report.changed],
      added: [...report.added],
      removed: [...report.removed],
    },
    staleTakes: [...stale],
    repair,
  };
}
