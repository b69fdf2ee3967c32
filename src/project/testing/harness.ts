/** For tests inside workerd: a project of its own per test, and a way to drive it. */
import { env } from 'cloudflare:workers';
import { v7 as uuidv7 } from 'uuid';
import type { ProjectSettings } from '#contracts/entities/index.ts';
import type { Inputs, InputType } from '#domain/pipeline/reduce.ts';
import { isRefusal } from '#domain/pipeline/refusal.ts';
import { SETTINGS } from '#domain/pipeline/testing/world.ts';
import { type ProjectRpc, projectClient } from '../client.ts';
import type { Env } from '../environment.ts';
import type { ProjectObject } from '../project-object.ts';

export const OWNER = { ownerId: 'owner' } as const;

/** The bindings of `wrangler.toml`, as the test pool gives them. */
export const bindings = env as unknown as Env;

export interface TestProject {
  readonly id: string;
  readonly rpc: ProjectRpc;
  readonly stub: DurableObjectStub<ProjectObject>;
}

export async function newProject(settings: Partial<ProjectSettings> = {}): Promise<TestProject> {
  const id = uuidv7();
  const rpc = projectClient(bindings.PROJECTS, id);
  const input = {
    id,
    ownerId: OWNER.ownerId,
    title: 'A song',
    settings: { ...SETTINGS, ...settings },
    budgetUsd: null,
  };
  await granted(rpc, 'create-project', input);
  return { id, rpc, stub: bindings.PROJECTS.getByName(id) };
}

/** Executes for the house and expects no refusal. */
export async function granted<T extends InputType>(
  rpc: ProjectRpc,
  type: T,
  input: Inputs[T][0],
): Promise<Inputs[T][1]> {
  const { reply } = await rpc.execute('house', type, input, null);
  if (reply !== null && typeof reply === 'object' && isRefusal(reply))
    throw new Error(`${reply.code}: ${reply.message}`);
  return reply as Inputs[T][1];
}
