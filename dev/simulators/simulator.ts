import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { SimulatorConfig } from './config.ts';
import type { Context } from './context.ts';
import { createControl } from './control/control.ts';
import { Drawing } from './drawing/drawing.ts';
import { Faults } from './faults.ts';
import { type Exchange, sendJson } from './http.ts';
import { Latencies } from './latency.ts';
import { Ledger } from './ledger.ts';
import { Limits } from './limits.ts';
import { createOpenAi } from './openai/openai.ts';
import { createOpenRouter } from './openrouter/openrouter.ts';
import { removeStrayFiles, serveFile } from './replicate/files.ts';
import { createReplicate } from './replicate/replicate.ts';
import { Store } from './store.ts';

/** A running set of simulators. */
export interface Simulators {
  readonly port: number;
  /** Stops listening, FFmpeg and all timers; the state stays on disk. */
  close(): Promise<void>;
}

function createContext(config: SimulatorConfig, closing: AbortSignal, publicUrl: () => string): Context {
  const store = new Store(config.stateDir);
  return {
    config,
    store,
    ledger: new Ledger(store),
    faults: new Faults(store, config.seed, config.faults),
    latencies: new Latencies(store, config.seed, config.latency),
    limits: new Limits(store),
    drawing: new Drawing(config),
    publicUrl,
    closing,
    log: (event, details = {}) => {
      process.stderr.write(`${JSON.stringify({ event, ...details })}\n`);
    },
  };
}

type Handler = (exchange: Exchange) => Promise<void>;

/** Ids are left out, so that counters stay few. */
function routeName(service: string, exchange: Exchange): string {
  const [first, second] = exchange.path.filter((part) => part !== 'v1' && part !== 'api');
  if (service === 'replicate-delivery') return 'file';
  return `${exchange.method} ${first ?? ''}${second === 'completions' || second === 'transcriptions' ? `/${second}` : ''}`;
}

/** Starts Replicate, its file origin, OpenAI, OpenRouter and the control API on one port. */
export async function startSimulators(config: SimulatorConfig): Promise<Simulators> {
  const abort = new AbortController();
  let port = config.port;
  const context = createContext(
    config,
    abort.signal,
    () => config.publicUrl ?? `http://${config.host}:${port}`,
  );
  const replicate = createReplicate(context);
  const control = createControl(context, async () => {
    context.store.clearCalls();
    await removeStrayFiles(context.store);
    context.faults.remove();
    context.faults.addInitial(config.faults);
    context.latencies.reset(config.latency);
    context.limits.reset();
  });
  const services: Readonly<Record<string, Handler>> = {
    replicate: replicate.handle,
    'replicate-delivery': (exchange) => serveFile(context, exchange),
    openai: createOpenAi(context).handle,
    openrouter: createOpenRouter(context).handle,
    control: control.handle,
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const [service = '', ...path] = url.pathname
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
    const exchange: Exchange = { request, response, method: request.method ?? 'GET', url, path };
    const handler = services[service];
    if (handler === undefined)
      return sendJson(exchange, 404, { error: 'no such simulator', services: Object.keys(services) });
    if (service !== 'control') {
      // A cut connection counts too: with status 0, unless an answer had begun.
      response.once('close', () => {
        if (abort.signal.aborted) return;
        const status = response.headersSent ? response.statusCode : 0;
        context.ledger.count(`requests.${service}.${routeName(service, exchange)}.${status}`);
      });
    }
    await handler(exchange);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (abort.signal.aborted || request.destroyed) return;
      context.log('request-failed', { path: request.url?.split('?')[0], error: String(error) });
      if (!response.headersSent) response.writeHead(500).end();
      else response.destroy();
    });
  });
  server.requestTimeout = 0;
  // Clients that pool connections must not meet one that is just being closed for idleness.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  const address = server.address();
  if (typeof address === 'object' && address !== null) port = address.port;
  await removeStrayFiles(context.store);
  replicate.resume();
  return {
    port,
    close: async () => {
      abort.abort();
      replicate.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await context.drawing.stop();
      context.store.close();
    },
  };
}
