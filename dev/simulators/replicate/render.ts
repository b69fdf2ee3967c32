import { randomInt } from 'node:crypto';
import type { Context } from '../context.ts';
import { download } from '../drawing/download.ts';
import { imageSize } from '../drawing/image-size.ts';
import { hashOf } from '../random.ts';
import { registerFile } from './files.ts';
import { type ImageModel, type Input, inputValue, type VideoModel } from './model.ts';
import { findModel } from './models.ts';
import { pictureSize } from './picture-size.ts';
import type { Prediction } from './prediction.ts';

export type RenderOutcome = { readonly paths: string[] } | { readonly error: string };

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Fetches what the model would fetch; a single failure fails the prediction, as it does in the real service. */
async function fetchInputs(
  fields: readonly string[],
  input: Input,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Buffer> | { readonly error: string }> {
  const fetched = new Map<string, Buffer>();
  for (const field of fields) {
    const value = input[field];
    const urls = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
    for (const url of urls) {
      const file = await download(textOf(url), signal);
      if ('error' in file) return { error: `Failed to load input ${field}: ${file.error}` };
      if (!fetched.has(field)) fetched.set(field, file.bytes);
    }
  }
  return fetched;
}

function seedOf(model: ImageModel | VideoModel, input: Input, predictionId: string): number {
  const given = typeof input.seed === 'number' ? input.seed : undefined;
  const repeats = model.kind === 'video' || model.isDeterministic(input);
  if (given !== undefined && repeats) return given;
  return given === undefined ? randomInt(2 ** 31) : hashOf(predictionId, given);
}

async function renderPictures(
  context: Context,
  model: ImageModel,
  prediction: Prediction,
  signal: AbortSignal,
): Promise<RenderOutcome> {
  const input = prediction.input ?? {};
  const inputs = await fetchInputs(model.downloads, input, signal);
  if ('error' in inputs) return inputs;
  const reference = [...inputs.values()][0];
  const size = pictureSize(model.fields, input, reference === undefined ? undefined : imageSize(reference));
  const wanted = inputValue(model.fields, input, 'output_format');
  const format = model.formats.find((known) => known === wanted) ?? 'png';
  const seed = seedOf(model, input, prediction.id);
  const count = Number(inputValue(model.fields, input, 'num_outputs') ?? 1);
  const paths: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const picture = await context.drawing.picture({
      prompt: textOf(input.prompt),
      seed: seed + index,
      ...size,
      format,
      signal,
    });
    const name = model.output === 'array' ? `out-${index}` : undefined;
    paths.push(registerFile(context.store, prediction.id, picture, format, name));
  }
  return { paths };
}

async function renderClip(
  context: Context,
  model: VideoModel,
  prediction: Prediction,
  signal: AbortSignal,
): Promise<RenderOutcome> {
  const input = prediction.input ?? {};
  const inputs = await fetchInputs(model.downloads, input, signal);
  if ('error' in inputs) return inputs;
  const start = inputs.get(model.startField);
  if (start !== undefined && imageSize(start) === undefined) {
    return { error: `Failed to load input ${model.startField}: cannot identify image file` };
  }
  const wish = model.clip(input);
  const clip = await context.drawing.clip({
    prompt: textOf(input.prompt),
    seed: seedOf(model, input, prediction.id),
    start,
    frames: wish.frames,
    framesPerSecond: wish.framesPerSecond,
    shortSide: wish.shortSide,
    aspectRatio: textOf(inputValue(model.fields, input, 'aspect_ratio')),
    audio: wish.audio,
    signal,
  });
  return { paths: [registerFile(context.store, prediction.id, clip, 'mp4', undefined)] };
}

/** Makes and registers a prediction's files, or says why the model failed. */
export async function renderOutputs(
  context: Context,
  prediction: Prediction,
  signal: AbortSignal,
): Promise<RenderOutcome> {
  const model = findModel(prediction.model);
  if (model === undefined) return { error: 'E9999: model is gone' };
  try {
    return model.kind === 'image'
      ? await renderPictures(context, model, prediction, signal)
      : await renderClip(context, model, prediction, signal);
  } catch (error) {
    if (!signal.aborted) context.log('render-failed', { id: prediction.id, error: String(error) });
    return {
      error: `Prediction failed: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown error'}`,
    };
  }
}
