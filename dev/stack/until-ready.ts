import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const Readiness = z.object({
  checks: z.array(z.object({ name: z.string(), state: z.string(), detail: z.string().nullable() })),
});

/**
 * Asks the API whether it has all it needs, which also has the Worker compiled before somebody waits for it.
 *
 * @throws Error that says what is missing
 */
export async function untilReady(apiUrl: string, patienceSeconds: number): Promise<void> {
  const deadline = Date.now() + patienceSeconds * 1000;
  let wrong = 'no answer';
  do {
    try {
      const response = await fetch(`${apiUrl}/health/ready`, { signal: AbortSignal.timeout(15_000) });
      const body: unknown = await response.json();
      if (response.ok) return;
      const { checks } = Readiness.parse(body);
      wrong = checks
        .filter(({ state }) => state !== 'ok')
        .map(({ name, state, detail }) => `${name} ${state}${detail === null ? '' : ` (${detail})`}`)
        .join(', ');
    } catch (error) {
      wrong = String(error);
    }
    await sleep(300);
  } while (Date.now() < deadline);
  throw new Error(`The API is not ready: ${wrong}`);
}
