import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { CastMember } from '#contracts/entities/index.ts';
import type { CastView, SceneLookView, StylePackView } from '#contracts/views/views.ts';
import { referencesFor } from '#domain/look/references.ts';
import { castInScene } from '#domain/look/scene-cast.ts';
import { isNewest, packRef, stylePacks } from '#domain/look/style-packs/index.ts';
import { findImageModel } from '#domain/models/index.ts';
import { lookTag } from '#domain/pipeline/edit-tags.ts';
import { stateOf } from '#domain/pipeline/state.ts';
import { VIEWS } from '#domain/views/views.ts';
import { command, projectOf, readTag, readViews, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { editEtag, ifMatch } from '../preconditions.ts';
import type { addCast, getSceneLook, putSceneLook, removeCast, updateCast } from './look.routes.ts';

/** The library as callers see it; it changes with the program alone. */
export const STYLE_PACKS: StylePackView[] = stylePacks().map((pack) => ({
  id: pack.id,
  version: pack.version,
  ref: packRef(pack),
  newest: isNewest(pack),
  title: pack.title,
  description: pack.description,
  parts: { ...pack.parts },
}));

export const handleAddCast: RouteHandler<typeof addCast, AppEnv> = async (c) => {
  const { kind, ...words } = c.req.valid('json');
  const expects = ifMatch(c, { of: 'cast' });
  const member = await command(c, 'add-cast', { ...words, castKind: kind }, projectOf(c), expects);
  c.header('location', `/api/projects/${member.projectId}/cast/${member.id}`);
  return c.json(await presented(c, member), 201);
};

export const handleUpdateCast: RouteHandler<typeof updateCast, AppEnv> = async (c) => {
  const { kind, ...words } = c.req.valid('json');
  const { castId } = c.req.valid('param');
  const changes = { ...words, castKind: kind };
  const expects = ifMatch(c, { of: 'cast' });
  const member = await command(c, 'update-cast', { castId, changes }, projectOf(c), expects);
  return c.json(await presented(c, member), 200);
};

export const handleRemoveCast: RouteHandler<typeof removeCast, AppEnv> = async (c) => {
  const { castId } = c.req.valid('param');
  await command(c, 'remove-cast', { castId }, projectOf(c), ifMatch(c, { of: 'cast' }));
  return c.body(null, 204);
};

/** A member with the ETag of the whole cast, for the next change. */
async function presented(c: Context<AppEnv>, member: CastMember): Promise<CastView> {
  const tag = await readTag(c, 'cast');
  if (tag !== null) c.header('etag', editEtag(tag));
  return VIEWS.cast(member, stateOf([]));
}

export const handleGetSceneLook: RouteHandler<typeof getSceneLook, AppEnv> = async (c) =>
  c.json(await sceneLook(c, c.req.valid('param').sceneId), 200);

export const handlePutSceneLook: RouteHandler<typeof putSceneLook, AppEnv> = async (c) => {
  const { sceneId } = c.req.valid('param');
  const { footage, cast } = c.req.valid('json');
  const expects = ifMatch(c, { of: 'look', sceneId });
  await command(c, 'put-scene-look', { sceneId, footage, cast }, projectOf(c), expects);
  return c.json(await sceneLook(c, sceneId), 200);
};

async function sceneLook(c: Context<AppEnv>, sceneId: string): Promise<SceneLookView> {
  const { seq, views } = await readViews(c, ['project', 'scene', 'cast', 'prompt']);
  const scene = views.scene.find(({ id }) => id === sceneId);
  if (!scene) return refuseRequest(c, 'scene-not-found', 'This project has no such scene.');
  const prompt = views.prompt.find(({ id }) => id === scene.promptId);
  const cast = castInScene(scene.cast, views.cast);
  const model = findImageModel(views.project[0]?.settings.imageModel ?? '');
  c.header('etag', editEtag(lookTag(scene), seq));
  return {
    sceneId,
    footage: scene.footage,
    cast: scene.cast,
    appearing: cast.map(({ member: { id, name, kind }, prominence }) => ({
      castId: id,
      name,
      kind,
      prominence,
    })),
    references: referencesFor(model, cast).map(({ id }) => id),
    imageText: prompt?.imageText ?? null,
    clipText: prompt?.clipText ?? null,
    stale: scene.stale,
  };
}
