import { type Database, loadProjectRows } from '#adapters/postgres/index.ts';
import type { RecordedKind } from '#contracts/entities/index.ts';
import type { Snapshot } from '#contracts/events.ts';
import { stateOf } from '#domain/pipeline/state.ts';
import { viewsOf } from '#domain/views/views.ts';

/** Under which name a snapshot lists what Postgres has a table for. */
const LISTED = {
  upload: 'uploads',
  song: 'songs',
  analysis: 'analyses',
  lyrics: 'lyrics',
  cast: 'cast',
  scene: 'scenes',
  prompt: 'prompts',
  image: 'images',
  clip: 'clips',
  approval: 'approvals',
  film: 'videos',
  rendition: 'renditions',
  job: 'jobs',
  usage: 'usage',
} as const satisfies Partial<Record<RecordedKind, keyof Snapshot['data']>>;
type Listed = keyof typeof LISTED;

const KINDS = Object.keys(LISTED).filter((kind): kind is Listed => kind in LISTED);

/** Views by kind, each list in the order of ids. */
export type ViewsByKind = Record<string, readonly unknown[]>;

/** A project as Postgres tells it. */
export async function viewsInPostgres(database: Database, projectId: string): Promise<ViewsByKind> {
  const rows = await loadProjectRows(database, projectId);
  const state = stateOf(rows.map(({ entity }) => entity));
  return {
    project: viewsOf(state, 'project'),
    ...Object.fromEntries(KINDS.map((kind) => [kind, inOrder(viewsOf(state, kind))])),
  };
}

/** The same of its object. */
export function viewsInSnapshot({ data }: Snapshot): ViewsByKind {
  return {
    project: [data.project],
    ...Object.fromEntries(KINDS.map((kind) => [kind, inOrder(data[LISTED[kind]])])),
  };
}

function inOrder(views: readonly { id: string }[]): readonly unknown[] {
  return [...views].sort((a, b) => (a.id < b.id ? -1 : 1));
}
