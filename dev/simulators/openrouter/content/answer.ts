import type { Fault } from '../../faults.ts';
import { type ChatRequest, messageText } from '../request.ts';
import { analyzeScenes } from './analyze-scenes.ts';
import { findDocument } from './request-document.ts';
import { conform } from './schema-value.ts';
import { violate } from './violate.ts';
import { writePrompts } from './write-prompts.ts';

type Task = 'analyze-scenes' | 'generate-prompts';

function taskOf(request: ChatRequest): Task | undefined {
  const system = request.messages
    .filter(({ role }) => role === 'system' || role === 'developer')
    .map(messageText)
    .join('\n');
  const marker = /^\s*task:\s*(analyze-scenes|generate-prompts)\s*$/im.exec(system)?.[1]?.toLowerCase();
  return marker === 'analyze-scenes' || marker === 'generate-prompts' ? marker : undefined;
}

/** What the model would like to say, before the schema has its say. */
function proposal(request: ChatRequest, seed: string): unknown {
  const task = taskOf(request);
  const users = request.messages.filter(({ role }) => role === 'user');
  const document = findDocument(messageText(users.at(-1)));
  if (task === undefined || document === undefined) return undefined;
  return task === 'analyze-scenes' ? analyzeScenes(document, seed) : writePrompts(document, seed);
}

/**
 * The content of the assistant's message.
 *
 * @param hasStructuredOutputs whether the endpoint honours `response_format`; without it the same answer comes as a
 *   model gives it by itself: JSON in a fence, with a sentence before it.
 */
export function composeContent(
  request: ChatRequest,
  hasStructuredOutputs: boolean,
  fault: Fault | undefined,
  seed: string,
): string {
  if (fault?.type === 'empty-content') return '';
  const wish = proposal(request, seed);
  const format = request.response_format;
  if (format === undefined || format === null || format.type === 'text') {
    return wish === undefined ? 'Hello! This is a simulated answer.' : fenced(wish);
  }
  const schema = format.type === 'json_schema' ? format.json_schema.schema : undefined;
  const value = schema === undefined ? (wish ?? { answer: 'simulated' }) : conform(schema, wish, seed);
  const shown = fault?.type === 'schema-violation' ? violate(value, fault.variant) : value;
  if (fault?.type === 'fenced-json' || !hasStructuredOutputs) return fenced(shown);
  const json = JSON.stringify(shown);
  return fault?.type === 'invalid-json' ? `${json.slice(0, Math.floor(json.length * 0.7))}, …` : json;
}

function fenced(value: unknown): string {
  return `Here is the JSON you asked for:\n\n\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\`\n`;
}
