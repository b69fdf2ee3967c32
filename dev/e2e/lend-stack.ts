/**
 * Global setup of the whole-stack tests: lends one stack to all files that need none of their own. It is started for the
 * first file that asks, in Vitest's main process, and stopped after the last one.
 */
import { createServer, type Server } from 'node:http';
import type { TestProject } from 'vitest/node';
import { startTestStack, type TestStack } from './test-stack.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Asked with GET, it answers what `borrowTestStack` reads. */
    stackLender: string;
  }
}

let lender: Server | undefined;
let lent: Promise<TestStack> | undefined;

export async function setup(project: TestProject): Promise<void> {
  const server = createServer((_, response) => {
    lent ??= startTestStack();
    lent.then(
      ({ stack: { apiUrl, apiKey, simulatorUrl, databaseUrl, postgresUrl } }) =>
        response.end(JSON.stringify({ apiUrl, apiKey, simulatorUrl, databaseUrl, postgresUrl })),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  lender = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the lender listens on no port');
  project.provide('stackLender', `http://127.0.0.1:${address.port}`);
}

export async function teardown(): Promise<void> {
  lender?.closeAllConnections();
  lender?.close();
  // One that did not start has told its borrowers.
  const house = await lent?.catch(() => undefined);
  await house?.stop();
}
