import { ProviderError } from '#adapters/provider-error.ts';

const NAME = '[A-Za-z0-9][A-Za-z0-9._-]*';
const MODEL = new RegExp(`^(${NAME})/(${NAME})(?::([A-Za-z0-9]+))?$`);

/**
 * Where a prediction of a model is created. An official model (`owner/name`) has its own path; anything with a
 * version goes to `/predictions`, since the models' path answers 404 for community models.
 * Throws a terminal `replicate-invalid-model` for text that names no model, so that it never becomes a path.
 */
export function modelRoute(model: string): { path: string; version: string | null } {
  const [, owner, name, version] = MODEL.exec(model) ?? [];
  if (owner === undefined || name === undefined) {
    throw new ProviderError({
      verdict: 'terminal',
      code: 'replicate-invalid-model',
      message: 'A Replicate model is named owner/name or owner/name:version.',
    });
  }
  return version === undefined
    ? { path: `/models/${owner}/${name}/predictions`, version: null }
    : { path: '/predictions', version: model };
}
