import type { Ledger } from '@vitrine/core';
import { countOf, objectOf } from '../model-calls/body-fields.ts';

/**
 * OpenAI's usage, of either API, as the ledger's disjoint parts: prompts include cached tokens, completions include
 * reasoning. Some compatible endpoints (xAI) count reasoning beside the completion: their total tells.
 */
export function ledgerOf(usage: unknown): Ledger | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const told = objectOf(usage);
  const prompt = countOf(told['prompt_tokens'] ?? told['input_tokens']);
  const completion = countOf(told['completion_tokens'] ?? told['output_tokens']);
  const prompts = objectOf(told['prompt_tokens_details'] ?? told['input_tokens_details']);
  const completions = objectOf(told['completion_tokens_details'] ?? told['output_tokens_details']);
  const cache_read = countOf(prompts['cached_tokens'] ?? told['prompt_cache_hit_tokens']);
  const cache_write = countOf(prompts['cache_write_tokens']);
  const reasoning = countOf(completions['reasoning_tokens']);
  const isBeside = reasoning > 0 && countOf(told['total_tokens']) === prompt + completion + reasoning;
  return {
    input: Math.max(0, prompt - cache_read - cache_write),
    cache_read,
    cache_write,
    output: isBeside ? completion : Math.max(0, completion - reasoning),
    reasoning,
  };
}
