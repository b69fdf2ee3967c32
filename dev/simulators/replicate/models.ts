import { createHash } from 'node:crypto';
import { IMAGE_MODELS } from './image-models.ts';
import { toJsonSchema } from './input-schema.ts';
import type { Model } from './model.ts';
import { VIDEO_MODELS } from './video-models.ts';

const MODELS: readonly Model[] = [...IMAGE_MODELS, ...VIDEO_MODELS];
const BY_SLUG = new Map(MODELS.map((model) => [model.slug, model]));

/** A model's version id: 64 hex digits, the same in every run. */
export function versionOf(slug: string): string {
  return createHash('sha256').update(`version of ${slug}`).digest('hex');
}

export function findModel(slug: string): Model | undefined {
  return BY_SLUG.get(slug);
}

/** A resolved `version`: official models answer `"hidden"` unless a hash was named. */
export interface ResolvedVersion {
  readonly model: Model;
  readonly version: string;
}

/** Reads `{64 hex}`, `owner/name:{64 hex}` or `owner/name`; `undefined` for what is not permitted. */
export function resolveVersion(version: string): ResolvedVersion | undefined {
  const bare = MODELS.find((model) => versionOf(model.slug) === version);
  if (bare !== undefined) return { model: bare, version };
  const match = /^([\w.-]+\/[\w.-]+)(?::([0-9a-f]{64}))?$/.exec(version);
  const model = BY_SLUG.get(match?.[1] ?? '');
  return model === undefined ? undefined : { model, version: match?.[2] ?? 'hidden' };
}

/** The body of `GET /models/{owner}/{name}`, as far as clients read it. */
export function describeModel(model: Model): unknown {
  const [owner, name] = model.slug.split('/');
  return {
    url: `https://replicate.com/${model.slug}`,
    owner,
    name,
    description: `Simulated ${model.kind} model`,
    visibility: 'public',
    github_url: null,
    paper_url: null,
    license_url: null,
    run_count: 1_000_000,
    cover_image_url: null,
    default_example: null,
    latest_version: {
      id: versionOf(model.slug),
      created_at: '2026-10-01T00:00:00.000000Z',
      cog_version: '0.16.0',
      openapi_schema: {
        openapi: '3.0.2',
        info: { title: 'Cog', version: '0.1.0' },
        paths: {},
        components: {
          schemas: {
            Input: toJsonSchema(model.fields),
            Output:
              model.kind === 'image' && model.output === 'array'
                ? { type: 'array', items: { type: 'string', format: 'uri' }, title: 'Output' }
                : { type: 'string', format: 'uri', title: 'Output' },
          },
        },
      },
    },
  };
}
