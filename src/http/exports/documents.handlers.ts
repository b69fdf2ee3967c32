import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { contentDisposition } from '#adapters/storage/content-disposition.ts';
import { DOCUMENT_VERSION } from '#contracts/project-document.ts';
import { projectDocument } from '#domain/views/project-document.ts';
import { readViews, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { invalidRequest } from '../problems/problem.ts';
import { makeProject } from '../projects/projects.handlers.ts';
import { shortTitle } from './exports.handlers.ts';
import type { exportProject, importProject } from './exports.routes.ts';

const KINDS = ['project', 'song', 'analysis', 'lyrics', 'cast', 'scene', 'prompt', 'image', 'clip'] as const;

export const handleExportProject: RouteHandler<typeof exportProject, AppEnv> = async (c) => {
  const { views } = await readViews(c, KINDS);
  const [project] = views.project;
  if (!project) return refuseRequest(c, 'project-not-found', 'There is no such project.');
  const document = projectDocument({
    project,
    song: views.song.find(({ id }) => id === project.songId) ?? null,
    analyses: views.analysis,
    lyrics: views.lyrics,
    cast: views.cast,
    scenes: views.scene,
    prompts: views.prompt,
    images: views.image,
    clips: views.clip,
  });
  c.header('content-disposition', contentDisposition(`${shortTitle(project.title)}.omvee.json`));
  return c.json(document, 200);
};

export const handleImportProject: RouteHandler<typeof importProject, AppEnv> = async (c) => {
  const document = c.req.valid('json');
  const { title, artist, settings, budgetUsd } = document.project;
  return c.json(await makeProject(c, { title, artist, settings, budgetUsd, document }), 201);
};

const Newer = z.looseObject({
  format: z.literal('omvee-project'),
  version: z.int().min(DOCUMENT_VERSION + 1),
});

type Validated =
  | { readonly success: true }
  | { readonly success: false; readonly target: string; readonly error: z.core.$ZodError };

/** A document of the future does not fit our schema in ways that would tell nobody anything; its version does. */
export function refuseNewerDocument(result: Validated, c: Context<AppEnv>): Promise<never> | undefined {
  return result.success ? undefined : refuseDocument(result.target, result.error, c);
}

async function refuseDocument(target: string, error: z.core.$ZodError, c: Context<AppEnv>): Promise<never> {
  const newer = target === 'json' ? Newer.safeParse(await c.req.json()) : null;
  if (newer?.success) {
    const detail = `The document is of version ${newer.data.version}; this deployment reads up to version ${DOCUMENT_VERSION}.`;
    const errors = [{ pointer: '/version', message: 'This version is newer than what is read here.' }];
    return refuseRequest(c, 'document-version-unknown', detail, { errors });
  }
  const res = invalidRequest(c, error, target === 'json' ? 'body' : target);
  throw new HTTPException(400, { res });
}
