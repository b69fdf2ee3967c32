import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ROOT } from '#dev/stack/paths.ts';

/** As much of an OpenAPI document as is looked at here. */
const OpenApiDocument = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.unknown()),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
export type OpenApiDocument = z.infer<typeof OpenApiDocument>;

/** Prints the document; in `src`, because its routes are checked against the platform's types. */
const PRINT = join(ROOT, 'src/http/print-document.ts');

/** What `npm run openapi` prints. */
export async function printDocument(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [PRINT], { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

export async function readDocument(): Promise<OpenApiDocument> {
  return OpenApiDocument.parse(JSON.parse(await printDocument()));
}
