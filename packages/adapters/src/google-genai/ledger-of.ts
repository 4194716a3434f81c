import type { Ledger } from '@vitrine/core';
import { countOf, objectOf } from '../model-calls/body-fields.ts';

/**
 * Gemini's usage as the ledger's disjoint parts: prompts include cached tokens but not those of tools that Google runs,
 * and candidates leave thoughts out.
 */
export function ledgerOf(usage: unknown): Ledger | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const told = objectOf(usage);
  const cache_read = countOf(told['cachedContentTokenCount']);
  return {
    input: Math.max(0, countOf(told['promptTokenCount']) - cache_read) + countOf(told['toolUsePromptTokenCount']),
    cache_read,
    cache_write: 0,
    output: countOf(told['candidatesTokenCount']),
    reasoning: countOf(told['thoughtsTokenCount']),
  };
}
