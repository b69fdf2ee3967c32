import { uniqueName } from '../random.ts';
import type { ChatModel } from './models.ts';
import { type ChatRequest, messageText } from './request.ts';

/** A finished answer before it is put on the wire. */
export interface Completion {
  readonly id: string;
  readonly createdSeconds: number;
  readonly model: ChatModel;
  readonly content: string;
  readonly reasoning: string | null;
  readonly finishReason: 'stop' | 'length';
  readonly usage: Readonly<Record<string, unknown>>;
  readonly costUsd: number;
}

const THOUGHT =
  'The user wants a plan that follows the song, so I look at the lines, their times and the pauses first. ';
const tokensOf = (text: string): number => Math.ceil(text.length / 4);
const money = (usd: number): number => Math.round(usd * 1e9) / 1e9;

function thinkingTokens(request: ChatRequest, model: ChatModel): number {
  const { reasoning } = request;
  if (!model.thinks || reasoning?.enabled === false || reasoning?.effort === 'none') return 0;
  const byEffort = { xhigh: 900, high: 500, medium: 250, low: 100, minimal: 30, none: 0 } as const;
  const wanted = byEffort[reasoning?.effort ?? 'medium'];
  return Math.min(wanted, reasoning?.max_tokens ?? wanted);
}

/** Puts the content under the token limit: thinking is paid first, so a small limit can leave nothing to say. */
export function createCompletion(
  request: ChatRequest,
  model: ChatModel,
  content: string,
  emptied: boolean,
): Completion {
  const createdSeconds = Math.floor(Date.now() / 1000);
  const limit = Math.min(
    request.max_completion_tokens ?? request.max_tokens ?? model.maxOutputTokens,
    model.maxOutputTokens,
  );
  const thinking = emptied ? limit : Math.min(limit, thinkingTokens(request, model));
  const room = Math.max(0, limit - thinking);
  const cut = emptied || tokensOf(content) > room;
  const shown = cut ? content.slice(0, room * 4) : content;
  const promptTokens = request.messages.reduce((sum, message) => sum + tokensOf(messageText(message)) + 4, 0);
  const completionTokens = thinking + tokensOf(shown);
  const promptCost = money(promptTokens * model.promptUsd);
  const completionCost = money(completionTokens * model.completionUsd);
  const costUsd = money(promptCost + completionCost);
  const hidden = request.reasoning?.exclude === true || thinking === 0;
  return {
    id: `gen-${createdSeconds}-${uniqueName(20, 'mixed')}`,
    createdSeconds,
    model,
    content: shown,
    reasoning: hidden
      ? null
      : THOUGHT.repeat(Math.ceil(Math.min(thinking, 200) / 26))
          .slice(0, thinking * 4)
          .trim(),
    finishReason: cut ? 'length' : 'stop',
    costUsd,
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      cost: costUsd,
      is_byok: false,
      prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0, audio_tokens: 0, video_tokens: 0 },
      cost_details: {
        upstream_inference_cost: costUsd,
        upstream_inference_prompt_cost: promptCost,
        upstream_inference_completions_cost: completionCost,
      },
      completion_tokens_details: { reasoning_tokens: thinking, image_tokens: 0, audio_tokens: 0 },
    },
  };
}

/** The non-streaming body. */
export function completionBody(completion: Completion): Record<string, unknown> {
  const { id, createdSeconds, model, content, reasoning, finishReason, usage } = completion;
  return {
    id,
    object: 'chat.completion',
    created: createdSeconds,
    model: model.canonical,
    provider: model.provider,
    system_fingerprint: null,
    choices: [
      {
        index: 0,
        logprobs: null,
        finish_reason: finishReason,
        native_finish_reason: finishReason,
        message: { role: 'assistant', content, refusal: null, reasoning },
      },
    ],
    usage,
  };
}
