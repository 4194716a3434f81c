import type { Json } from '../model/json.ts';
import { isRecord, parseJson } from './attribute-reader.ts';

/** Names of token counts, such as `my_llm.usage.prompt`, `inputTokens`, `token_count.input`. */
const TOKENS =
  /(?:^|[._])(?:usage|token_usage|tokens?)(?:[._]|$)|_tokens?(?:[._]|$)|Tokens?(?:[._]|$)|tokenCount|tokenUsage/;
/** Names that match {@link TOKENS} but do not count used tokens: limits, prices, rates, machines, values of headers. */
const NO_COUNT =
  /max|min|limit|budget|remaining|request|rate|per_|price|cost|token_type|percent|context_window|header|(?:cpu|memory|disk|heap|swap)[._]?usage/i;
/** Names of costs, such as `acme.cost`, `total_cost`, `costUsd`. */
const COSTS = /(?:^|[._])costs?(?:[._]|$)|_costs?(?:[._]|$)|[cC]ost(?:Usd|USD|InUsd)?(?:[._]|$)/;
/** Names that match {@link COSTS} but are no cost of the span. */
const NO_COST = /max|min|limit|budget|remaining|rate|per_|percent|header|estimate[ds]?_rows|query_plan/i;
/** Maximum number of returned names, because a hostile span may have any number. */
const MAX_NAMES = 20;
/** Maximum length of a text in which counts are looked for. */
const MAX_TEXT = 10_000;
/** Counts in text that is no JSON, such as `prompt_tokens=12` or `'input_tokens': 12`. */
const COUNT_IN_TEXT = /tokens?['"]?\s*[=:]\s*[1-9]/i;

/** Whether a value is a positive number, or an object or text with positive counts. */
function isUsed(value: Json): boolean {
  if (typeof value === 'number') return value > 0;
  if (typeof value === 'string') {
    if (value === '' || value.length > MAX_TEXT) return false;
    const parsed = parseJson(value);
    return typeof parsed === 'string' ? Number(value) > 0 || COUNT_IN_TEXT.test(value) : isUsed(parsed);
  }
  return isRecord(value) && Object.values(value).some((field) => typeof field !== 'string' && isUsed(field));
}

/**
 * Returns the names of attributes that look like token counts or costs but are in no table. Their tokens are in no
 * ledger, so they are reported.
 *
 * @param rest attributes that are not taken
 * @param kept names of numbers that are in the usage but not in the ledger
 * @param isKnown whether a table has an attribute, whose value is not used because another attribute repeats it
 */
export function unknownUsage(
  rest: readonly [name: string, value: Json][],
  kept: readonly string[],
  isKnown: (name: string) => boolean,
): string[] {
  const names = [...kept];
  for (const [name, value] of rest) {
    if (names.length >= MAX_NAMES) break;
    const isUsage = (TOKENS.test(name) && !NO_COUNT.test(name)) || (COSTS.test(name) && !NO_COST.test(name));
    if (isUsage && !isKnown(name) && isUsed(value)) names.push(name);
  }
  return names.slice(0, MAX_NAMES);
}
