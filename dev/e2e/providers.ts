import { z } from 'zod';
import type { FaultRuleInput } from '#dev/simulators/faults.ts';
import type { LatencyPatch } from '#dev/simulators/latency.ts';
import { type PaidCall, paidCallSchema } from '#dev/simulators/ledger.ts';

const Stats = z.object({
  counters: z.record(z.string(), z.number()),
  paid: z.object({ calls: z.array(paidCallSchema) }),
});
const Ids = z.object({ ids: z.array(z.string()) });
const Rules = z.object({
  faults: z.array(z.object({ rule: z.object({ id: z.string() }), fired: z.number() })),
});

/** The switches and books of the simulated providers. */
export class Providers {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Adds rules, the first that fits is used. Answers their ids. */
  async misbehave(...rules: FaultRuleInput[]): Promise<string[]> {
    return Ids.parse(await this.#call('POST', 'faults', rules)).ids;
  }

  /** How often each of these rules was used. */
  async fired(ids: readonly string[]): Promise<number[]> {
    const { faults } = Rules.parse(await this.#call('GET', 'faults'));
    return ids.map((id) => faults.find(({ rule }) => rule.id === id)?.fired ?? 0);
  }

  async forget(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#call('DELETE', `faults/${id}`);
  }

  async setLatency(latency: LatencyPatch): Promise<void> {
    await this.#call('POST', 'latency', latency);
  }

  /** The predictions on the bill that were made for a project, oldest first. */
  async predictions(projectId: string, kind?: 'image' | 'video'): Promise<PaidCall[]> {
    const { paid } = Stats.parse(await this.#call('GET', 'stats'));
    return paid.calls.filter(
      (call) => call.webhookQuery?.project === projectId && (kind === undefined || call.kind === kind),
    );
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.#url}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
