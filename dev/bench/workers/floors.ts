/** What the platform costs without us: Workers that do one thing each. Every export is an entrypoint of its own. */

import { DurableObject } from 'cloudflare:workers';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { Hono } from 'hono';

interface Env {
  readonly BARE: DurableObjectNamespace<Bare>;
}

/** An object with one row: what a call to it costs, and what a write does. */
export class Bare extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec('create table if not exists rows (id integer primary key, text text not null)');
  }

  async read(): Promise<{ text: string }> {
    return { text: 'hello' };
  }

  async write(text: string): Promise<{ text: string }> {
    this.ctx.storage.sql.exec('insert or replace into rows (id, text) values (1, ?)', text);
    return { text };
  }

  /** The least that an event can take which is on disk before anybody hears of it. */
  async tell(event: string): Promise<{ text: string }> {
    this.ctx.storage.sql.exec('insert or replace into rows (id, text) values (1, ?)', event);
    for (const socket of this.ctx.getWebSockets()) socket.send(event);
    return { text: 'told' };
  }

  override async fetch(): Promise<Response> {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    server.send('{"type":"ready"}');
    return new Response(null, { status: 101, webSocket: client });
  }
}

export const empty: ExportedHandler = {
  fetch: () => new Response('{"text":"hello"}', { headers: { 'content-type': 'application/json' } }),
};

const bareHono = new Hono();
bareHono.get('/thing', (c) => c.json({ text: 'hello' }));
export const hono: ExportedHandler = { fetch: (request) => bareHono.fetch(request) };

const Thing = z.object({ text: z.string().min(1).max(200) });
const validatedHono = new OpenAPIHono();
validatedHono.openapi(
  createRoute({
    method: 'post',
    path: '/thing',
    request: { body: { required: true, content: { 'application/json': { schema: Thing } } } },
    responses: { 200: { description: 'It.', content: { 'application/json': { schema: Thing } } } },
  }),
  (c) => c.json(c.req.valid('json'), 200),
);
export const openapi: ExportedHandler = { fetch: (request) => validatedHono.fetch(request) };

export const read: ExportedHandler<Env> = {
  fetch: async (_, { BARE }) => Response.json(await BARE.getByName('one').read()),
};

export const tell: ExportedHandler<Env> = {
  async fetch(request, { BARE }) {
    const one = BARE.getByName('one');
    if (request.headers.has('upgrade')) return one.fetch(request);
    return Response.json(await one.tell(await request.text()));
  },
};

export const write: ExportedHandler<Env> = {
  async fetch(request, { BARE }) {
    return Response.json(await BARE.getByName('one').write(await request.text()));
  },
};
