import { describe, expect, it } from 'vitest';
import type { TaskView } from '#contracts/views/views.ts';
import type { PaidCall } from '#dev/simulators/ledger.ts';
import { callsOfTasks } from './ledger.ts';

const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1000).toISOString();

function task(id: string, work: TaskView['work'], startedAt: number, endedAt: number) {
  return { id, work, startedAt: at(startedAt), endedAt: at(endedAt) };
}

function call(createdAt: number, endedAt: number, latencyMs: number, taskId?: string): PaidCall {
  return {
    id: `call ${createdAt} ${endedAt}`,
    service: taskId === undefined ? 'openrouter' : 'replicate',
    kind: taskId === undefined ? 'chat' : 'image',
    model: 'model',
    inputHash: '',
    ...(taskId === undefined ? {} : { webhookPath: '/', webhookQuery: { task: taskId } }),
    createdAt: at(createdAt),
    endedAt: at(endedAt),
    status: 'succeeded',
    latencyMs,
    costUsd: 0,
  };
}

describe('finding the call of a task', () => {
  it('goes by the webhook of a prediction and by the end of a plain call', () => {
    const tasks = [
      task('image-1', 'create-image', 20, 25),
      task('prompts-1', 'write-prompts', 10, 19),
      task('prompts-2', 'write-prompts', 10, 16),
      task('image-2', 'create-image', 20, 25),
      task('stored', 'store-image', 25, 26),
    ];
    const calls = [
      call(11, 15, 4000),
      call(11, 18, 7000),
      call(21, 24, 3000, 'image-2'),
      call(21, 23, 2000, 'image-1'),
    ];
    const found = callsOfTasks(tasks, calls);
    const latencies = [...found].map(([id, { latencyMs }]) => [id, latencyMs]);
    expect(Object.fromEntries(latencies)).toEqual({
      'image-1': 2000,
      'image-2': 3000,
      'prompts-1': 7000,
      'prompts-2': 4000,
    });
  });

  it.each([
    { what: 'was paid twice', calls: [call(11, 15, 4000), call(12, 15, 3000)] },
    { what: 'was never paid', calls: [] },
    { what: 'began before its task', calls: [call(9, 15, 6000)] },
    { what: 'ended after its task', calls: [call(11, 17, 6000)] },
    { what: 'belongs to another task', calls: [call(11, 15, 4000, 'image-9')] },
  ])('is refused where a call $what', ({ calls }) => {
    expect(() => callsOfTasks([task('prompts-1', 'write-prompts', 10, 16)], calls)).toThrow();
  });
});
