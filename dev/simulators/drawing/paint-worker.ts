import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { paintLandscape } from './landscape.ts';

const taskSchema = z.object({
  id: z.number(),
  prompt: z.string(),
  seed: z.number(),
  width: z.number(),
  height: z.number(),
});

// Painting takes a tenth of a second of pure arithmetic: in its own thread it does not hold up HTTP.
parentPort?.on('message', (message: unknown) => {
  const { id, prompt, seed, width, height } = taskSchema.parse(message);
  parentPort?.postMessage({ id, rgb: paintLandscape(prompt, seed, width, height).toRgb24() });
});
