import { createApi } from '#dev/demo/api.ts';
import { startStack } from '#dev/stack/start-stack.ts';
import { connect } from '#adapters/postgres/index.ts';
import { sql } from 'drizzle-orm';
import { setLatencies } from './ledger.ts';
import { SHORT_LATENCIES } from './settings.ts';
import { SHORT_SONG } from './song.ts';
import { walk } from './walk.ts';
import { readFileSync } from 'node:fs';
const stack = await startStack({ stateDir: '/tmp/bench-debug', simulatorEnv: { SIM_DRAW: 'pool' }, withoutDocker: true, quiet: true });
try {
  await setLatencies(stack.simulatorUrl, SHORT_LATENCIES);
  const api = createApi(stack.apiUrl, stack.apiKey);
  const walked = await walk(api, SHORT_SONG, 4);
  console.log(walked.run, walked.heardAt - walked.askedAt);
  const db = connect({ databaseUrl: stack.databaseUrl, fetchEndpoint: `${stack.postgresUrl}/sql` });
  for (let i = 0; i < 5; i++) {
    const found = await db.execute(sql`select status, revision, film_id from projects where id = ${walked.projectId}`);
    const jobs = await db.execute(sql`select stage, status, revision, ended_at from jobs where project_id = ${walked.projectId}`);
    console.log(Date.now() - walked.heardAt, found.rows, jobs.rows);
    await new Promise((r) => setTimeout(r, 3000));
  }
  console.log(readFileSync(`${stack.logsDir}/worker.log`, 'utf8').slice(-3000));
} finally { await stack.stop(); }
