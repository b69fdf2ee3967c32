import { readConfig } from './config.ts';
import { startSimulators } from './simulator.ts';

const simulators = await startSimulators(readConfig(process.env, process.argv.slice(2)));
process.stdout.write(`${JSON.stringify({ event: 'listening', port: simulators.port })}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    // The store is closed last, so the exit code may only be set when all of it is done.
    simulators.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${JSON.stringify({ event: 'shutdown-failed', error: String(error) })}\n`);
        process.exit(1);
      },
    );
  });
}
