import type { Json } from '../model/json.ts';

/** What names of token counts look like: `my_llm.usage.prompt`, `inputTokens`, `token_count.input`. */
const TOKENS = /(?:^|[._])(?:usage|tokens?)(?:[._]|$)|Tokens?(?:[._]|$)|tokenCount/;
/** Names with a word about tokens that count none that were used: limits, prices, rates, what comes from headers. */
const NO_COUNT = /max|min|limit|budget|remaining|request|rate|per_|price|cost|token_type|percent|context_window/i;
/** A hostile span may have any number of names. */
const MOST = 20;

/**
 * The attributes of a model call that count tokens, by their names, and that no table knows: their tokens are in no
 * ledger, so somebody has to hear of them.
 *
 * @param rest attributes that nothing has taken
 * @param known names that the usage kept though no ledger has a place for them
 */
export function unknownUsage(rest: readonly [name: string, value: Json][], kept: readonly string[] = []): string[] {
  const numbers = rest.filter(([, value]) => value !== null && value !== '' && Number(value) > 0);
  const names = numbers.map(([name]) => name).filter((name) => TOKENS.test(name) && !NO_COUNT.test(name));
  return [...kept, ...names].slice(0, MOST);
}
