import type { Ledger } from '@vitrine/core';
import { countOf, objectOf } from '../model-calls/body-fields.ts';

/**
 * Returns OpenAI's usage, from either API, as the ledger's disjoint parts, in tokens. Prompts include cached tokens,
 * and completions include reasoning. Some compatible endpoints (xAI) count reasoning separately from the completion;
 * the total shows which.
 */
export function ledgerOf(usage: unknown): Ledger | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const counts = objectOf(usage);
  const prompt = countOf(counts['prompt_tokens'] ?? counts['input_tokens']);
  const completion = countOf(counts['completion_tokens'] ?? counts['output_tokens']);
  const prompts = objectOf(counts['prompt_tokens_details'] ?? counts['input_tokens_details']);
  const completions = objectOf(counts['completion_tokens_details'] ?? counts['output_tokens_details']);
  const cache_read = countOf(prompts['cached_tokens'] ?? counts['prompt_cache_hit_tokens']);
  const cache_write = countOf(prompts['cache_write_tokens']);
  const reasoning = countOf(completions['reasoning_tokens']);
  const isReasoningApart = reasoning > 0 && countOf(counts['total_tokens']) === prompt + completion + reasoning;
  return {
    input: Math.max(0, prompt - cache_read - cache_write),
    cache_read,
    cache_write,
    output: isReasoningApart ? completion : Math.max(0, completion - reasoning),
    reasoning,
  };
}
