import type { Json } from '../model/json.ts';
import type { AttributeReader } from './attribute-reader.ts';
import type { ConventionSet } from './convention-set.ts';
import type { AggregateUsage } from './mapped-span.ts';
import { tokenUsage } from './token-usage.ts';
import { unknownUsage } from './unknown-usage.ts';

/** Tokens and cost of a span, and a function that finds those among the remaining attributes that no table has. */
interface SpanUsage {
  counted: AggregateUsage | undefined;
  unknown: (rest: readonly [name: string, value: Json][]) => string[];
}

function costOf(reader: AttributeReader, { cost: sources }: ConventionSet): number | undefined {
  let found: number | undefined;
  for (const source of sources) {
    const cost = reader.number(source);
    found ??= cost;
    if (cost !== undefined && cost === found) reader.take(source);
  }
  return found;
}

/**
 * Reads the tokens and the cost of a span of any kind.
 *
 * @param scope name of the instrumentation
 */
export function spanUsage(reader: AttributeReader, conventions: ConventionSet, scope: string | undefined): SpanUsage {
  const cost = costOf(reader, conventions);
  const tokens = tokenUsage(reader, conventions, scope);
  const costs = cost === undefined ? [] : [...conventions.cost, ...conventions.costParts];
  const isKnown = (name: string): boolean =>
    conventions.counts.has(name) || conventions.details.has(name) || costs.some((source) => name.startsWith(source));
  return {
    counted:
      cost === undefined && tokens === undefined
        ? undefined
        : {
            ...(tokens && { usage: tokens.usage, ledger: { ...tokens.ledger, ...tokens.details } }),
            ...(cost !== undefined && { total_estimated_cost: cost }),
          },
    unknown: (rest) => unknownUsage(rest, tokens?.unknown ?? [], isKnown),
  };
}
