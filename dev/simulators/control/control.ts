import { z } from 'zod';
import type { Context } from '../context.ts';
import { faultRuleSchema } from '../faults.ts';
import { type Exchange, parseJson, readBody, sendJson } from '../http.ts';
import { latencyPatchSchema } from '../latency.ts';
import { limitsPatchSchema } from '../limits.ts';
import { describeStats } from './stats.ts';

const rulesSchema = z.union([z.array(faultRuleSchema), faultRuleSchema.transform((rule) => [rule])]);

/** The switches under `/control/...`: JSON in and out, no token. */
export function createControl(
  context: Context,
  reset: () => Promise<void>,
): { handle(exchange: Exchange): Promise<void> } {
  async function body<T>(exchange: Exchange, schema: z.ZodType<T>): Promise<T | undefined> {
    const { bytes } = await readBody(exchange, 1024 * 1024);
    const parsed = schema.safeParse(parseJson(bytes.toString('utf8')));
    if (parsed.success) return parsed.data;
    sendJson(exchange, 400, { error: z.prettifyError(parsed.error) });
    return undefined;
  }

  async function handle(exchange: Exchange): Promise<void> {
    const [name, id] = exchange.path;
    switch (`${exchange.method} ${name ?? ''}`) {
      case 'GET stats':
        return sendJson(exchange, 200, describeStats(context));
      case 'GET latency':
        return sendJson(exchange, 200, context.latencies.current());
      case 'POST latency': {
        const patch = await body(exchange, latencyPatchSchema);
        if (patch === undefined) return;
        context.latencies.update(patch);
        return sendJson(exchange, 200, context.latencies.current());
      }
      case 'GET limits':
        return sendJson(exchange, 200, context.limits.current());
      case 'POST limits': {
        const patch = await body(exchange, limitsPatchSchema);
        if (patch === undefined) return;
        context.limits.update(patch);
        return sendJson(exchange, 200, context.limits.current());
      }
      case 'GET faults':
        return sendJson(exchange, 200, { faults: context.faults.list() });
      case 'POST faults': {
        const rules = await body(exchange, rulesSchema);
        if (rules === undefined) return;
        return sendJson(exchange, 201, { ids: rules.map((rule) => context.faults.add(rule)) });
      }
      case 'DELETE faults':
        context.faults.remove(id);
        return sendJson(exchange, 200, { faults: context.faults.list() });
      case 'POST reset':
        await reset();
        return sendJson(exchange, 200, { reset: true });
      default:
        return sendJson(exchange, 404, { error: 'no such switch' });
    }
  }

  return { handle };
}
