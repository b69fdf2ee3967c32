/**
 * What a model is told beside the data. Its version rises with every change of its text, because it is kept with what
 * was made by it; `system-prompts.node.test.ts` holds the hash of each version.
 */
export interface SystemPrompt {
  /** Also the task that the first line of its text names, where it stands alone. */
  readonly name: string;
  readonly version: number;
  readonly text: string;
}

/** How a prompt and its version are named where something was made by it: `analyze-scenes/1`. */
export function promptRef({ name, version }: SystemPrompt): string {
  return `${name}/${version}`;
}
