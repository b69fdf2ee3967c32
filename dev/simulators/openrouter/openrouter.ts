import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { endExchange, passGate } from '../gate.ts';
import { bearerOf, type Exchange, isGoodToken, parseJson, readBody, sendJson } from '../http.ts';
import { inputHash } from '../ledger.ts';
import { completionBody, createCompletion } from './completion.ts';
import { composeContent } from './content/answer.ts';
import { type ChatError, chatError } from './errors.ts';
import { listChatModels } from './models.ts';
import { chatRequestSchema, describeProblem, messageText } from './request.ts';
import { routeRequest } from './route.ts';
import { streamCompletion } from './stream.ts';

const MAX_BODY_BYTES = 20 * 1024 * 1024;

function sendError(exchange: Exchange, error: ChatError): void {
  sendJson(exchange, error.status, error.body, error.headers);
}

/** The OpenRouter simulator: `handle` serves `/openrouter/api/v1/...`, the path given without `openrouter`. */
export function createOpenRouter(context: Context): { handle(exchange: Exchange): Promise<void> } {
  async function complete(exchange: Exchange): Promise<void> {
    const { bytes, totalBytes } = await readBody(exchange, MAX_BODY_BYTES);
    if (totalBytes > MAX_BODY_BYTES) return sendError(exchange, chatError(413, 'Request Entity Too Large'));
    const parsed = chatRequestSchema.safeParse(parseJson(bytes.toString('utf8')));
    if (!parsed.success) return sendError(exchange, chatError(400, describeProblem(parsed.error)));
    const request = parsed.data;
    const routed = routeRequest(context, request);
    if ('refused' in routed) return sendError(exchange, routed.refused);
    const { model, fault } = routed;
    // HTTP faults were spent while routing; the others belong to the whole exchange.
    const after = await passGate(exchange, fault, () => undefined);
    if (after === undefined) return;

    const seed = `${context.config.seed}|${request.seed ?? ''}|${messageText(request.messages.at(-1))}`;
    const content = composeContent(request, model.parameters.includes('structured_outputs'), fault, seed);
    const completion = createCompletion(request, model, content, fault?.type === 'empty-content');
    const task = /task:\s*[\w-]+/i.exec(request.messages.map(messageText).join('\n'))?.[0] ?? 'chat';
    const { totalMs } = context.latencies.sample('chat', model.slug, task);
    context.ledger.pay({
      id: completion.id,
      service: 'openrouter',
      kind: 'chat',
      model: model.slug,
      inputHash: inputHash(request.messages),
      createdAt: new Date().toISOString(),
      status: 'running',
      latencyMs: totalMs,
      costUsd: completion.costUsd,
    });
    if (request.stream === true && after === 'answer') {
      await streamCompletion(
        exchange,
        completion,
        totalMs,
        fault?.type === 'mid-stream-error',
        context.closing,
      );
      context.ledger.settle(completion.id, 'succeeded');
      return;
    }
    await sleep(totalMs, undefined, { signal: context.closing });
    context.ledger.settle(completion.id, 'succeeded');
    const body = completionBody(completion);
    const headers = { 'x-generation-id': completion.id };
    const broken = {
      code: 502,
      message: 'Provider returned error',
      metadata: { error_type: 'provider_unavailable' },
    };
    endExchange(exchange, after, () => {
      if (fault?.type === 'error-body-200')
        return sendJson(exchange, 200, { error: broken, user_id: 'user_2simulated0account' }, headers);
      if (fault?.type === 'error-in-choice' || fault?.type === 'mid-stream-error') {
        const message = { role: 'assistant', content: '', refusal: null, reasoning: null };
        const choice = {
          index: 0,
          logprobs: null,
          finish_reason: 'error',
          native_finish_reason: null,
          message,
          error: broken,
        };
        return sendJson(exchange, 200, { ...body, choices: [choice] }, headers);
      }
      sendJson(exchange, 200, body, headers);
    });
  }

  async function handle(exchange: Exchange): Promise<void> {
    const token = bearerOf(exchange);
    if (token === undefined) return sendError(exchange, chatError(401, 'Missing Authentication header'));
    if (!isGoodToken(token, 'sk-or-'))
      return sendError(exchange, chatError(401, 'No cookie auth credentials found'));
    const route = `${exchange.method} ${exchange.path.join('/')}`;
    switch (route) {
      case 'POST api/v1/chat/completions':
        return complete(exchange);
      case 'GET api/v1/models':
        return sendJson(exchange, 200, listChatModels());
      case 'GET api/v1/key': {
        const balance = context.limits.current().openrouterBalanceUsd;
        return sendJson(exchange, 200, {
          data: {
            label: 'sk-or-v1-sim...',
            limit: null,
            limit_remaining: balance,
            usage: 0,
            is_free_tier: false,
          },
        });
      }
      default:
        return sendError(exchange, chatError(404, 'Not Found'));
    }
  }

  return { handle };
}
