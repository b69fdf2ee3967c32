import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../http.ts';
import type { Completion } from './completion.ts';

const HEARTBEAT_MS = 400;
const PIECES = 12;

function pieces(text: string): readonly string[] {
  const size = Math.max(1, Math.ceil(text.length / PIECES));
  return Array.from({ length: Math.ceil(text.length / size) }, (_unused, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}

/**
 * Streams an answer as seen live: comment heartbeats while the model is busy, thinking and content as deltas that
 * repeat the role, a last chunk with `usage` beside a non-empty `choices`, and `[DONE]`.
 *
 * @param broken ends in the middle with an error chunk; HTTP stays 200.
 */
export async function streamCompletion(
  exchange: Exchange,
  completion: Completion,
  latencyMs: number,
  broken: boolean,
  closing: AbortSignal,
): Promise<void> {
  const { response } = exchange;
  const write = (text: string): void => {
    if (!response.destroyed) response.write(text);
  };
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache',
    'x-generation-id': completion.id,
  });
  // A first comment makes the headers leave at once.
  write(': OPENROUTER PROCESSING\n\n');
  const thinkMs = latencyMs * 0.6;
  for (let waited = 0; waited < thinkMs; waited += HEARTBEAT_MS) {
    await sleep(Math.min(HEARTBEAT_MS, thinkMs - waited), undefined, { signal: closing });
    write(': OPENROUTER PROCESSING\n\n');
  }
  const head = {
    id: completion.id,
    object: 'chat.completion.chunk',
    created: completion.createdSeconds,
    model: completion.model.canonical,
    provider: completion.model.provider,
  };
  const chunk = (
    delta: Record<string, unknown>,
    finish: string | null,
    more: Record<string, unknown> = {},
  ): void => {
    const choice = {
      index: 0,
      delta: { ...delta, role: 'assistant' },
      finish_reason: finish,
      native_finish_reason: finish,
    };
    write(`data: ${JSON.stringify({ ...head, choices: [choice], ...more })}\n\n`);
  };
  for (const reasoning of pieces(completion.reasoning ?? '').slice(0, 3))
    chunk({ content: '', reasoning }, null);
  const parts = pieces(completion.content);
  for (const [index, content] of parts.entries()) {
    if (broken && index >= parts.length / 2) {
      const error = {
        code: 502,
        message: 'Provider disconnected',
        metadata: { error_type: 'provider_unavailable', provider_code: 'disconnected' },
      };
      write(
        `data: ${JSON.stringify({ ...head, error, choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error', native_finish_reason: null }] })}\n\n`,
      );
      response.end();
      return;
    }
    chunk({ content }, null);
    await sleep((latencyMs * 0.4) / parts.length, undefined, { signal: closing });
  }
  chunk({ content: '' }, completion.finishReason);
  chunk({ content: '' }, completion.finishReason, { usage: completion.usage });
  write('data: [DONE]\n\n');
  response.end();
}
