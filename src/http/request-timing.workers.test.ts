import { describe, expect, it } from 'vitest';
import { issueTicket } from '#http/callers/ticket.ts';
import type { Env } from '#project/environment.ts';
import { bindings, newProject, OWNER } from '#project/testing/harness.ts';
import { fetchFrom } from './testing/deployment.ts';

/** A deployment that keeps its data points here. */
function deployment(extra: Partial<Env> = {}) {
  const points: AnalyticsEngineDataPoint[] = [];
  const ANALYTICS: AnalyticsEngineDataset = { writeDataPoint: (point) => void points.push(point ?? {}) };
  return { env: { ...bindings, ANALYTICS, ...extra }, points };
}

const metrics = (response: Response) =>
  (response.headers.get('server-timing') ?? '').split(', ').map((metric) => metric.split(';')[0]);

async function ownProject() {
  const { id } = await newProject();
  const ticket = await issueTicket(bindings.TICKET_SECRET ?? '', id, OWNER.ownerId, Date.now());
  return { id, stream: `/api/projects/${id}/stream?ticket=${ticket}` };
}

describe('every answer', () => {
  it.each(['/health', '/api/projects', '/api/nothing', '/openapi.json', '/docs/problems'])(
    '%s says how long it took',
    async (path) => {
      const response = await fetchFrom(bindings, path);
      expect(response.headers.get('server-timing')).toMatch(
        /^([a-z]+;dur=\d+(\.\d)?, )*total;dur=\d+(\.\d)?$/,
      );
      await response.body?.cancel();
    },
  );

  it('names what it waited for, a live one too', async () => {
    const { stream } = await ownProject();
    const response = await fetchFrom(bindings, stream);
    expect(response.status).toBe(200);
    expect(metrics(response)).toEqual(['auth', 'object', 'total']);
    await response.body?.cancel();
  });

  it('may be measured by the pages that may read it, and by no others', async () => {
    const env = { ...bindings, CORS_ORIGINS: 'https://studio.example' };
    const own = await fetchFrom(env, '/health', { headers: { origin: 'https://studio.example' } });
    expect(own.headers.get('timing-allow-origin')).toBe('https://studio.example');
    expect(own.headers.get('access-control-expose-headers')).toContain('server-timing');
    const foreign = await fetchFrom(env, '/health', { headers: { origin: 'https://evil.example' } });
    expect(foreign.headers.get('timing-allow-origin')).toBeNull();
  });
});

describe('the record of requests', () => {
  it('has the pattern of the route and the kind of caller, and nothing that tells whose it was', async () => {
    const { env, points } = deployment();
    const { id, stream } = await ownProject();
    const live = await fetchFrom(env, stream);
    await live.body?.cancel();
    await fetchFrom(env, `/api/projects/${id}/scenes/secret-word`, {
      headers: { authorization: 'Bearer x' },
    });
    await fetchFrom(env, `/api/projects/${id}`);
    expect(points.map(({ blobs }) => blobs)).toEqual([
      ['/api/projects/:projectId/stream', 'GET', 'ticket'],
      [expect.stringMatching(/^\/(api\/)?\*$/), 'GET', 'nobody'],
      ['/api/projects/:projectId', 'GET', 'nobody'],
    ]);
    expect(points.map(({ doubles }) => doubles?.[0])).toEqual([200, 404, 401]);
    expect(points.every(({ doubles }) => doubles?.length === 5)).toBe(true);
    expect(JSON.stringify(points)).not.toMatch(new RegExp(`${id}|secret-word|${OWNER.ownerId}`));
  });

  it('refuses nobody an answer where it cannot be written', async () => {
    const ANALYTICS: AnalyticsEngineDataset = {
      writeDataPoint() {
        throw new TypeError('too much');
      },
    };
    expect((await fetchFrom({ ...bindings, ANALYTICS }, '/health')).status).toBe(200);
  });
});
