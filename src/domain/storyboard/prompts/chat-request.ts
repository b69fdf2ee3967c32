/** One question to a chat model that must answer with JSON of a given shape. */
export interface ChatRequest {
  /** Changes whenever the wording or the schema does; kept with what came of it. */
  readonly promptVersion: string;
  readonly schemaName: string;
  /** Strict JSON schema: every property required, no additional ones. */
  readonly schema: Record<string, unknown>;
  /** The first line of the system message names the task; the user message is one JSON document. */
  readonly messages: readonly { readonly role: 'system' | 'user'; readonly content: string }[];
  /** Bound on the answer. Without one a gateway reserves money for the model's own maximum. */
  readonly maxTokens: number;
}

/** A strict object schema: all properties required and nothing else allowed. */
export function strictObject(properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

export function textField(description: string): Record<string, unknown> {
  return { type: 'string', description };
}
