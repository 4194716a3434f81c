import type { Ledger, Usage } from './usage.ts';

/** The usage names of the wire for a ledger. */
export function usageOfLedger(ledger: Ledger): Usage {
  const prompt = clamp(ledger.input + ledger.cache_read + ledger.cache_write);
  const completion = clamp(ledger.output + ledger.reasoning);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: clamp(prompt + completion) };
}

/** A count that is held exactly: sums of counts that no model ever used stop at the largest. */
function clamp(count: number): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, count));
}

/** Where clients put the same number, the first one present wins. */
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

/** opik-openai up to 1.11 names the tokens of OpenAI's Responses API the wrong way round, beside the original counts. */
function isSwapped(usage: Usage): boolean {
  const { prompt_tokens: prompt, completion_tokens: completion } = usage;
  const [input, output] = [usage['original_usage.input_tokens'], usage['original_usage.output_tokens']];
  return input !== undefined && input !== output && prompt === output && completion === input;
}

/**
 * Derives the ledger of a usage that came without one. Prompt tokens are taken to include cached ones and completion
 * tokens to include reasoning (as OpenAI counts), except in Anthropic's own shape, whose `input_tokens` exclude them.
 * Nothing is returned where the usage holds no count that is known.
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
