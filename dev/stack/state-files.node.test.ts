import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from './paths.ts';
import { choosePorts } from './ports.ts';
import { findProcess, listProcesses, type Process, parsePs } from './processes.ts';
import { isRunning, leftBehind, readRecord, type StackRecord, writeRecord } from './record.ts';
import { keepSecrets, readApiKey } from './secrets.ts';

async function stateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'omvee-stack-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function occupy(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
    onTestFinished(async () => {
      await new Promise((done) => server.close(done));
    });
  });
}

test('a restart gets the same ports, and another one only in place of a busy one', async () => {
  const folder = await stateFolder();
  const first = await choosePorts(folder);
  expect(new Set(Object.values(first)).size).toBe(5);
  expect(await choosePorts(folder, 8787)).toEqual(first);
  await occupy(first.media);
  const third = await choosePorts(folder);
  expect({ ...third, media: 0 }).toEqual({ ...first, media: 0 });
  expect(third.media).not.toBe(first.media);
});

test('a wished port that is busy is not insisted on', async () => {
  const folder = await stateFolder();
  const { api } = await choosePorts(folder);
  await occupy(api);
  const other = await choosePorts(await stateFolder(), api);
  expect(other.api).not.toBe(api);
});

test('secrets are made once and kept', async () => {
  const folder = await stateFolder();
  const secrets = await keepSecrets(folder);
  expect(await keepSecrets(folder)).toEqual(secrets);
  expect(secrets.apiKey).toMatch(/^omv_dev_\S{32}$/);
  expect(await readApiKey(folder)).toBe(secrets.apiKey);
});

const RECORD: StackRecord = {
  launcher: { pid: 10, startedAt: 'noon' },
  processes: { postgres: { pid: 20, startedAt: 'noon' }, worker: { pid: 30, startedAt: 'noon' } },
  apiUrl: 'http://127.0.0.1:1',
  simulatorUrl: null,
  simulated: [],
  isReady: true,
};
const process_ = (pid: number, group: number, startedAt: string, command: string): Process => ({
  pid,
  group,
  startedAt,
  command,
});

test.each<[string, Process[], number[]]>([
  ['nothing runs', [], []],
  ['our own leader', [process_(20, 20, 'noon', 'node server.ts')], [20]],
  ['the number belongs to somebody else now', [process_(20, 20, 'later', 'vim')], []],
  ['the leader is gone, its runtime lives', [process_(31, 30, 'noon', `${ROOT}/node_modules/workerd`)], [30]],
  ['the leader is gone, a stranger has the group', [process_(31, 30, 'noon', '/usr/bin/vim')], []],
])('left behind: %s', (_, processes, groups) => {
  expect(leftBehind(RECORD, processes)).toEqual(groups);
});

test('a launcher counts as running only while it is the very same process', () => {
  expect(isRunning(RECORD, [process_(10, 10, 'noon', 'node')])).toBe(true);
  expect(isRunning(RECORD, [process_(10, 10, 'later', 'node')])).toBe(false);
  expect(isRunning(RECORD, [])).toBe(false);
});

test('a record is read as it was written, and a spoiled one counts as none', async () => {
  const folder = await stateFolder();
  expect(readRecord(folder)).toBeNull();
  await writeRecord(folder, RECORD);
  expect(readRecord(folder)).toEqual(RECORD);
});

test('this process is found, with its own start time', () => {
  const self = findProcess(process.pid);
  expect(self?.startedAt).toMatch(/\d/);
  expect(listProcesses()).toContainEqual(self);
});

test('the columns of ps are told apart, and zombies left out', () => {
  const output = [
    '  501   501 Ss   Sat Nov 22 18:32:29 2026     /usr/bin/node a b',
    '  502   501 Z    Sat Nov 22 18:32:30 2026     (node)',
    '',
  ].join('\n');
  expect(parsePs(output)).toEqual([
    { pid: 501, group: 501, startedAt: 'Sat Nov 22 18:32:29 2026', command: '/usr/bin/node a b' },
  ]);
});
