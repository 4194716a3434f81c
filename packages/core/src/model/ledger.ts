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

/** Names that clients use for each count. The first one that is present wins. */
const NAMES = {
  prompt: ['prompt_tokens', 'input_tokens', 'original_usage.prompt_tokens', 'original_usage.input_tokens'],
  completion: [
    'completion_tokens',
    'output_tokens',
    'original_usage.completion_tokens',
    'original_usage.output_tokens',
  ],
  cacheRead: [
    'cache_read_input_tokens',
    'cached_input_tokens',
    'cached_tokens',
    'original_usage.cache_read_input_tokens',
    'original_usage.prompt_tokens_details.cached_tokens',
    'original_usage.input_tokens_details.cached_tokens',
  ],
  cacheWrite: ['cache_creation_input_tokens', 'original_usage.cache_creation_input_tokens'],
  reasoning: [
    'reasoning_tokens',
    'original_usage.completion_tokens_details.reasoning_tokens',
    'original_usage.output_tokens_details.reasoning_tokens',
  ],
} as const;

function first(usage: Usage, names: readonly string[]): number {
  for (const name of names) {
    const value = usage[name];
    if (value !== undefined) return Math.max(0, value);
  }
  return 0;
}

/** Whether opik-openai up to 1.11 swapped the tokens of OpenAI's Responses API; the original counts show it. */
function isSwapped(usage: Usage): boolean {
  const { prompt_tokens: prompt, completion_tokens: completion } = usage;
  const [input, output] = [usage['original_usage.input_tokens'], usage['original_usage.output_tokens']];
  return input !== undefined && input !== output && prompt === output && completion === input;
}

/**
 * Derives the ledger from usage that has none. Prompt tokens are assumed to include cached tokens, and completion
 * tokens to include reasoning, as OpenAI counts. Anthropic's own `input_tokens` exclude cached tokens. Returns
 * `undefined` if the usage has no known count.
 */
export function ledgerOfUsage(usage: Usage): Ledger | undefined {
  let prompt = first(usage, NAMES.prompt);
  let completion = first(usage, NAMES.completion);
  if (isSwapped(usage)) [prompt, completion] = [completion, prompt];
  const cache_read = first(usage, NAMES.cacheRead);
  const cache_write = first(usage, NAMES.cacheWrite);
  const reasoning = first(usage, NAMES.reasoning);
  if (prompt + completion + cache_read + cache_write + reasoning === 0) return undefined;
  const anthropic = usage['cache_creation_input_tokens'] !== undefined && usage['prompt_tokens'] === undefined;
  return {
    input: anthropic ? prompt : clamp(Math.max(0, prompt - cache_read - cache_write)),
    cache_read,
    cache_write,
    output: clamp(Math.max(0, completion - reasoning)),
    reasoning,
  };
}
