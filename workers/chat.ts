import { z } from 'zod';
import { log } from '#adapters/log.ts';
import type { OpenRouterClient } from '#adapters/openrouter/client.ts';
import { ProviderError } from '#adapters/provider-error.ts';
import type { ChatRequest } from '#domain/storyboard/prompts/chat-request.ts';
import { readJsonAnswer } from '#domain/storyboard/prompts/read-json-answer.ts';
import { repairRequest } from '#domain/storyboard/prompts/repair-request.ts';

/** How an answer is read: the value, or what is wrong with it, in words that the model can act on. */
export type Reading<T> = { value: T } | { complaint: string };

export interface Asked<T> {
  /** Null where no usable answer was had; `note` says why. */
  readonly value: T | null;
  readonly model: string | null;
  readonly costUsd: number | null;
  readonly note: string | null;
}

/**
 * Asks a language model for an answer that `read` accepts. An unusable one is sent back once with the complaint.
 * Without a usable one the caller plans without a model: also where the reply was lost, since a call that may
 * have been billed is not repeated (P5). Refusals that money or keys cause are thrown.
 */
export async function ask<T>(
  chat: OpenRouterClient,
  request: ChatRequest,
  isLast: boolean,
  read: (answer: unknown) => Reading<T>,
): Promise<Asked<T>> {
  let spent: number | null = null;
  let current = request;
  for (const round of ['first', 'repair']) {
    let content: string;
    let model: string;
    try {
      const reply = await chat.complete({ ...current, messages: [...current.messages] });
      spent = sum(spent, reply.costUsd);
      ({ content, model } = reply);
    } catch (error) {
      spent = sum(spent, billedCost(error));
      const reason = unusable(error, isLast || round === 'repair');
      if (reason === null) throw error;
      log('chat.no-answer', { round, reason, error });
      if (reason.repairable && round === 'first') {
        current = repairRequest(request, '', reason.note);
        continue;
      }
      return { value: null, model: null, costUsd: spent, note: reason.note };
    }
    const answer = readJsonAnswer(content);
    const reading = answer === undefined ? { complaint: 'The answer is not a JSON document.' } : read(answer);
    if ('value' in reading) return { value: reading.value, model, costUsd: spent, note: null };
    log('chat.unusable-answer', { round, model, complaint: reading.complaint.slice(0, 300) });
    current = repairRequest(request, content, reading.complaint);
  }
  return {
    value: null,
    model: null,
    costUsd: spent,
    note: 'The language model gave no usable answer, twice.',
  };
}

function sum(spent: number | null, costUsd: number | null): number | null {
  return costUsd === null ? spent : (spent ?? 0) + costUsd;
}

const Billed = z.object({ costUsd: z.number() });

/** What an answer cost that could not be used: the adapter says so in the error's cause. */
function billedCost(error: unknown): number | null {
  const billed = Billed.safeParse(error instanceof Error ? error.cause : null);
  return billed.success ? billed.data.costUsd : null;
}

/** Whether to go on without this answer, and why; null where the error must be heard, or the call repeated. */
function unusable(error: unknown, isLast: boolean): { note: string; repairable: boolean } | null {
  if (!(error instanceof ProviderError)) return null;
  if (error.code === 'openrouter-empty-answer') return { note: error.message, repairable: true };
  if (error.verdict === 'unconfirmed') {
    return { note: `${error.message} The call was not repeated.`, repairable: false };
  }
  return error.verdict === 'retry' && isLast ? { note: error.message, repairable: false } : null;
}
