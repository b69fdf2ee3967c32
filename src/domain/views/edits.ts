/** Mappers of the storyboard's history. See `views.ts`. */
import type { StoryboardEdit } from '#contracts/entities/index.ts';
import type { ViewOf } from '#contracts/events.ts';
import { type EditSummary, editSummary } from '#domain/pipeline/history.ts';
import { born } from './born.ts';

export function editView(edit: StoryboardEdit): ViewOf<'edit'> {
  return editSummaryView(editSummary(edit));
}

export function editSummaryView(edit: EditSummary): ViewOf<'edit'> {
  const { id, number, type, editedBy, undoneAt, sceneIds } = edit;
  return { id, number, type, editedBy, undone: undoneAt !== null, sceneIds: [...sceneIds], ...born(edit) };
}
