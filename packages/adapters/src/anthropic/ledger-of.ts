import type { Ledger } from '@vitrine/core';
import { countOf, objectOf } from '../model-calls/body-fields.ts';

/** Anthropic's usage as the ledger's disjoint parts: its inputs leave caches out, its outputs include thinking. */
export function ledgerOf(usage: unknown): Ledger | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const told = objectOf(usage);
  const reasoning = countOf(objectOf(told['output_tokens_details'])['thinking_tokens']);
  return {
    input: countOf(told['input_tokens']),
    cache_read: countOf(told['cache_read_input_tokens']),
    cache_write: countOf(told['cache_creation_input_tokens']),
    output: Math.max(0, countOf(told['output_tokens']) - reasoning),
    reasoning,
  };
}
