import { ANALYSIS_PROMPT } from './analysis-request.ts';
import { PROMPTS_PROMPT } from './prompts-request.ts';
import { REPAIR_PROMPT } from './repair-request.ts';
import type { SystemPrompt } from './system-prompt.ts';

/** Every instruction that this project gives to a language model. There are no others. */
export const SYSTEM_PROMPTS: readonly SystemPrompt[] = [ANALYSIS_PROMPT, PROMPTS_PROMPT, REPAIR_PROMPT];
