import { once } from 'node:events';
import { createEndpoint } from './endpoint.ts';
import type { Engine, Statement } from './engine.ts';

/** An engine behind the endpoint within this process. `databaseUrl` and `fetchEndpoint` are what `connect()` takes. */
export interface ServedEngine {
  readonly databaseUrl: string;
  readonly fetchEndpoint: string;
  /** Every statement that came over HTTP, in order. */
  readonly statements: Statement[];
  /** Ends the endpoint and closes the engine. */
  close(): Promise<void>;
}

/** Puts the endpoint before an engine, on a free port, and listens in: for tests that look behind it. */
export async function serveEngine(engine: Engine): Promise<ServedEngine> {
  const statements: Statement[] = [];
  const server = createEndpoint({
    single(statement) {
      statements.push(statement);
      return engine.single(statement);
    },
    batch(batch, options) {
      statements.push(...batch);
      return engine.batch(batch, options);
    },
    close: () => engine.close(),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return {
    databaseUrl: `postgres://omvee:omvee@127.0.0.1:${address.port}/omvee`,
    fetchEndpoint: `http://127.0.0.1:${address.port}/sql`,
    statements,
    async close() {
      server.close();
      server.closeAllConnections();
      await engine.close();
    },
  };
}
