import type { Ledger } from '@vitrine/core';
import { countOf, objectOf } from '../model-calls/body-fields.ts';

/**
 * Returns Anthropic's usage as the ledger's disjoint parts, in tokens. Inputs exclude cached tokens, and outputs
 * include thinking.
 */
export function ledgerOf(usage: unknown): Ledger | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const counts = objectOf(usage);
  const reasoning = countOf(objectOf(counts['output_tokens_details'])['thinking_tokens']);
  return {
    input: countOf(counts['input_tokens']),
    cache_read: countOf(counts['cache_read_input_tokens']),
    cache_write: countOf(counts['cache_creation_input_tokens']),
    output: Math.max(0, countOf(counts['output_tokens']) - reasoning),
    reasoning,
  };
}
