import type { Json } from '../model/json.ts';
import type { AttributeReader } from './attribute-reader.ts';
import type { Convention } from './convention.ts';
import type { AggregateUsage } from './mapped-span.ts';
import { isKnownCount, tokenUsage } from './token-usage.ts';
import { unknownUsage } from './unknown-usage.ts';

/** Tokens and cost of a span, and a function that finds those among the remaining attributes that no table has. */
interface SpanUsage {
  counted: AggregateUsage | undefined;
  unknown: (rest: readonly [name: string, value: Json][]) => string[];
}

function costOf(reader: AttributeReader, conventions: readonly Convention[]): number | undefined {
  let found: number | undefined;
  for (const source of conventions.flatMap((convention) => convention.cost ?? [])) {
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
export function spanUsage(
  reader: AttributeReader,
  conventions: readonly Convention[],
  scope: string | undefined,
): SpanUsage {
  const cost = costOf(reader, conventions);
  const tokens = tokenUsage(reader, conventions, scope);
  const costs =
    cost === undefined ? [] : conventions.flatMap((each) => [...(each.cost ?? []), ...(each.costParts ?? [])]);
  const isKnown = (name: string): boolean =>
    isKnownCount(conventions, name) || costs.some((source) => name.startsWith(source));
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
