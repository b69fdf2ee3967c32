import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ask, bearer, createdProject, deployment, standInForProvider } from './testing/deployment.ts';

beforeEach(() => standInForProvider());
afterEach(() => vi.restoreAllMocks());

it('an id is known in whatever case it is written', async () => {
  const on = deployment();
  const authorization = await bearer({ scope: 'read write' });
  const path = await createdProject(on, authorization);
  const id = path.split('/').at(-1) ?? '';
  const shouted = `/api/projects/${id.toUpperCase()}`;
  expect(await ask(on, shouted, authorization)).toMatchObject({ status: 200, body: { id } });
  // Found, and without that upload.
  const upload = `/api/uploads/${id}?projectId=${id.toUpperCase()}`;
  expect(await ask(on, upload, authorization)).toMatchObject({ body: { code: 'upload-not-found' } });
});
