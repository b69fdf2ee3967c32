import { EDIT, EDIT_REPORT, REPAIR, STALE_TAKE } from '#contracts/examples/edits.ts';
import { SCENE } from '#contracts/examples/song.ts';

/** What an edit is answered with. */
export const EDITED = {
  scenes: [SCENE],
  edit: EDIT,
  report: EDIT_REPORT,
  staleTakes: [STALE_TAKE],
  repair: REPAIR,
};
