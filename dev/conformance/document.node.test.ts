import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '#http/problems/codes.ts';
import {
  isSecured,
  jsonBody,
  type Operation,
  operationsOf,
  parameterExample,
  readDocument,
} from './operations.ts';
import { Schemas } from './schemas.ts';

const document = await readDocument();
const operations = operationsOf(document);
const schemas = new Schemas(document);

const SCOPES = ['read', 'write', 'spend', 'admin', 'public'];
/** Makes something that has no address of its own, so that `Location` can name none. */
const WITHOUT_ADDRESS = ['createTicket', 'presignUpload', 'completeUpload'];

/** What an operation lacks, in words that say what to add; empty where it is complete. */
function lacks(operation: Operation): string[] {
  const { method, path, requestBody, responses } = operation;
  const missing: string[] = [];
  const need = (isThere: boolean, words: string) => {
    if (!isThere) missing.push(words);
  };
  need(/^[a-z][A-Za-z0-9]*$/.test(operation.operationId ?? ''), "operationId: 'camelCase' on its route");
  need((operation.summary ?? '').length > 3, "summary: 'What it does' on its route");
  need(operation.tags.length > 0, "tags: ['…'] on its route");
  need(
    SCOPES.includes(operation['x-scope'] ?? ''),
    'securedRoute({ scope }) or publicRoute from src/http/route.ts',
  );
  for (const parameter of operation.parameters) {
    const at = `the ${parameter.in} parameter ${parameter.name}`;
    const example = parameterExample(parameter);
    need(example !== undefined, `.meta({ example }) on ${at}`);
    const index = String(operation.parameters.indexOf(parameter));
    const wrong = schemas.complaints(['paths', path, method, 'parameters', index, 'schema'], example);
    if (example !== undefined) missing.push(...wrong.map((words) => `a valid example of ${at}: ${words}`));
  }
  if (requestBody) {
    const at = ['paths', path, method, 'requestBody', 'content', 'application/json', 'schema'];
    missing.push(...wrongExample('its JSON body', jsonBody(operation)?.example, at));
  }
  for (const [status, response] of Object.entries(responses)) {
    for (const [type, media] of Object.entries(response.content)) {
      const at = ['paths', path, method, 'responses', status, 'content', type, 'schema'];
      const refs = Object.keys(media.examples ?? {});
      if (refs.length === 0) missing.push(...wrongExample(`its ${status} answer`, media.example, at));
      for (const name of refs)
        missing.push(...wrongExample(`${status} ${name}`, document.components.examples[name]?.value, at));
    }
    if (['201', '202'].includes(status) && !WITHOUT_ADDRESS.includes(operation.id))
      need('location' in response.headers, `a Location header documented on ${status}`);
    if (method === 'get' && status === '200' && path.startsWith('/api/'))
      need('etag' in response.headers || path.endsWith('/stream'), `an ETag header documented on ${status}`);
    if (['429', '503'].includes(status) && path.startsWith('/api/'))
      need('retry-after' in response.headers, `a Retry-After header documented on ${status}`);
    if (Number(status) >= 400 && path.startsWith('/api/')) {
      const codes = response['x-problem-codes'];
      need(codes.length > 0, `problem codes for ${status}: problems: ['…'] on its route`);
      const table: Readonly<Record<string, { status: number }>> = PROBLEMS;
      for (const code of codes)
        need(table[code]?.status === Number(status), `${code} in src/http/problems/codes.ts`);
    }
  }
  return missing;

  function wrongExample(what: string, example: unknown, at: readonly string[]): string[] {
    if (example === undefined) return [`.meta({ id: 'Name', example: … }) on the schema of ${what}`];
    return schemas.complaints(at, example).map((words) => `a valid example of ${what}: ${words}`);
  }
}

describe('the document', () => {
  it.for(operations.map((operation) => [operation.name, operation] as const))(
    '%s says all of itself',
    ([, operation]) => {
      expect(lacks(operation).map((words) => `${operation.name} needs ${words}`)).toEqual([]);
    },
  );

  it('gives every operation a name of its own', () => {
    const ids = operations.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('shows an example of every named schema, and each is true', () => {
    const wrong = Object.entries(document.components.schemas).flatMap(([name, { example }]) =>
      example === undefined
        ? isUsedAsPart(name)
          ? []
          : [`${name} needs .meta({ id: '${name}', example: … })`]
        : schemas
            .complaints(['components', 'schemas', name], example)
            .map((words) => `example of ${name}: ${words}`),
    );
    expect(wrong).toEqual([]);
  });

  it('says of every secured operation that it can be refused for want of a key and of a scope', () => {
    const without = operations
      .filter(isSecured)
      .filter(({ responses }) => !('401' in responses && '403' in responses))
      .map(({ name }) => name);
    expect(without).toEqual([]);
  });
});

/** Events are documented where they are sent. */
function isUsedAsPart(name: string): boolean {
  return ['ProjectEvent', 'Snapshot', 'Ready'].includes(name);
}
