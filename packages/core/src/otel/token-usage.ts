import type { Ledger, Usage } from '../model/usage.ts';
import type { AttributeReader } from './attribute-reader.ts';
import type { Convention, UsageCount } from './convention.ts';

/** Our names for the counts that conventions share. */
const NAMES: Record<UsageCount, string> = {
  prompt: 'prompt_tokens',
  completion: 'completion_tokens',
  total: 'total_tokens',
  cache_read: 'cache_read_input_tokens',
  cache_write: 'cache_creation_input_tokens',
  reasoning: 'reasoning_tokens',
};
const COUNTS: readonly UsageCount[] = ['prompt', 'completion', 'total', 'cache_read', 'cache_write', 'reasoning'];

/**
 * The tokens of a model call, as usage and as ledger. Every convention counts cached tokens within the prompt and
 * reasoning within the completion, so the ledger takes them out. Nothing where the span counts nothing.
 */
export function tokenUsage(
  reader: AttributeReader,
  conventions: readonly Convention[],
): { usage: Usage; ledger: Ledger } | undefined {
  const counts: Partial<Record<UsageCount, number>> = {};
  const usage: Usage = {};
  for (const { usage: sources, usagePrefix } of conventions) {
    for (const count of COUNTS) {
      for (const source of sources?.[count] ?? []) {
        const value = reader.number(source);
        if (value === undefined) continue;
        counts[count] ??= value;
        if (counts[count] === value) reader.take(source);
      }
    }
    if (usagePrefix === undefined) continue;
    for (const name of reader.untaken(usagePrefix)) {
      const value = reader.number(name);
      if (value === undefined) continue;
      usage[name.slice(usagePrefix.length)] ??= value;
      reader.take(name);
    }
  }
  for (const count of COUNTS) if (counts[count] !== undefined) usage[NAMES[count]] = counts[count];
  if (Object.keys(usage).length === 0) return undefined;

  const { prompt = 0, completion = 0, cache_read = 0, cache_write = 0, reasoning = 0 } = counts;
  usage[NAMES.total] ??= prompt + completion;
  return {
    usage,
    ledger: {
      input: Math.max(0, prompt - cache_read - cache_write),
      cache_read,
      cache_write,
      output: Math.max(0, completion - reasoning),
      reasoning,
    },
  };
}
