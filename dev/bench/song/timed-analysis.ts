/** The analysing process itself, which says last what it took of the processor: microseconds, on standard error. */
import process from 'node:process';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write(`${user + system}\n`);
});
await import('#container/song/analyze-process.ts');
