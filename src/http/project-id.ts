import type { Context } from 'hono';

/** The project of the address. Ids are taken in any case (RFC 9562, section 4) and known in lower case. */
export function projectIdOf(c: Context): string {
  return (c.req.param('projectId') ?? '').toLowerCase();
}
