import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Drawn } from '../drawing/drawing.ts';
import { passGate } from '../gate.ts';
import { type Exchange, resetConnection } from '../http.ts';
import { uniqueName } from '../random.ts';
import type { Store } from '../store.ts';

const CONTENT_TYPES = { webp: 'image/webp', jpg: 'image/jpeg', png: 'image/png', mp4: 'video/mp4' } as const;
export type FileFormat = keyof typeof CONTENT_TYPES;

const fileRow = z.object({
  disk: z.string(),
  content_type: z.string(),
  prediction_id: z.string(),
  gone: z.number(),
});

/** Gives a drawn file its place on the files' origin and returns its path there. */
export function registerFile(
  store: Store,
  predictionId: string,
  drawn: Drawn,
  format: FileFormat,
  name: string | undefined,
): string {
  const path = `xezq/${uniqueName(40, 'mixed')}/${name ?? `tmp${uniqueName(8, 'lower')}`}.${format}`;
  store.db
    .prepare('INSERT INTO files (path, prediction_id, disk, content_type, shared) VALUES (?, ?, ?, ?, ?)')
    .run(path, predictionId, drawn.disk, CONTENT_TYPES[format], drawn.shared ? 1 : 0);
  return path;
}

/** Deletes drawn files that no prediction owns: what a killed process was drawing, or what a reset left. */
export async function removeStrayFiles(store: Store): Promise<void> {
  const dir = resolve(store.dir, 'files');
  const owned = new Set(
    store.db
      .prepare('SELECT disk FROM files WHERE gone = 0')
      .all()
      .map((row) => z.object({ disk: z.string() }).parse(row).disk),
  );
  for (const name of await readdir(dir)) {
    const isKept = name.startsWith('pool-') || name.startsWith('lights-') || owned.has(join(dir, name));
    if (!isKept) await rm(join(dir, name), { force: true });
  }
}

/** Deletes a prediction's files; their URLs answer 410 from then on. */
export async function removeFiles(store: Store, predictionId: string): Promise<void> {
  const rows = store.db
    .prepare('SELECT disk, shared FROM files WHERE prediction_id = ? AND gone = 0')
    .all(predictionId);
  store.db.prepare('UPDATE files SET gone = 1 WHERE prediction_id = ?').run(predictionId);
  for (const row of rows) {
    const { disk, shared } = z.object({ disk: z.string(), shared: z.number() }).parse(row);
    if (shared === 0) await rm(disk, { force: true });
  }
}

function sendText(exchange: Exchange, status: number, text: string, type = 'text/plain'): void {
  exchange.response
    .writeHead(status, { 'content-type': type, 'content-length': String(text.length) })
    .end(text);
}

async function sendFile(
  exchange: Exchange,
  disk: string,
  contentType: string,
  fault: { truncated: boolean; slowMs: number },
): Promise<number> {
  const { size } = await stat(disk);
  const range = /^bytes=(\d+)-(\d*)$/.exec(exchange.request.headers.range ?? '');
  const first = Number(range?.[1] ?? 0);
  const last = Math.min(size - 1, range?.[2] ? Number(range[2]) : size - 1);
  if (first > last) {
    exchange.response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    return 0;
  }
  exchange.response.writeHead(range === null ? 200 : 206, {
    'content-type': contentType,
    'content-length': String(last - first + 1),
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=3600',
    etag: `"${size.toString(16)}-${disk.length.toString(16)}"`,
    ...(range === null ? {} : { 'content-range': `bytes ${first}-${last}/${size}` }),
  });
  if (exchange.method === 'HEAD') {
    exchange.response.end();
    return 0;
  }
  if (fault.truncated) {
    // The promised length and the sent bytes disagree: the client must notice by counting.
    const half = createReadStream(disk, { start: first, end: Math.floor((first + last) / 2) });
    for await (const chunk of half) exchange.response.write(chunk);
    await sleep(20);
    resetConnection(exchange);
    return 0;
  }
  const source = createReadStream(disk, {
    start: first,
    end: last,
    highWaterMark: fault.slowMs > 0 ? Math.ceil(size / 20) : 65_536,
  });
  const slowly = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      if (fault.slowMs > 0) await sleep(fault.slowMs / 20);
      yield chunk;
    }
  };
  await pipeline(source, slowly, exchange.response);
  return last - first + 1;
}

/** `GET /replicate-delivery/...`: public, ranged, 404 for what never was and 410 for what is gone. */
export async function serveFile(context: Context, exchange: Exchange): Promise<void> {
  const path = exchange.path.join('/');
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD')
    return sendText(exchange, 405, 'Method Not Allowed');
  const row = context.store.db.prepare('SELECT * FROM files WHERE path = ?').get(path);
  if (row === undefined) return sendText(exchange, 404, 'Not Found');
  const file = fileRow.parse(row);
  if (file.gone === 1) return sendText(exchange, 410, 'Gone');
  const fault = context.faults.take({
    service: 'replicate',
    kind: 'file',
    ...describe(context, file.prediction_id),
  });
  const after = await passGate(exchange, fault, ({ status }) =>
    sendText(exchange, status, `Injected fault ${status}`),
  );
  if (after === undefined) return;
  if (after !== 'answer') return resetConnection(exchange);
  if (fault?.type === 'file-html') {
    return sendText(
      exchange,
      200,
      '<!DOCTYPE html><html><body>Just a moment...</body></html>',
      'text/html; charset=UTF-8',
    );
  }
  const sent = await sendFile(exchange, file.disk, file.content_type, {
    truncated: fault?.type === 'file-truncated',
    slowMs: fault?.type === 'file-slow' ? fault.durationMs : 0,
  });
  context.ledger.count('bytes.files', sent);
}

function describe(
  context: Context,
  predictionId: string,
): { model?: string; prompt?: string; webhook?: string } {
  const rowSchema = z.object({ json: z.string() });
  const row = context.store.db.prepare('SELECT json FROM predictions WHERE id = ?').get(predictionId);
  if (row === undefined) return {};
  const schema = z.object({
    model: z.string(),
    webhook: z.string().optional(),
    input: z.object({ prompt: z.string().optional() }).nullable(),
  });
  const { model, webhook, input } = schema.parse(JSON.parse(rowSchema.parse(row).json));
  return {
    model,
    ...(webhook === undefined ? {} : { webhook }),
    ...(input?.prompt === undefined ? {} : { prompt: input.prompt }),
  };
}
