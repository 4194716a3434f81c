import { expect, test } from 'vitest';
import { ledgerOfUsage } from './ledger.ts';

test.each([
  [
    'cached and reasoning tokens are parts of what OpenAI counts',
    {
      prompt_tokens: 100,
      completion_tokens: 50,
      'original_usage.prompt_tokens_details.cached_tokens': 60,
      'original_usage.completion_tokens_details.reasoning_tokens': 20,
    },
    { input: 40, cache_read: 60, cache_write: 0, output: 30, reasoning: 20 },
  ],
  [
    'Anthropic excludes cached tokens from its input',
    { input_tokens: 10, output_tokens: 5, cache_read_input_tokens: 90, cache_creation_input_tokens: 7 },
    { input: 10, cache_read: 90, cache_write: 7, output: 5, reasoning: 0 },
  ],
  [
    'opik-openai swaps the tokens of the Responses API, and sends the original counts too',
    {
      prompt_tokens: 44,
      completion_tokens: 700,
      'original_usage.input_tokens': 700,
      'original_usage.output_tokens': 44,
      'original_usage.input_tokens_details.cached_tokens': 100,
    },
    { input: 600, cache_read: 100, cache_write: 0, output: 44, reasoning: 0 },
  ],
])('%s', (_name, usage, ledger) => {
  expect(ledgerOfUsage(usage)).toEqual(ledger);
});

test('a usage without a known count has no ledger', () => {
  expect(ledgerOfUsage({ images: 3 })).toBeUndefined();
});
