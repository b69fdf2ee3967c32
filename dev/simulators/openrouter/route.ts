import type { Context } from '../context.ts';
import type { Fault } from '../faults.ts';
import { type ChatError, chatError, faultToError, unaffordable, unsupportedParameters } from './errors.ts';
import { type ChatModel, findChatModel } from './models.ts';
import { type ChatRequest, messageText, requiredParameters } from './request.ts';

/** Which model runs, and what else the fault rules have in store for it. */
export type Routed =
  | { readonly model: ChatModel; readonly fault: Fault | undefined }
  | { readonly refused: ChatError };

function admit(context: Context, request: ChatRequest, slug: string): ChatModel | ChatError {
  const model = findChatModel(slug);
  if (model === undefined) return chatError(400, `${slug} is not a valid model ID`);
  const needed = requiredParameters(request);
  const strict = request.provider?.require_parameters === true;
  if (strict && needed.some((name) => !model.parameters.includes(name))) return unsupportedParameters();
  // The maximum output is reserved against the balance; without max_tokens that is the model's own ceiling.
  const reserved = Math.min(
    request.max_completion_tokens ?? request.max_tokens ?? 65_536,
    model.maxOutputTokens,
  );
  const balance = context.limits.current().openrouterBalanceUsd;
  if (balance <= 0) return faultToError({ type: 'http', status: 402 }, slug);
  const affordable = Math.floor(balance / model.completionUsd);
  return reserved > affordable ? unaffordable(reserved, affordable) : model;
}

/** Tries `model` and then each of `models`: any refusal, injected or real, moves on to the next one. */
export function routeRequest(context: Context, request: ChatRequest): Routed {
  const slugs = [...new Set([request.model, ...(request.models ?? [])].filter((slug) => slug !== undefined))];
  const prompt = request.messages.map(messageText).join('\n');
  let refused: ChatError = chatError(400, 'No models provided');
  for (const slug of slugs) {
    const admitted = admit(context, request, slug);
    if ('status' in admitted) {
      refused = admitted;
      continue;
    }
    const fault = context.faults.take({ service: 'openrouter', kind: 'chat', model: slug, prompt });
    if (fault?.type !== 'http') return { model: admitted, fault };
    refused = faultToError(fault, slug);
  }
  return { refused };
}
