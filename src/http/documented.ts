import { type RouteConfig, z } from '@hono/zod-openapi';
import { exampleOf } from './examples.ts';
import { operationIdOf } from './operation-id.ts';
import { problemResponses } from './problem-responses.ts';
import type { ProblemCode } from './problems/codes.ts';

type Responses = RouteConfig['responses'];
type Content = NonNullable<NonNullable<NonNullable<RouteConfig['request']>['body']>['content']>;

const text = (description: string) => ({ description, schema: { type: 'string' as const } });
const LOCATION = { location: text('Where what was made, started or asked for is found.') };
const ETAG = {
  etag: text('Changes with the answer; send it as `If-None-Match` to be told 304 while it has not.'),
};
const REPLAYED = {
  'idempotency-replayed': text(
    '`true` where this is the kept answer to an earlier request with the same key.',
  ),
};

/**
 * A route with all that follows from what it says: its `operationId`, the problems that come with an address, a body
 * and parameters, the headers of its answers, and the examples of its schemas.
 *
 * @param codes what it refuses beyond that
 * @param located whether a 201 or 202 names in `Location` what it made
 */
export function documented<R extends RouteConfig>(route: R, codes: readonly ProblemCode[], located: boolean) {
  const { request } = route;
  const takesKey = hasIdempotencyKey(request?.headers);
  const body = request?.body && { ...request.body, content: withExamples(request.body.content) };
  return {
    ...route,
    operationId: route.operationId ?? operationIdOf(route.method, route.path),
    ...(request ? { request: { ...request, ...(body ? { body } : {}) } } : {}),
    responses: {
      ...(hasEtag(route) ? { 304: { description: 'It is as it was.', headers: ETAG } } : {}),
      ...problemResponses([...codes, ...codesThatFollow(route, takesKey)]),
      ...answers(route, takesKey, located),
    },
  };
}

function codesThatFollow(route: RouteConfig, takesKey: boolean): ProblemCode[] {
  const { request } = route;
  const codes: ProblemCode[] = [];
  if (route.path.includes('{')) codes.push('not-found');
  if (request?.query || request?.headers) codes.push('invalid-request');
  if (takesKey) codes.push('idempotency-conflict');
  if (route.method !== 'get') codes.push('body-too-large');
  if (request?.body) codes.push('invalid-request', 'invalid-json', 'unsupported-media-type');
  return codes;
}

function answers(route: RouteConfig, takesKey: boolean, located: boolean): Responses {
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, response]) => {
      if (!response || '$ref' in response) return [status, response];
      const names = located && ['201', '202'].includes(status);
      const headers = {
        ...(names || status === '302' ? LOCATION : {}),
        ...(status === '200' && hasEtag(route) ? ETAG : {}),
        ...(takesKey ? REPLAYED : {}),
        // Of the route's own, which win. A schema instead of a list of headers is not used here.
        ...(response.headers instanceof z.ZodType ? {} : response.headers),
      };
      const content = response.content && withExamples(response.content);
      return [status, { ...response, headers, ...(content ? { content } : {}) }];
    }),
  );
}

function withExamples(content: Content): Content {
  return Object.fromEntries(
    Object.entries(content).map(([type, media]) => {
      if (!media || '$ref' in media || !(media.schema instanceof z.ZodType)) return [type, media];
      const example = exampleOf(media.schema);
      return [type, { ...(example === undefined ? {} : { example }), ...media }];
    }),
  );
}

/** Live answers have no end, and are never the same. */
function hasEtag({ method, path, responses }: RouteConfig): boolean {
  const response = responses['200'];
  const types = response && 'content' in response ? Object.keys(response.content ?? {}) : [];
  const isWhole = types.length > 0 && !types.includes('text/event-stream');
  return method === 'get' && path.startsWith('/api/') && isWhole;
}

/** Whether requests of a route may carry an `Idempotency-Key`. */
export function hasIdempotencyKey(headers: unknown): boolean {
  return headers instanceof z.ZodObject && 'idempotency-key' in headers.shape;
}
