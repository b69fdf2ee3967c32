import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { ROOT } from '#dev/stack/paths.ts';
import { readConfig } from './config.ts';
import type { FaultRuleInput } from './faults.ts';
import { startSimulators } from './simulator.ts';

/** One pool for all tests, so that each picture is drawn once. */
const POOL = join(ROOT, 'node_modules/.cache/omvee-pool');

export const FAST_LATENCY = {
  image: { meanMs: 60, jitterMs: 0, startMs: 10 },
  video: { meanMs: 60, jitterMs: 0, startMs: 10 },
  transcription: { meanMs: 5 },
  chat: { meanMs: 5 },
};

/** A state folder that is removed with the test. */
export function temporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'omvee-sim-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A client of simulators that run inside the test's process and end with it. */
export interface TestBench {
  readonly url: string;
  replicate(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>;
  chat(body: unknown): Promise<Response>;
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  fault(rule: FaultRuleInput): Promise<unknown>;
}

export async function startBench(environment: Readonly<Record<string, string>> = {}): Promise<TestBench> {
  const config = readConfig(
    {
      SIM_STATE_DIR: temporaryDir(),
      SIM_DRAW: 'pool',
      SIM_POOL_DIR: POOL,
      SIM_LATENCY: JSON.stringify(FAST_LATENCY),
      ...environment,
    },
    [],
  );
  const simulators = await startSimulators(config);
  onTestFinished(() => simulators.close());
  const url = `http://127.0.0.1:${simulators.port}`;
  const send = (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Response> =>
    fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> =>
    (await send(method, `/control/${path}`, body, {})).json();
  return {
    url,
    replicate: (method, path, body, headers = {}) =>
      send(method, `/replicate/v1/${path}`, body, { authorization: 'Bearer r8_test', ...headers }),
    chat: (body) =>
      send('POST', '/openrouter/api/v1/chat/completions', body, { authorization: 'Bearer sk-or-v1-test' }),
    control,
    fault: (rule) => control('POST', 'faults', rule),
  };
}

/** One webhook as it arrived. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver of webhooks that answers with the given statuses in turn, then 200. */
export async function startReceiver(
  statuses: readonly number[] = [],
): Promise<{ url: string; received: Received[]; waitFor(count: number): Promise<void> }> {
  const received: Received[] = [];
  const left = [...statuses];
  const server = createServer((request, response) => {
    const chunks: string[] = [];
    request.setEncoding('utf8');
    request.on('data', (text: string) => chunks.push(text));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: chunks.join('') });
      response.writeHead(left.shift() ?? 200, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    waitFor: async (count) => {
      while (received.length < count) await sleep(10);
    },
  };
}
