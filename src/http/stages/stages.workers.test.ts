import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deployment, standInForProvider } from '../testing/deployment.ts';
import { storyboarded } from '../testing/storyboarded.ts';

beforeEach(() => standInForProvider());
afterEach(() => vi.restoreAllMocks());

describe('a poster that is asked for with its film', () => {
  it('may be asked of a run', async () => {
    const { send, path, sceneId } = await storyboarded(deployment());
    const run = await send('POST', `${path}/run`, { posterSceneId: sceneId });
    expect(run).toMatchObject({ status: 202, body: { run: { until: 'assemble_video' } } });
  });

  it.each(['run', 'assemble-video', 'animatic'])(
    'by %s names the field of a scene that is not there',
    async (what) => {
      const { send, path } = await storyboarded(deployment());
      const posterSceneId = '0198c0de-0000-7000-8000-00000000dead';
      const refused = await send('POST', `${path}/${what}`, { posterSceneId });
      expect(refused).toMatchObject({
        status: 404,
        body: { code: 'scene-not-found', errors: [{ pointer: '/posterSceneId' }] },
      });
    },
  );
});
