/**
 * `If-Match` (RFC 9110, section 13.1.1) for what several people edit at once. An ETag of such a thing is
 * `"<edit tag>.<seq>"`: the whole of it answers `If-None-Match`, since takes and jobs change what is shown; `If-Match`
 * compares the edit tag alone, since they change nothing that a person edits. The comparison is the object's, in the
 * same step as the change.
 *
 * @example
 * // request: { headers: IfMatchHeaders }, problems: ['precondition-failed', …]
 * await command(c, 'update-project', changes, projectOf(c), ifMatch(c, { of: 'project' }));
 */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { EditTarget, Expectation } from '#domain/pipeline/preconditions.ts';
import type { AppEnv } from './environment.ts';

const EXAMPLE = '"9f2c4e61d0a87b35c1e4f60a2b7d9831.42"';

export const IfMatchHeaders = z.object({
  'if-match': z.string().max(2000).optional().meta({
    description:
      'The `ETag` of what is changed, as it was read: 412 where somebody changed it meanwhile. Without it the edit is made whatever is there.',
    example: EXAMPLE,
  }),
});

/** For what must not be replaced unseen. Not required by the schema, so that it is refused with 428. */
export const RequiredIfMatchHeaders = z.object({
  'if-match': z
    .string()
    .max(2000)
    .optional()
    .meta({
      description:
        'Required: the `ETag` of what is replaced, as it was read (428 without it, 412 where somebody changed it meanwhile), or `*` to overwrite whatever is there.',
      example: EXAMPLE,
      param: { required: true },
    }),
});

/** The ETag of something editable; without `seq` it serves `If-Match` alone. */
export function editEtag(tag: string, seq?: number): string {
  return seq === undefined ? `"${tag}"` : `"${tag}.${seq}"`;
}

/** What the request expects to change; null where it does not say and need not. */
export function ifMatch(
  c: Context<AppEnv>,
  target: EditTarget,
  options: { required?: boolean } = {},
): Expectation | null {
  const header = c.req.header('if-match')?.trim();
  if (header === undefined || header === '') return options.required ? { ...target, tags: 'missing' } : null;
  return { ...target, tags: header === '*' ? 'any' : editTagsOf(header) };
}

/** Weak marks are let pass: what compresses answers on their way adds them, and edit tags are compared exactly. */
function editTagsOf(header: string): string[] {
  const quoted = [...header.matchAll(/"([^"]*)"/g)].map(([, tag]) => tag ?? '');
  return (quoted.length > 0 ? quoted : [header]).map((tag) => tag.split('.')[0] ?? '');
}
