/** One model of OpenRouter's catalogue, as far as answers depend on it. Prices in USD per token. */
export interface ChatModel {
  readonly slug: string;
  /** The dated slug that responses carry. */
  readonly canonical: string;
  readonly provider: string;
  readonly promptUsd: number;
  readonly completionUsd: number;
  readonly maxOutputTokens: number;
  /** Thinks before it answers unless told not to. */
  readonly thinks: boolean;
  readonly parameters: readonly string[];
}

const COMMON = [
  'max_tokens',
  'temperature',
  'top_p',
  'stop',
  'frequency_penalty',
  'presence_penalty',
  'seed',
  'top_k',
];
const TOOLS = [...COMMON, 'tools', 'tool_choice'];
const STRUCTURED = [...TOOLS, 'response_format', 'structured_outputs'];
const THINKING = ['reasoning', 'include_reasoning'];

function model(
  slug: string,
  dated: string,
  provider: string,
  [promptPerMillion, completionPerMillion]: readonly [number, number],
  parameters: readonly string[],
  maxOutputTokens = 65_536,
): ChatModel {
  return {
    slug,
    canonical: `${slug.split('/')[0]}/${dated}`,
    provider,
    promptUsd: promptPerMillion / 1e6,
    completionUsd: completionPerMillion / 1e6,
    maxOutputTokens,
    thinks: parameters.includes('reasoning'),
    parameters,
  };
}

const DEEPSEEK = [...STRUCTURED, ...THINKING];

const MODELS: readonly ChatModel[] = [
  model('deepseek/deepseek-v4.1-flash', 'deepseek-v4.1-flash-20260914', 'DeepSeek', [0.15, 0.6], DEEPSEEK),
  model('deepseek/deepseek-v4-flash', 'deepseek-v4-flash-20260423', 'DeepSeek', [0.1, 0.4], DEEPSEEK),
  model('deepseek/deepseek-v4-flash-0731', 'deepseek-v4-flash-20260731', 'DeepSeek', [0.1, 0.4], DEEPSEEK),
  model(
    'deepseek/deepseek-v4-pro',
    'deepseek-v4-pro-20260423',
    'SiliconFlow',
    [0.43, 0.87],
    DEEPSEEK,
    384_000,
  ),
  model(
    'deepseek/deepseek-v4-pro-0813',
    'deepseek-v4-pro-20260813',
    'SiliconFlow',
    [0.43, 0.87],
    DEEPSEEK,
    384_000,
  ),
  model('deepseek/deepseek-v3.2', 'deepseek-v3.2-20251201', 'DeepInfra', [0.27, 0.4], DEEPSEEK),
  model('deepseek/deepseek-chat-v3.1', 'deepseek-chat-v3.1', 'DeepInfra', [0.2, 0.8], DEEPSEEK, 32_768),
  model('deepseek/deepseek-chat', 'deepseek-chat-v3', 'DeepInfra', [0.3, 0.85], TOOLS, 16_384),
  model('deepseek/deepseek-r1', 'deepseek-r1', 'Azure', [0.7, 2.5], [...COMMON, ...THINKING]),
  model('deepseek/deepseek-r1-0528', 'deepseek-r1-0528', 'DeepInfra', [0.4, 1.75], [...TOOLS, ...THINKING]),
  model('openai/gpt-4o-mini', 'gpt-4o-mini', 'Azure', [0.15, 0.6], STRUCTURED, 16_384),
  model('google/gemini-2.5-flash', 'gemini-2.5-flash', 'Google', [0.3, 2.5], DEEPSEEK),
  model('qwen/qwen3-235b-a22b-2507', 'qwen3-235b-a22b-07-25', 'Together', [0.2, 0.6], STRUCTURED),
  model('moonshotai/kimi-k2', 'kimi-k2-0905', 'Moonshot AI', [0.5, 2.4], STRUCTURED),
  model(
    'meta-llama/llama-3.3-70b-instruct',
    'llama-3.3-70b-instruct',
    'Groq',
    [0.13, 0.38],
    STRUCTURED,
    32_768,
  ),
  model(
    'mistralai/mistral-small-3.2-24b-instruct',
    'mistral-small-3.2-24b-instruct-2506',
    'Mistral',
    [0.06, 0.18],
    STRUCTURED,
  ),
];

const ALIASES: Readonly<Record<string, string>> = {
  '~deepseek/deepseek-v4-flash-latest': 'deepseek/deepseek-v4-flash-0731',
  '~deepseek/deepseek-v4-pro-latest': 'deepseek/deepseek-v4-pro-0813',
};

/** A model by slug, dated slug or alias. */
export function findChatModel(slug: string): ChatModel | undefined {
  const name = ALIASES[slug] ?? slug;
  return MODELS.find((known) => known.slug === name || known.canonical === name);
}

/** The body of `GET /models`. */
export function listChatModels(): unknown {
  return {
    data: MODELS.map((known) => ({
      id: known.slug,
      canonical_slug: known.canonical,
      name: known.slug,
      created: 1_779_358_422,
      context_length: 1_000_000,
      pricing: { prompt: String(known.promptUsd), completion: String(known.completionUsd) },
      top_provider: {
        context_length: 1_000_000,
        max_completion_tokens: known.maxOutputTokens,
        is_moderated: false,
      },
      supported_parameters: known.parameters,
    })),
  };
}
