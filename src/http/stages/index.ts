import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { handleRun, startStage } from './stages.handlers.ts';
import {
  analyzeScenes,
  assembleVideo,
  generateClips,
  generateImages,
  generatePrompts,
  run,
  transcribe,
} from './stages.routes.ts';

export function stages(app: OpenAPIHono<AppEnv>): void {
  app.openapi(transcribe, async (c) => c.json(await startStage(c, 'transcribe', null), 202));
  app.openapi(analyzeScenes, async (c) => c.json(await startStage(c, 'analyze_scenes', null), 202));
  app.openapi(generatePrompts, async (c) =>
    c.json(await startStage(c, 'generate_prompts', c.req.valid('json').sceneIds ?? null), 202),
  );
  app.openapi(generateImages, async (c) => {
    const { sceneIds = null, candidates } = c.req.valid('json');
    return c.json(await startStage(c, 'generate_images', sceneIds, { candidates }), 202);
  });
  app.openapi(generateClips, async (c) => {
    const { sceneIds = null, candidates } = c.req.valid('json');
    return c.json(await startStage(c, 'generate_clips', sceneIds, { candidates }), 202);
  });
  app.openapi(assembleVideo, async (c) => {
    const { missing, posterSceneId } = c.req.valid('json');
    const order = { missing, posterSceneId };
    return c.json(await startStage(c, 'assemble_video', null, order), 202);
  });
  app.openapi(run, handleRun);
}
