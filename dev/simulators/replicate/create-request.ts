import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { InvalidField } from './errors.ts';
import { WEBHOOK_EVENTS } from './prediction.ts';

/** The body of both create routes after validation. */
export interface CreateBody {
  readonly version: string | undefined;
  readonly input: Record<string, unknown>;
  readonly webhook: string | undefined;
  readonly events: z.infer<typeof eventsSchema> | undefined;
}

const objectSchema = z.record(z.string(), z.unknown());
const eventsSchema = z.array(z.enum(WEBHOOK_EVENTS));
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

function checkWebhook(value: unknown): InvalidField | undefined {
  if (value === undefined) return undefined;
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  // Plain http is refused by the real service; loopback is let through so that a local stack can be called.
  const allowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  return allowed
    ? undefined
    : { type: 'format', field: 'webhook', description: 'webhook must be a valid HTTPS URL' };
}

/** Checks the body as its JSON schema would (`additionalProperties: false`). */
export function parseCreateBody(value: unknown, needsVersion: boolean): CreateBody | readonly InvalidField[] {
  const body = objectSchema.safeParse(value);
  if (!body.success) {
    return [{ type: 'invalid_type', field: '', description: 'Invalid type. Expected: object, given: other' }];
  }
  const {
    version,
    input,
    webhook,
    webhook_events_filter: filter,
    stream: _deprecated,
    ...unknown
  } = body.data;
  const problems: InvalidField[] = Object.keys(unknown).map((name) => ({
    type: 'additional_property_not_allowed',
    field: '',
    description: `Additional property ${name} is not allowed`,
  }));
  if (needsVersion && typeof version !== 'string') {
    problems.push({ type: 'required', field: '', description: 'version is required' });
  }
  if (!needsVersion && version !== undefined) {
    problems.push({
      type: 'additional_property_not_allowed',
      field: '',
      description: 'Additional property version is not allowed',
    });
  }
  const parsedInput = objectSchema.safeParse(input);
  if (input === undefined) problems.push({ type: 'required', field: '', description: 'input is required' });
  else if (!parsedInput.success) {
    problems.push({ type: 'invalid_type', field: 'input', description: 'Invalid type. Expected: object' });
  }
  problems.push(...[checkWebhook(webhook)].filter((problem) => problem !== undefined));
  const events = filter === undefined || filter === null ? undefined : eventsSchema.safeParse(filter);
  if (events?.success === false) {
    const allowed = WEBHOOK_EVENTS.map((event) => `"${event}"`).join(', ');
    problems.push({
      type: 'enum',
      field: 'webhook_events_filter.0',
      description: `webhook_events_filter.0 must be one of the following: ${allowed}`,
    });
  }
  if (problems.length > 0) return problems;
  return {
    version: typeof version === 'string' ? version : undefined,
    input: parsedInput.success ? parsedInput.data : {},
    webhook: typeof webhook === 'string' ? webhook : undefined,
    events: events?.data,
  };
}

const UNITS = { h: 3600, m: 60, s: 1 } as const;

/** `30s`, `5m`, `1h30m45s` or bare seconds, at least five. `undefined` when absent, a problem when malformed. */
export function parseCancelAfter(header: unknown): number | undefined | InvalidField {
  if (header === undefined) return undefined;
  const text = String(header).trim();
  const match = /^(?:(?<bare>\d+)|(?:(?<h>\d+)h)?(?:(?<m>\d+)m)?(?:(?<s>\d+)s)?)$/.exec(text);
  const seconds =
    match?.groups?.bare === undefined
      ? (['h', 'm', 's'] as const).reduce(
          (sum, unit) => sum + Number(match?.groups?.[unit] ?? 0) * UNITS[unit],
          0,
        )
      : Number(match.groups.bare);
  if (match === null || text === '' || seconds < 5) {
    return {
      type: 'format',
      field: 'Cancel-After',
      description: 'Cancel-After must be a duration of at least 5 seconds',
    };
  }
  return seconds * 1000;
}

/** How long `Prefer: wait[=n]` keeps the request open; 0 without it. The pattern admits 61 to 99, served as 60. */
export function parsePrefer(headers: IncomingHttpHeaders): number | InvalidField {
  const { prefer } = headers;
  if (prefer === undefined || prefer === 'respond-async') return 0;
  const match = /^wait(=([1-9]|[1-9][0-9]|60))?$/.exec(String(prefer));
  if (match === null) {
    return {
      type: 'pattern',
      field: 'Prefer',
      description: "Does not match pattern '^wait(=([1-9]|[1-9][0-9]|60))?$'",
    };
  }
  return Math.min(60, Number(match[2] ?? 60)) * 1000;
}
