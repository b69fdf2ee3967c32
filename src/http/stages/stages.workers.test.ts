import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { PROJECT_DOCUMENT } from '#contracts/examples/project-document.ts';
import { projectClient } from '#project/client.ts';
import { bindings } from '#project/testing/harness.ts';
import { giveSong } from '#project/testing/song.ts';
import { ask, bearer, deployment, standInForProvider } from '../testing/deployment.ts';

beforeEach(() => standInForProvider());
afterEach(() => vi.restoreAllMocks());

const Scenes = z.object({ items: z.array(z.object({ id: z.string() })) });

/** A project with a song and one scene. */
async function storyboarded() {
  const on = deployment();
  const authorization = await bearer({ scope: 'read write spend' });
  const send = (method: string, path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' };
    return ask(on, path, authorization, { method, headers, body: body ? JSON.stringify(body) : null });
  };
  const made = await send('POST', '/api/projects/import', PROJECT_DOCUMENT);
  const path = made.headers.get('location') ?? '';
  const id = path.split('/').at(-1) ?? '';
  const stub = bindings.PROJECTS.getByName(id);
  await giveSong({ id, stub, rpc: projectClient(bindings.PROJECTS, id) }, 201.417);
  const [scene] = Scenes.parse((await send('GET', `${path}/scenes`)).body).items;
  return { send, path, sceneId: scene?.id ?? '' };
}

describe('a poster that is asked for with its film', () => {
  it('may be asked of a run', async () => {
    const { send, path, sceneId } = await storyboarded();
    const run = await send('POST', `${path}/run`, { posterSceneId: sceneId });
    expect(run).toMatchObject({ status: 202, body: { run: { until: 'assemble_video' } } });
  });

  it.each(['run', 'assemble-video', 'animatic'])(
    'by %s names the field of a scene that is not there',
    async (what) => {
      const { send, path } = await storyboarded();
      const posterSceneId = '0198c0de-0000-7000-8000-00000000dead';
      const refused = await send('POST', `${path}/${what}`, { posterSceneId });
      expect(refused).toMatchObject({
        status: 404,
        body: { code: 'scene-not-found', errors: [{ pointer: '/posterSceneId' }] },
      });
    },
  );
});
