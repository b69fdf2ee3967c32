import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { choosePorts } from './ports.ts';
import { listProcesses } from './processes.ts';
import { Service, type ServiceSpec } from './service.ts';

/** Answers every request, and starts a child that does nothing, as wrangler starts its runtime. */
const SERVER = `
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
createServer((_, response) => response.end('ok')).listen(Number(process.argv[2]), '127.0.0.1');
`;

async function service(script: string, restarts: boolean) {
  const folder = await mkdtemp(join(tmpdir(), 'omvee-service-'));
  const file = join(folder, 'server.mjs');
  await writeFile(file, script);
  const { media } = await choosePorts(folder);
  const spec: ServiceSpec = {
    name: 'thing',
    args: [file, String(media)],
    env: {},
    logFile: join(folder, 'thing.log'),
    healthUrl: `http://127.0.0.1:${media}/`,
    patienceSeconds: 20,
    restarts,
  };
  const ended = vi.fn();
  const made = new Service(spec, { started: () => {}, ended });
  onTestFinished(async () => {
    await made.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return { made, ended };
}

const membersOf = (group: number) => listProcesses().filter((process) => process.group === group);

test('a service that falls comes back on its port under another number', async () => {
  const { made, ended } = await service(SERVER, true);
  await made.start();
  const first = made.pid;
  await made.kill();
  await made.healthy();
  expect(made.pid).not.toBe(first);
  expect(ended).toHaveBeenCalledOnce();
});

test('stopping ends what the service itself started, and it does not come back', async () => {
  const { made, ended } = await service(SERVER, true);
  await made.start();
  const group = made.pid ?? 0;
  expect(membersOf(group)).toHaveLength(2);
  await made.stop();
  expect(membersOf(group)).toEqual([]);
  expect(ended).not.toHaveBeenCalled();
});

test('a service that ends at its start says why, in the words of its log', async () => {
  const { made } = await service(`console.error('no such wine'); process.exit(3);`, false);
  await expect(made.start()).rejects.toThrow(/thing ended at its start.*\n.*no such wine/);
});
