import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { v7 as uuidv7 } from 'uuid';
import { log } from '#adapters/log.ts';
import {
  deleteProjectRows,
  formatCursor,
  listProjects as listRows,
  parseCursor,
  recordEntities,
} from '#adapters/postgres/index.ts';
import type { ProjectView } from '#contracts/views/views.ts';
import { projectPrefix } from '#domain/files/object-keys.ts';
import { projectTag } from '#domain/pipeline/edit-tags.ts';
import type { Inputs } from '#domain/pipeline/reduce.ts';
import { projectView } from '#domain/views/views.ts';
import { command, granted, projectOf, sendReading } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { refuseCursor } from '../paging.ts';
import { editEtag, ifMatch } from '../preconditions.ts';
import { askDatabase } from '../waiting.ts';
import { idFromKey } from './id-from-key.ts';
import type {
  createProject,
  deleteProject,
  getProject,
  listProjects,
  updateProject,
} from './projects.routes.ts';

export const handleCreateProject: RouteHandler<typeof createProject, AppEnv> = async (c) => {
  const { title, artist, budgetUsd, ...settings } = c.req.valid('json');
  return c.json(await makeProject(c, { title, artist, budgetUsd, settings }), 201);
};

/** Creates a project of the caller's, under the id that its `Idempotency-Key` stands for, and names it in `Location`. */
export async function makeProject(
  c: Context<AppEnv>,
  input: Omit<Inputs['create-project'][0], 'id' | 'ownerId'>,
): Promise<ProjectView> {
  const { ownerId } = c.get('caller');
  const key = c.req.header('idempotency-key');
  const id = key ? await idFromKey(ownerId, key) : uuidv7();
  const client = projectOf(c, id);
  const project = await command(c, 'create-project', { id, ownerId, ...input }, client);
  try {
    // So that a list shows it at once; the records queue would bring it a little later anyway.
    const record = { entity: project, revision: 1, deleted: false };
    await askDatabase(c, (database) => recordEntities(database, [record]));
  } catch (error) {
    log('project.first-record-failed', { projectId: id, error });
  }
  c.header('location', `/api/projects/${id}`);
  return projectView(project);
}

export const handleListProjects: RouteHandler<typeof listProjects, AppEnv> = async (c) => {
  const { status, limit, cursor: text } = c.req.valid('query');
  const cursor = text === undefined ? null : parseCursor(text);
  if (text !== undefined && cursor === null) return refuseCursor(c);
  const { ownerId } = c.get('caller');
  const page = await askDatabase(c, (database) => listRows(database, { ownerId, limit, status, cursor }));
  const nextCursor = page.nextCursor === null ? null : formatCursor(page.nextCursor);
  return c.json({ items: page.rows.map(projectView), nextCursor }, 200);
};

export const handleGetProject: RouteHandler<typeof getProject, AppEnv> = (c) => sendReading(c, 'detail');

export const handleUpdateProject: RouteHandler<typeof updateProject, AppEnv> = async (c) => {
  const { title, artist, budgetUsd, ...settings } = c.req.valid('json');
  const expects = ifMatch(c, { of: 'project' });
  const changes = { title, artist, budgetUsd, settings };
  const project = projectView(await command(c, 'update-project', changes, projectOf(c), expects));
  c.header('etag', editEtag(tagOf(project)));
  return c.json(project, 200);
};

function tagOf({ title, artist, settings, budget }: ProjectView): string {
  return projectTag({ title, artist, settings, budgetUsd: budget.capUsd });
}

/** The object goes first: from then on nothing writes files or records of the project any more. */
export const handleDeleteProject: RouteHandler<typeof deleteProject, AppEnv> = async (c) => {
  const { projectId } = c.req.valid('param');
  granted(c, await projectOf(c).remove({ ownerId: c.get('caller').ownerId }));
  await deleteFiles(c.env.MEDIA_BUCKET, projectPrefix(projectId));
  await askDatabase(c, (database) => deleteProjectRows(database, projectId));
  return c.body(null, 204);
};

async function deleteFiles(bucket: R2Bucket, prefix: string): Promise<void> {
  for (;;) {
    const { objects, truncated } = await bucket.list({ prefix, limit: 1000 });
    if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key));
    if (!truncated) return;
  }
}
