import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Connection, requestBytes } from './connection.ts';
import type { World } from './world.ts';

/** A project like those of real music videos, that went through all stages. */
export interface Film {
  readonly path: string;
  /** What every request of its owner carries. */
  readonly headers: Readonly<Record<string, string>>;
  readonly imageIds: readonly string[];
}

const Created = z.object({ id: z.string() });
const Listed = z.object({ items: z.array(z.object({ id: z.string() })) });
const Standing = z.object({ status: z.string() });

/** How long the rules alone may take for a whole run. */
const PATIENCE_MS = 60_000;

/** Makes a film of that many scenes. Throws where the run ends otherwise. */
export async function makeFilm(world: World, scenes: number): Promise<Film> {
  const headers = { authorization: `Bearer ${world.apiKey}` };
  const api = await Connection.open(world.port('api'));
  const fill = await Connection.open(world.port('fill'));
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const { status, body: answer } = await api.send(requestBytes({ method, path, headers, body }));
    if (status > 299) throw new Error(`${method} ${path} answered ${status}: ${answer}`);
    return JSON.parse(jsonOf(answer));
  };
  try {
    const project = { title: 'Night train', sceneCount: scenes, approvals: 'automatic' };
    const { id } = Created.parse(await ask('POST', '/api/projects', project));
    const path = `/api/projects/${id}`;
    await fill.send(requestBytes({ method: 'POST', path: `/${id}` }));
    for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(100)) {
      const { status } = Standing.parse(await ask('GET', path));
      if (status === 'succeeded') break;
      if (Date.now() > deadline) throw new Error(`the project to measure with is ${status}`);
    }
    const { items } = Listed.parse(await ask('GET', `${path}/images`));
    return { path, headers, imageIds: items.map((image) => image.id) };
  } finally {
    api.close();
    fill.close();
  }
}

/** A body as text, whether it came in chunks or in one. */
function jsonOf(body: Buffer): string {
  const text = body.toString();
  return text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
}
