import { inject } from 'vitest';
import { z } from 'zod';
import { connect } from '#adapters/postgres/index.ts';
import type { Stack } from '#dev/stack/start-stack.ts';
import { Client } from './client.ts';
import { Providers } from './providers.ts';
import { makeTestFolder, removeTestFolder } from './test-folder.ts';
import type { TestStack } from './test-stack.ts';

const Lent = z.object({
  apiUrl: z.string(),
  apiKey: z.string(),
  simulatorUrl: z.string(),
  databaseUrl: z.string(),
  postgresUrl: z.string(),
});

/** A {@link TestStack} that other files use at the same time; `stop` ends what is the borrower's own. */
export interface BorrowedStack extends Omit<TestStack, 'stack'> {
  readonly stack: Pick<Stack, 'apiUrl' | 'apiKey'>;
}

/**
 * The stack that all files share. For tests that look at their own projects only, and whose faults strike nobody else;
 * others start one with `startTestStack`.
 *
 * @throws Error with the end of a log when it does not start
 */
export async function borrowTestStack(): Promise<BorrowedStack> {
  const response = await fetch(inject('stackLender'));
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  const stack = Lent.parse(JSON.parse(text));
  const folder = await makeTestFolder();
  return {
    stack,
    client: new Client(stack.apiUrl, stack.apiKey),
    providers: new Providers(stack.simulatorUrl),
    database: connect({ databaseUrl: stack.databaseUrl, fetchEndpoint: `${stack.postgresUrl}/sql` }),
    folder,
    stop: () => removeTestFolder(folder),
  };
}
