import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import type { Task } from '#contracts/entities/index.ts';
import { bindings, type TestProject } from '#project/testing/harness.ts';
import { projectWithImageClaimed, tasksOf } from '#project/testing/image-task.ts';
import worker from '../../index.ts';

const PREDICTION = 'h57pag03m5rmy0czx00v1spt08';

/** As Replicate sends it: compact, keys in alphabetical order. */
function body(status: string, extra: Record<string, unknown> = {}): string {
  const prediction = {
    created_at: '2026-11-22T10:00:00.263Z',
    data_removed: false,
    error: null,
    id: PREDICTION,
    input: {},
    logs: '',
    model: 'black-forest-labs/flux-schnell',
    output: status === 'succeeded' ? ['https://replicate.delivery/xezq/a/out-0.jpg'] : null,
    status,
    urls: {},
    version: 'hidden',
    ...extra,
  };
  return JSON.stringify(Object.fromEntries(Object.entries(prediction).sort(([a], [b]) => (a < b ? -1 : 1))));
}

async function send(
  project: TestProject,
  task: Task,
  text: string,
  options: { secret?: string; at?: Date; attempt?: number; tamper?: (text: string) => string } = {},
): Promise<number> {
  const {
    secret = bindings.REPLICATE_WEBHOOK_SECRET ?? '',
    at = new Date(),
    attempt = task.attempt,
    tamper = (same) => same,
  } = options;
  const id = 'msg_2yGEvjbj5JfrCSTduf2IL4TZgFz';
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, text),
  };
  const url = `https://api.test/api/webhooks/replicate?project=${project.id}&task=${task.id}&attempt=${attempt}`;
  const ctx = createExecutionContext();
  const request = new Request(url, { method: 'POST', headers, body: tamper(text) });
  const response = await worker.fetch(request as Parameters<typeof worker.fetch>[0], bindings, ctx);
  await waitOnExecutionContext(ctx);
  return response.status;
}

const statusOf = async (project: TestProject, task: Task) =>
  (await tasksOf(project)).find(({ id }) => id === task.id)?.status;

describe('a webhook of Replicate', () => {
  it('moves the task on, and the second delivery changes nothing', async () => {
    const { project, task } = await projectWithImageClaimed();
    expect(await send(project, task, body('succeeded'))).toBe(204);
    expect(await statusOf(project, task)).toBe('succeeded');
    const before = await tasksOf(project);
    expect(await send(project, task, body('succeeded'))).toBe(204);
    expect(await tasksOf(project)).toEqual(before);
  });

  it('that is early, before the reply to the creation, is adopted', async () => {
    const { project, task } = await projectWithImageClaimed();
    expect(await send(project, task, body('processing'))).toBe(204);
    expect((await tasksOf(project, 'create-image'))[0]).toMatchObject({
      status: 'started',
      externalId: PREDICTION,
    });
  });

  it('that comes after the end, out of order, changes nothing', async () => {
    const { project, task } = await projectWithImageClaimed();
    await send(project, task, body('succeeded'));
    await send(project, task, body('processing'));
    await send(project, task, body('failed', { error: 'late' }));
    expect(await statusOf(project, task)).toBe('succeeded');
  });

  it('of another prediction or another attempt changes nothing', async () => {
    const { project, task } = await projectWithImageClaimed();
    await send(project, task, body('processing'));
    expect(await send(project, task, body('succeeded', { id: 'somebodyelse' }))).toBe(204);
    expect(await send(project, task, body('succeeded'), { attempt: 2 })).toBe(204);
    expect(await statusOf(project, task)).toBe('started');
  });

  it.each([
    ['with another secret', { secret: 'whsec_c29tZWJvZHktZWxzZXMtc2VjcmV0LTMyLWJ5dGVz' }],
    ['replayed after ten minutes', { at: new Date(Date.now() - 600_000) }],
    ['from the future', { at: new Date(Date.now() + 600_000) }],
    ['whose body was changed on its way', { tamper: (text: string) => text.replace('out-0', 'out-1') }],
    [
      'whose keys were put into another order',
      { tamper: (text: string) => JSON.stringify(JSON.parse(text), ['status', 'id']) },
    ],
  ])('%s is refused and changes nothing', async (_, options) => {
    const { project, task } = await projectWithImageClaimed();
    expect(await send(project, task, body('succeeded'), options)).toBe(401);
    expect(await statusOf(project, task)).toBe('claimed');
  });

  it('that is signed and says nonsense is refused, and changes nothing', async () => {
    const { project, task } = await projectWithImageClaimed();
    for (const text of ['', 'null', '[]', '{"id":1}', '<html>', body('exploded')]) {
      expect(await send(project, task, text)).toBe(400);
    }
    expect(await statusOf(project, task)).toBe('claimed');
  });
});
