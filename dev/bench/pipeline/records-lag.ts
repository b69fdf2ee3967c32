import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { connect } from '#adapters/postgres/index.ts';
import type { Stack } from '#dev/stack/start-stack.ts';

const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 20;

const Found = z.object({
  rows: z.tuple([z.object({ open: z.coerce.number(), status: z.string().nullable() })]),
});

/**
 * Waits until Postgres shows the run as over, too: its project and every job.
 *
 * @param endedAt end of the run, in milliseconds since the epoch
 * @returns how much later that was, in milliseconds
 */
export async function recordsLag(
  stack: Pick<Stack, 'databaseUrl' | 'postgresUrl'>,
  projectId: string,
  endedAt: number,
): Promise<number> {
  const db = connect({ databaseUrl: stack.databaseUrl, fetchEndpoint: `${stack.postgresUrl}/sql` });
  let seen = '';
  while (Date.now() < endedAt + PATIENCE_MS) {
    const found = await db.execute(sql`
      select (select count(*) from jobs where project_id = ${projectId} and ended_at is null) as open,
             (select status from projects where id = ${projectId}) as status`);
    const [{ open, status }] = Found.parse(found).rows;
    if (open === 0 && status === 'succeeded') return Date.now() - endedAt;
    seen = `${open} jobs still open, project ${status}`;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`Postgres never heard of the end of the run: ${seen}`);
}
