export { type AppliedEdit, applyEdit, type BoardEdit } from './apply-edit.ts';
export type { BoardScene, EditContext } from './board.ts';
export type { EditReport } from './edit-report.ts';
export { applySplice, inverse, type Splice } from './splice.ts';
