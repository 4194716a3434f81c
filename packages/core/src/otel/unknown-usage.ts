import type { Json } from '../model/json.ts';

/** Names of token counts, such as `my_llm.usage.prompt`, `inputTokens`, `token_count.input`. */
const TOKENS = /(?:^|[._])(?:usage|tokens?)(?:[._]|$)|Tokens?(?:[._]|$)|tokenCount/;
/** Names that match {@link TOKENS} but do not count used tokens: limits, prices, rates, and values from headers. */
const NO_COUNT = /max|min|limit|budget|remaining|request|rate|per_|price|cost|token_type|percent|context_window/i;
/** Maximum number of returned names, because a hostile span may have any number. */
const MAX_NAMES = 20;

/**
 * Returns the names of attributes that look like token counts but are in no table. Their tokens are in no ledger, so
 * they are reported.
 *
 * @param rest attributes that are not taken
 * @param kept names of numbers that are in the usage but not in the ledger
 */
export function unknownUsage(rest: readonly [name: string, value: Json][], kept: readonly string[] = []): string[] {
  const numbers = rest.filter(([, value]) => value !== null && value !== '' && Number(value) > 0);
  const names = numbers.map(([name]) => name).filter((name) => TOKENS.test(name) && !NO_COUNT.test(name));
  return [...kept, ...names].slice(0, MAX_NAMES);
}
