import { cutText } from '../cut-text.ts';
import type { ChatRequest } from './chat-request.ts';

const ANSWER_LENGTH = 12_000;

const NOTE = `

This is the second and last attempt. The document's "repair" holds your previous answer and what was wrong with it. Answer the whole task again, with that put right.`;

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
        ? { role: message.role, content: message.content + NOTE }
        : { role: message.role, content: JSON.stringify({ ...JSON.parse(message.content), repair }) },
    ),
  };
}
