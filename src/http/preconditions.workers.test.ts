import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bindings } from '#project/testing/harness.ts';
import worker from '../index.ts';
import type { AppEnv } from './environment.ts';
import { editEtag, ifMatch } from './preconditions.ts';

async function expectation(header: string | undefined, required = false): Promise<unknown> {
  const app = new Hono<AppEnv>();
  app.get('/', (c) => c.json(ifMatch(c, { of: 'scenes' }, { required })));
  const response = await app.request('/', header === undefined ? {} : { headers: { 'if-match': header } });
  return response.json();
}

describe('If-Match', () => {
  it.each<[string | undefined, string[] | 'any']>([
    ['*', 'any'],
    ['"abc.42"', ['abc']],
    ['"abc"', ['abc']],
    ['W/"abc.42"', ['abc']],
    ['"abc.42", "def.43" ,W/"ghi"', ['abc', 'def', 'ghi']],
    ['abc.42', ['abc']],
  ])('%s expects %j', async (header, tags) => {
    expect(await expectation(header)).toEqual({ of: 'scenes', tags });
  });

  it('may be left out, except where it is required', async () => {
    expect(await expectation(undefined)).toBeNull();
    expect(await expectation(undefined, true)).toEqual({ of: 'scenes', tags: 'missing' });
  });

  it('takes what an ETag of ours says', async () => {
    for (const etag of [editEtag('abc'), editEtag('abc', 7)])
      expect(await expectation(etag)).toMatchObject({ tags: ['abc'] });
  });
});

const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z
          .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional() }))
          .optional(),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
});

describe('the document', () => {
  it.each([
    ['put', 'scenes', true, ['409', '412', '422', '428']],
    ['put', 'transcript', false, ['409', '412', '422']],
    ['put', 'lyrics', false, ['412', '422']],
    ['patch', '', false, ['412', '422']],
  ])('says of %s …/%s that If-Match is required: %s', async (method, path, required, statuses) => {
    const ctx = createExecutionContext();
    const request = new Request('https://api.test/openapi.json');
    const response = await worker.fetch(request as Parameters<typeof worker.fetch>[0], bindings, ctx);
    await waitOnExecutionContext(ctx);
    const { paths } = Document.parse(await response.json());
    const operation = paths[`/api/projects/{projectId}${path && `/${path}`}`]?.[method];
    const header = operation?.parameters?.find(({ name }) => name === 'if-match');
    expect(header?.required ?? false).toBe(required);
    expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(statuses));
  });
});
