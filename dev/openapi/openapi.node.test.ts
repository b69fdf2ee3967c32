import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EVENT_VIEWS } from '#contracts/events.ts';
import { ROOT } from '#dev/stack/paths.ts';
import { clientTypes } from './client-types.ts';
import { type OpenApiDocument, readDocument } from './document.ts';
import { liveSchemas } from './live-schemas.ts';

let document: OpenApiDocument;
beforeAll(async () => {
  document = await readDocument();
});

/** Every `$ref` below a value. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, below]) =>
    name === '$ref' ? [String(below)] : references(below),
  );
}

describe('npm run openapi', () => {
  it('prints a valid OpenAPI document', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('prints one that a validator would not pass, were it wrong', async () => {
    const wrong = { ...structuredClone(document), info: { title: 'no version' } };
    expect((await new Validator().validate(wrong)).valid).toBe(false);
  });

  it('names every parameter of every path', () => {
    const Operation = z.object({
      parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
    });
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(z.record(z.string(), Operation).parse(methods)).map((one) => ({ path, ...one })),
    );
    expect(operations.length).toBeGreaterThan(30);
    for (const { path, parameters } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(named);
    }
  });

  it('leads nowhere by a reference', () => {
    for (const reference of references(document)) {
      expect(document).toHaveProperty(reference.replace('#/', '').split('/'));
    }
  });
});

describe('the types of the client', () => {
  it('are those of the API', async () => {
    const file = await readFile(join(ROOT, 'dev/client/api-types.ts'), 'utf8');
    const isCurrent = file === (await clientTypes(document));
    expect(isCurrent, 'dev/client/api-types.ts is not current: run `npm run client:generate`').toBe(true);
  });

  it('are the same text for the same document', async () => {
    expect(await clientTypes(structuredClone(document))).toBe(await clientTypes(document));
  });

  it('change with the document', async () => {
    const { Job, ...others } = document.components.schemas;
    const renamed = {
      ...document,
      components: { ...document.components, schemas: { ...others, Work: Job } },
    };
    expect(await clientTypes(renamed)).not.toBe(await clientTypes(document));
  });

  it('know what each live event carries, by the name that the API has for it', () => {
    const schemas = liveSchemas();
    const Union = z.object({ anyOf: z.array(z.object({ properties: z.record(z.string(), z.unknown()) })) });
    const events = Union.parse(schemas.LiveEvent).anyOf.map(({ properties }) => properties);
    const names = events.map(({ type }) => z.object({ const: z.string() }).parse(type).const);
    const kinds = Object.keys(EVENT_VIEWS);
    expect(names).toEqual(kinds.flatMap((kind) => [`${kind}.updated`, `${kind}.removed`]));
    expect(events[names.indexOf('job.updated')]?.data).toEqual({ $ref: '#/components/schemas/Job' });
    for (const reference of references(schemas)) {
      expect(schemas).toHaveProperty([reference.replace('#/components/schemas/', '')]);
    }
  });
});
