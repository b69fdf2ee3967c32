import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ROOT } from '#dev/stack/paths.ts';

const Media = z.looseObject({
  schema: z.looseObject({}).optional(),
  example: z.unknown().optional(),
  examples: z.record(z.string(), z.looseObject({})).optional(),
});
export type Media = z.infer<typeof Media>;

const Parameter = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
  schema: z.looseObject({ example: z.unknown().optional() }),
  example: z.unknown().optional(),
});
export type Parameter = z.infer<typeof Parameter>;

const Response = z.looseObject({
  description: z.string(),
  headers: z.record(z.string(), z.unknown()).default({}),
  content: z.record(z.string(), Media).default({}),
  'x-problem-codes': z.array(z.string()).default([]),
});

const Described = z.looseObject({
  operationId: z.string().optional(),
  summary: z.string().optional(),
  tags: z.array(z.string()).default([]),
  'x-scope': z.string().optional(),
  parameters: z.array(Parameter).default([]),
  requestBody: z
    .looseObject({ required: z.boolean().default(false), content: z.record(z.string(), Media) })
    .optional(),
  responses: z.record(z.string(), Response),
});

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
const Document = z.looseObject({
  paths: z.record(z.string(), z.partialRecord(z.enum(METHODS), Described)),
  components: z.looseObject({
    schemas: z.record(z.string(), z.looseObject({})),
    examples: z.record(z.string(), z.looseObject({ value: z.unknown() })),
  }),
});
export type ApiDocument = z.infer<typeof Document>;

/** One operation of the document. */
export interface Operation extends z.infer<typeof Described> {
  readonly method: (typeof METHODS)[number];
  readonly path: string;
  /** `operationId`, or method and path where it lacks one. */
  readonly id: string;
  /** `post /api/projects`, for messages. */
  readonly name: string;
}

/** The document as `npm run openapi` prints it: in `src`, whose routes are checked against the platform's types. */
export async function readDocument(): Promise<ApiDocument> {
  const print = [join(ROOT, 'src/http/print-document.ts')];
  const { stdout } = await promisify(execFile)(process.execPath, print, { maxBuffer: 64 * 1024 * 1024 });
  return Document.parse(JSON.parse(stdout));
}

export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const described = item[method];
      const name = `${method.toUpperCase()} ${path}`;
      return described ? [{ ...described, method, path, name, id: described.operationId ?? name }] : [];
    }),
  );
}

/** Whether a caller needs a key for it. */
export function isSecured(operation: Operation): boolean {
  return operation['x-scope'] !== 'public';
}

/** Its JSON body; undefined where it takes none. */
export function jsonBody(operation: Operation): Media | undefined {
  return operation.requestBody?.content['application/json'];
}

/** The example of a parameter; undefined where it has none. */
export function parameterExample(parameter: Parameter): unknown {
  return parameter.example ?? parameter.schema.example;
}
