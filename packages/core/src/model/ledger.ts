import type { Ledger, Usage } from './usage.ts';

/** Converts a ledger to usage, with the names of the wire format. */
export function usageOfLedger(ledger: Ledger): Usage {
  const prompt = clamp(ledger.input + ledger.cache_read + ledger.cache_write);
  const completion = clamp(ledger.output + ledger.reasoning);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: clamp(prompt + completion) };
}

/** Limits a count to the numbers that are exact. No model uses as many tokens. */
function clamp(count: number): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, count));
}

/**
 * Names that clients and providers use for each count. The first one that is present wins. Each name also exists with
 * {@link ORIGINAL} before it.
 */
const NAMES = {
  prompt: ['prompt_tokens', 'input_tokens', 'inputTokens', 'prompt_token_count', 'promptTokenCount'],
  completion: ['completion_tokens', 'output_tokens', 'outputTokens', 'candidates_token_count', 'candidatesTokenCount'],
  cache_read: [
    'cache_read_input_tokens',
    'cached_input_tokens',
    'cached_tokens',
    'prompt_tokens_details.cached_tokens',
    'input_tokens_details.cached_tokens',
    'input_token_details.cache_read',
    'cacheReadInputTokens',
    'cachedInputTokens',
    'cached_content_token_count',
    'cachedContentTokenCount',
    'prompt_cache_hit_tokens',
  ],
  cache_write: [
    'cache_creation_input_tokens',
    'cacheWriteInputTokens',
    'input_token_details.cache_creation',
    'prompt_tokens_details.cache_write_tokens',
  ],
  reasoning: [
    'reasoning_tokens',
    'completion_tokens_details.reasoning_tokens',
    'output_tokens_details.reasoning_tokens',
    'output_token_details.reasoning',
    'reasoningTokens',
    'thoughts_token_count',
    'thoughtsTokenCount',
  ],
  cache_write_1h: ['cache_creation.ephemeral_1h_input_tokens', 'input_token_details.ephemeral_1h_input_tokens'],
  input_audio: ['prompt_tokens_details.audio_tokens', 'input_tokens_details.audio_tokens', 'input_token_details.audio'],
  input_image: ['prompt_tokens_details.image_tokens', 'input_tokens_details.image_tokens'],
  output_audio: [
    'completion_tokens_details.audio_tokens',
    'output_tokens_details.audio_tokens',
    'output_token_details.audio',
  ],
  output_image: ['completion_tokens_details.image_tokens', 'output_tokens_details.image_tokens'],
  web_search_requests: ['server_tool_use.web_search_requests'],
} as const;
type CountName = keyof typeof NAMES;

/** Prefix under which Opik's SDKs send the usage of the provider itself. */
const ORIGINAL = 'original_usage.';
const DETAILS = [
  'cache_write_1h',
  'input_audio',
  'input_image',
  'output_audio',
  'output_image',
  'web_search_requests',
] as const satisfies CountName[];

/** Count of each name, and its rank among the names of that count. */
const COUNTS = new Map(
  Object.entries(NAMES).flatMap(([count, names]) =>
    [...names, ...names.map((name) => ORIGINAL + name)].map(
      (name, rank) => [name, { count: count as CountName, rank }] as const,
    ),
  ),
);

/** Returns the known counts of a usage. The names that are there are looked up, because they are few. */
function knownCounts(usage: Usage): Partial<Record<CountName, number>> {
  const counts: Partial<Record<CountName, number>> = {};
  const ranks: Partial<Record<CountName, number>> = {};
  for (const name in usage) {
    const known = COUNTS.get(name);
    const value = usage[name];
    if (known === undefined || value === undefined || known.rank > (ranks[known.count] ?? Infinity)) continue;
    counts[known.count] = Math.max(0, value);
    ranks[known.count] = known.rank;
  }
  return counts;
}

/** Whether opik-openai up to 1.11 swapped the tokens of OpenAI's Responses API; the original counts show it. */
function isSwapped(usage: Usage): boolean {
  const { prompt_tokens: prompt, completion_tokens: completion } = usage;
  const [input, output] = [usage['original_usage.input_tokens'], usage['original_usage.output_tokens']];
  return input !== undefined && input !== output && prompt === output && completion === input;
}

/** Counts of cached tokens in the usage of Anthropic and Bedrock, whose input excludes these tokens. */
const EXCLUDED = ['cache_creation_input_tokens', 'cacheReadInputTokens', 'cacheWriteInputTokens'];

/** Whether the prompt tokens exclude cached tokens. */
function excludesCached(usage: Usage, prompt: number): boolean {
  const has = (prefix: string): boolean => EXCLUDED.some((name) => usage[prefix + name] !== undefined);
  if (usage['prompt_tokens'] === undefined) return has('') || has(ORIGINAL);
  return has(ORIGINAL) && prompt === (usage['original_usage.input_tokens'] ?? usage['original_usage.inputTokens']);
}

/** Returns the completion with its reasoning tokens, which Gemini's candidates exclude. */
function withReasoning(usage: Usage, prompt: number, completion: number): number {
  const isGemini = NAMES.reasoning.slice(-2).some((name) => (usage[name] ?? usage[ORIGINAL + name]) !== undefined);
  const total = usage['total_tokens'] ?? usage['original_usage.total_token_count'];
  return isGemini && total !== undefined ? Math.max(completion, total - prompt) : completion;
}

/**
 * Derives the ledger from usage that has none. Prompt tokens are assumed to include cached tokens, and completion
 * tokens to include reasoning, as OpenAI counts. The input tokens of Anthropic and Bedrock exclude cached tokens, and
 * Gemini's candidates exclude reasoning. Returns `undefined` if the usage has no known count.
 */
export function ledgerOfUsage(usage: Usage): Ledger | undefined {
  const counts = knownCounts(usage);
  let { prompt = 0, completion = 0 } = counts;
  const { cache_read = 0, cache_write = 0, reasoning = 0 } = counts;
  if (isSwapped(usage)) [prompt, completion] = [completion, prompt];
  completion = withReasoning(usage, prompt, completion);
  const details: Partial<Ledger> = {};
  for (const name of DETAILS) {
    const count = counts[name] ?? 0;
    if (count > 0) details[name] = count;
  }
  const known = prompt + completion + cache_read + cache_write + reasoning + (details.web_search_requests ?? 0);
  if (known === 0) return undefined;
  return {
    input: excludesCached(usage, prompt) ? prompt : clamp(Math.max(0, prompt - cache_read - cache_write)),
    cache_read,
    cache_write,
    output: clamp(Math.max(0, completion - reasoning)),
    reasoning,
    ...details,
  };
}
