import type { Ledger } from '@vitrine/core';
import type { LanguageModelUsage } from './events.ts';

/**
 * Returns the AI SDK's usage as the ledger's disjoint parts, in tokens. For every provider `inputTokens` includes
 * cached tokens, and `outputTokens` includes reasoning (`ai/src/types/usage.ts`).
 */
export function ledgerOf(usage: LanguageModelUsage): Ledger {
  const {
    noCacheTokens,
    cacheReadTokens: cache_read = 0,
    cacheWriteTokens: cache_write = 0,
  } = usage.inputTokenDetails ?? {};
  const { textTokens, reasoningTokens: reasoning = 0 } = usage.outputTokenDetails ?? {};
  return {
    input: noCacheTokens ?? Math.max(0, (usage.inputTokens ?? 0) - cache_read - cache_write),
    cache_read,
    cache_write,
    output: usage.outputTokens === undefined ? (textTokens ?? 0) : Math.max(0, usage.outputTokens - reasoning),
    reasoning,
  };
}
