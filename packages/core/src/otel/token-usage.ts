import type { Ledger, Usage } from '../model/usage.ts';
import type { AttributeReader } from './attribute-reader.ts';
import type { ConventionSet } from './convention-set.ts';
import type { Convention, Source, UsageCount, UsageDetail } from './convention.ts';
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

/** Counts that other counts usually include, and what they are a part of. */
const PARTS: Partial<Record<UsageCount, 'cache' | 'reasoning'>> = {
  cache_read: 'cache',
  cache_write: 'cache',
  reasoning: 'reasoning',
};

/** Instrumentations whose prompt is without cached tokens. */
const CACHE_EXCLUDED = new Set<string | undefined>(CONVENTIONS.flatMap(({ cacheExcluded }) => cacheExcluded ?? []));

/** Counts that are parts of the ledger's counts, and numbers of calls with a price of their own. */
type UsageDetails = Partial<Record<UsageDetail, number>>;

/** Tokens of a span. `unknown` names the attributes of numbers that are in the usage but not in the ledger. */
export interface TokenUsage {
  usage: Usage;
  ledger: Ledger;
  details: UsageDetails | undefined;
  unknown: string[];
}

function isPart(name: string, parts: readonly string[]): boolean {
  return parts.some((part) => (part.endsWith('*') ? name.startsWith(part.slice(0, -1)) : name === part));
}

/** Returns the count of a source. A negative number is no count, and neither is one that is not exact. */
function countOf(reader: AttributeReader, source: Source): number | undefined {
  const value = reader.number(source);
  return value !== undefined && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

/** Reads the numbers below the prefix of a convention under the rest of their names, and the fields of its objects. */
function* numbersBelow(
  reader: AttributeReader,
  { usagePrefix, usageObjects = [] }: Convention,
): Generator<{ attribute: string; source: Source; name: string; value: number }> {
  if (usagePrefix === undefined || !reader.hasAttribute(usagePrefix)) return;
  for (const object of usageObjects) {
    for (const key of Object.keys(reader.object(usagePrefix + object) ?? {})) {
      const source = `${usagePrefix}${object}#${key}`;
      const value = countOf(reader, source);
      if (value !== undefined) yield { attribute: usagePrefix + object, source, name: `${object}.${key}`, value };
    }
  }
  for (const attribute of reader.untaken(usagePrefix)) {
    const value = countOf(reader, attribute);
    const name = attribute.slice(usagePrefix.length);
    if (value !== undefined) yield { attribute, source: attribute, name, value };
  }
}

/**
 * Returns the tokens of a span as usage and as ledger; `undefined` if the span has no counts. Conventions count cached
 * tokens in the prompt and reasoning in the completion, so the ledger subtracts them. The tables list the few
 * conventions and instrumentations that count them separately.
 *
 * @param scope name of the instrumentation
 */
export function tokenUsage(
  reader: AttributeReader,
  conventions: ConventionSet,
  scope: string | undefined,
): TokenUsage | undefined {
  const counts: Partial<Record<UsageCount, number>> = {};
  const details: UsageDetails = {};
  const separate = new Set<'cache' | 'reasoning'>(CACHE_EXCLUDED.has(scope) ? ['cache'] : []);
  const usage = new Map<string, number>();
  const unknown: string[] = [];
  for (const { source, convention, count, detail } of conventions.usageIn(reader)) {
    const value = countOf(reader, source);
    if (value === undefined) continue;
    if (detail !== undefined) details[detail] ??= value;
    if (count === undefined) continue;
    const part = PARTS[count];
    if (counts[count] === undefined && part !== undefined && convention.separate?.includes(part)) separate.add(part);
    counts[count] ??= value;
    if (counts[count] === value) reader.take(source);
  }
  for (const convention of conventions.prefixed) {
    for (const { attribute, source, name, value } of numbersBelow(reader, convention)) {
      const isCount = conventions.counts.has(source);
      // A count that differs from the one that is used stays in the metadata.
      if (isCount && attribute === source) continue;
      reader.take(attribute);
      if (isCount) continue;
      if (!usage.has(name)) usage.set(name, value);
      const isKnown = conventions.details.has(source) || isPart(name, convention.usageParts ?? []);
      if (value > 0 && !isKnown && !name.endsWith('limit')) unknown.push(source);
    }
  }
  for (const count of COUNTS) if (counts[count] !== undefined) usage.set(NAMES[count], counts[count]);
  if (usage.size === 0) return undefined;

  const { cache_read = 0, completion = 0, reasoning = 0 } = counts;
  const cache_write = Math.max(counts.cache_write ?? 0, details.cache_write_1h ?? 0);
  const cached = cache_read + cache_write;
  const prompt = (counts.prompt ?? 0) + (separate.has('cache') ? cached : 0);
  const output = completion + (separate.has('reasoning') ? reasoning : 0);
  if (counts.total === undefined) usage.set(NAMES.total, prompt + output);
  return {
    usage: Object.fromEntries(usage),
    ledger: {
      input: Math.max(0, prompt - cached),
      cache_read,
      cache_write,
      output: Math.max(0, output - reasoning),
      reasoning,
    },
    details: Object.keys(details).length > 0 ? details : undefined,
    unknown,
  };
}
