import type { Ledger, Usage } from '../model/usage.ts';
import type { AttributeReader } from './attribute-reader.ts';
import type { Convention, UsageCount } from './convention.ts';
import { CONVENTIONS } from './conventions.ts';

/** Our names for the common counts. */
const NAMES: Record<UsageCount, string> = {
  prompt: 'prompt_tokens',
  completion: 'completion_tokens',
  total: 'total_tokens',
  cache_read: 'cache_read_input_tokens',
  cache_write: 'cache_creation_input_tokens',
  reasoning: 'reasoning_tokens',
};
const COUNTS: readonly UsageCount[] = ['prompt', 'completion', 'total', 'cache_read', 'cache_write', 'reasoning'];

/** Instrumentations whose prompt is without cached tokens. */
const CACHE_EXCLUDED = new Set<string | undefined>(CONVENTIONS.flatMap(({ cacheExcluded }) => cacheExcluded ?? []));

/** Tokens of a model call. `unknown` names the attributes of numbers that are in the usage but not in the ledger. */
interface TokenUsage {
  usage: Usage;
  ledger: Ledger;
  unknown: string[];
}

function isPart(name: string, parts: readonly string[]): boolean {
  return parts.some((part) => (part.endsWith('*') ? name.startsWith(part.slice(0, -1)) : name === part));
}

/**
 * Returns the tokens of a model call as usage and as ledger; `undefined` if the span has no counts. Every convention
 * counts cached tokens in the prompt and reasoning in the completion, so the ledger subtracts them. The tables list the
 * few instrumentations that count cached tokens separately.
 *
 * @param scope name of the instrumentation
 */
export function tokenUsage(
  reader: AttributeReader,
  conventions: readonly Convention[],
  scope: string | undefined,
): TokenUsage | undefined {
  const counts: Partial<Record<UsageCount, number>> = {};
  const usage = new Map<string, number>();
  const unknown: string[] = [];
  for (const { usage: sources } of conventions) {
    for (const count of COUNTS) {
      for (const source of sources?.[count] ?? []) {
        const value = reader.number(source);
        if (value === undefined) continue;
        counts[count] ??= value;
        if (counts[count] === value) reader.take(source);
      }
    }
  }
  for (const { usagePrefix, usageParts = [] } of conventions) {
    if (usagePrefix === undefined) continue;
    for (const name of reader.untaken(usagePrefix)) {
      const value = reader.number(name);
      if (value === undefined) continue;
      const rest = name.slice(usagePrefix.length);
      if (!usage.has(rest)) usage.set(rest, value);
      reader.take(name);
      if (value > 0 && !isPart(rest, usageParts)) unknown.push(name);
    }
  }
  for (const count of COUNTS) if (counts[count] !== undefined) usage.set(NAMES[count], counts[count]);
  if (usage.size === 0) return undefined;

  const { cache_read = 0, cache_write = 0, completion = 0, reasoning = 0 } = counts;
  const cached = cache_read + cache_write;
  const prompt = (counts.prompt ?? 0) + (CACHE_EXCLUDED.has(scope) ? cached : 0);
  if (counts.total === undefined) usage.set(NAMES.total, prompt + completion);
  return {
    usage: Object.fromEntries(usage),
    ledger: {
      input: Math.max(0, prompt - cached),
      cache_read,
      cache_write,
      output: Math.max(0, completion - reasoning),
      reasoning,
    },
    unknown,
  };
}
