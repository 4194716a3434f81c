import { z } from 'zod';
import { Count } from './count.ts';

/** Count of a detail, which a provider may not report. */
const Detail = Count.optional();

/**
 * Tokens of one model call as disjoint parts, so that no token is counted or priced twice. All counts are in tokens.
 *
 * `prompt_tokens` = input + cache_read + cache_write; `completion_tokens` = output + reasoning. The other token counts
 * are details of one of these parts ({@link LEDGER_DETAILS}), which have prices of their own. The counts of calls are no
 * tokens.
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
  /** Tokens of `cache_write` with a time to live of one hour. */
  cache_write_1h: Detail,
  /** Tokens of `input` that are audio. */
  input_audio: Detail,
  /** Tokens of `input` that are images. */
  input_image: Detail,
  /** Tokens of `cache_read` that are audio. */
  cache_read_audio: Detail,
  /** Tokens of `cache_read` that are images. */
  cache_read_image: Detail,
  /** Tokens of `output` that are audio. */
  output_audio: Detail,
  /** Tokens of `output` that are images. */
  output_image: Detail,
  /** Number of web searches by the provider. */
  web_search_requests: Detail,
  /** Number of searches in stored files by the provider. */
  file_search_requests: Detail,
});
export type Ledger = z.infer<typeof Ledger>;

/** Disjoint parts of a ledger. Together they are all tokens of a call. */
export const LEDGER_PARTS = ['input', 'cache_read', 'cache_write', 'output', 'reasoning'] as const;
/** Details of a ledger, each with the part that includes it. */
export const LEDGER_DETAILS = {
  cache_write_1h: 'cache_write',
  input_audio: 'input',
  input_image: 'input',
  cache_read_audio: 'cache_read',
  cache_read_image: 'cache_read',
  output_audio: 'output',
  output_image: 'output',
} as const;
/** Counts of a ledger that are calls, and not tokens. */
export const LEDGER_CALLS = ['web_search_requests', 'file_search_requests'] as const;

/** Token counts as clients send them: whole numbers by name, such as `{ prompt_tokens: 12, completion_tokens: 4 }`. */
export type Usage = Record<string, number>;
