import type { Ledger } from '@vitrine/core';
import { countOf, objectOf } from '../model-calls/body-fields.ts';

/**
 * Returns Gemini's usage as the ledger's disjoint parts, in tokens. Prompts include cached tokens, but not the tokens
 * of tools that Google runs. Candidates exclude thoughts.
 */
export function ledgerOf(usage: unknown): Ledger | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const counts = objectOf(usage);
  const cache_read = countOf(counts['cachedContentTokenCount']);
  return {
    input: Math.max(0, countOf(counts['promptTokenCount']) - cache_read) + countOf(counts['toolUsePromptTokenCount']),
    cache_read,
    cache_write: 0,
    output: countOf(counts['candidatesTokenCount']),
    reasoning: countOf(counts['thoughtsTokenCount']),
  };
}
