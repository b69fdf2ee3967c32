/** For tests inside workerd: a project with a storyboard, asked over HTTP. */
import { z } from 'zod';
import { PROJECT_DOCUMENT } from '#contracts/examples/project-document.ts';
import { projectClient } from '#project/client.ts';
import type { Env } from '#project/environment.ts';
import { bindings, type TestProject } from '#project/testing/harness.ts';
import { giveSong } from '#project/testing/song.ts';
import { ask, bearer } from './deployment.ts';

const Scenes = z.object({ items: z.array(z.object({ id: z.string() })) });

/** A project of a user's with a song and one scene, which has prompts and no takes. */
export async function storyboarded(on: Env) {
  const authorization = await bearer({ scope: 'read write spend' });
  const send = (method: string, path: string, body?: unknown, extra: Record<string, string> = {}) => {
    const headers = { 'content-type': 'application/json', ...extra };
    return ask(on, path, authorization, { method, headers, body: body ? JSON.stringify(body) : null });
  };
  const made = await send('POST', '/api/projects/import', PROJECT_DOCUMENT);
  const path = made.headers.get('location') ?? '';
  const id = path.split('/').at(-1) ?? '';
  const stub = bindings.PROJECTS.getByName(id);
  const project: TestProject = { id, stub, rpc: projectClient(bindings.PROJECTS, id) };
  await giveSong(project, 201.417);
  const [scene] = Scenes.parse((await send('GET', `${path}/scenes`)).body).items;
  return { send, path, project, sceneId: scene?.id ?? '' };
}
