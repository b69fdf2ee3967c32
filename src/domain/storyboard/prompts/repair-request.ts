import { cutText } from '../cut-text.ts';
import type { ChatRequest } from './chat-request.ts';
import { dataDocument } from './data-document.ts';
import type { SystemPrompt } from './system-prompt.ts';

const ANSWER_LENGTH = 12_000;

const NOTE = `

This is the second and last attempt. The document's "repair" holds your previous answer and what was wrong with it. Answer the whole task again, with that put right.`;

/** Stands behind the prompt of the task. */
export const REPAIR_PROMPT: SystemPrompt = { name: 'repair-answer', version: 1, text: NOTE };

/**
 * The same question once more, with the refused answer and the reason. The user message stays one JSON document:
 * it gains `repair: {complaint, previousAnswer}`.
 */
export function repairRequest(request: ChatRequest, badAnswer: string, complaint: string): ChatRequest {
  const repair = { complaint, previousAnswer: cutText(badAnswer, ANSWER_LENGTH) };
  return {
    ...request,
    messages: request.messages.map((message) =>
      message.role === 'system'
        ? { role: message.role, content: message.content + REPAIR_PROMPT.text }
        : {
            role: message.role,
            content: dataDocument({ ...JSON.parse(message.content), repair }, ANSWER_LENGTH),
          },
    ),
  };
}
