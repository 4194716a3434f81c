import { z } from 'zod';
import { Count } from './count.ts';

/**
 * Tokens of one model call as disjoint parts, so that no token is counted or priced twice. All counts are in tokens.
 *
 * `prompt_tokens` = input + cache_read + cache_write; `completion_tokens` = output + reasoning.
 */
export const Ledger = z.object({
  /** Input tokens that were neither read from nor written to a cache. */
  input: Count.default(0),
  /** Input tokens read from the provider's prompt cache. */
  cache_read: Count.default(0),
  /** Input tokens written to the provider's prompt cache. */
  cache_write: Count.default(0),
  /** Output tokens without reasoning. */
  output: Count.default(0),
  /** Output tokens spent on reasoning. */
  reasoning: Count.default(0),
});
export type Ledger = z.infer<typeof Ledger>;

/** Token counts as clients send them: whole numbers by name, such as `{ prompt_tokens: 12, completion_tokens: 4 }`. */
export type Usage = Record<string, number>;
