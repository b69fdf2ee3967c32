import { createServer } from 'node:http';
import { basename } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runTool } from './ffmpeg/run.ts';
import { openProcessFolder } from './files/work-folder.ts';
import { handle } from './http/handle.ts';
import { replyProblem } from './http/reply.ts';
import { logLine } from './log.ts';
import { MediaService } from './media-service.ts';
import { readSettings, type Settings } from './settings.ts';

/**
 * Room for the bytes that pass through a transfer: with the usual share, of a heap as small as ours, V8 clears up ten
 * times while it copies a film, which takes a third of that time.
 */
const HEAP_GROWTH = '--heap-growing-percent=400';

/** Starts the service; a JSON line `{"event":"listening","port":N}` on stdout tells that it is ready. */
async function start(): Promise<void> {
  setFlagsFromString(HEAP_GROWTH);
  const settings = readSettings(process.env);
  const folder = await openProcessFolder(settings.workDirectory, basename(import.meta.filename));
  const ffmpegVersion = await readFfmpegVersion(settings);
  if (settings.tools.guard === 'none') logLine('unguarded', { missing: 'setpriv, prlimit' });
  const service = new MediaService(settings, folder, logLine);
  const options = { service, token: settings.token, ffmpegVersion };

  const server = createServer((request, response) => {
    handle(request, response, options).catch((error: unknown) => {
      logLine('request-broke', {
        error: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
      });
      if (response.headersSent) response.destroy();
      else replyProblem(response, 500, { code: 'internal', title: 'The media service failed unexpectedly' });
    });
  });
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await service.stop();
    server.close();
    server.closeIdleConnections();
    logLine('stopped');
    // Clients may hold connections open for as long as they like.
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stop().catch(exitBroken);
    });
  }
  server.listen(settings.port, settings.host, () => {
    const address = server.address();
    logLine('listening', {
      port: typeof address === 'object' && address !== null ? address.port : settings.port,
    });
  });
  server.once('error', exitBroken);
}

/** The version in FFmpeg's first line. Throws where there is no FFmpeg: the service could do nothing. */
async function readFfmpegVersion(settings: Settings): Promise<string> {
  const lines: string[] = [];
  await runTool({
    program: settings.tools.ffmpeg,
    args: ['-hide_banner', '-version'],
    guard: settings.tools.guard,
    limits: settings.limits,
    folder: settings.workDirectory,
    signal: new AbortController().signal,
    timeoutSeconds: 30,
    onLine: (line) => lines.push(line),
  });
  return /^ffmpeg version (\S+)/.exec(lines[0] ?? '')?.[1] ?? 'unknown';
}

function exitBroken(error: unknown): never {
  logLine('broken', { error: error instanceof Error ? error.message : 'unknown' });
  process.exit(1);
}

start().catch(exitBroken);
