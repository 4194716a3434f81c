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
  [
    'the usage of OpenAI with audio, images and reasoning has details',
    {
      prompt_tokens: 100,
      completion_tokens: 50,
      'original_usage.prompt_tokens_details.audio_tokens': 30,
      'original_usage.prompt_tokens_details.image_tokens': 10,
      'original_usage.completion_tokens_details.audio_tokens': 40,
    },
    {
      input: 100,
      cache_read: 0,
      cache_write: 0,
      output: 50,
      reasoning: 0,
      input_audio: 30,
      input_image: 10,
      output_audio: 40,
    },
  ],
  [
    'the original usage of Anthropic shows whether the prompt has cached tokens: it has not',
    {
      prompt_tokens: 10,
      completion_tokens: 5,
      'original_usage.input_tokens': 10,
      'original_usage.cache_read_input_tokens': 90,
      'original_usage.cache_creation_input_tokens': 7,
      'original_usage.cache_creation.ephemeral_1h_input_tokens': 7,
      'original_usage.server_tool_use.web_search_requests': 2,
    },
    {
      input: 10,
      cache_read: 90,
      cache_write: 7,
      output: 5,
      reasoning: 0,
      cache_write_1h: 7,
      web_search_requests: 2,
    },
  ],
  [
    'the original usage of Anthropic shows whether the prompt has cached tokens: it has',
    {
      prompt_tokens: 107,
      completion_tokens: 5,
      'original_usage.input_tokens': 10,
      'original_usage.cache_read_input_tokens': 90,
      'original_usage.cache_creation_input_tokens': 7,
    },
    { input: 10, cache_read: 90, cache_write: 7, output: 5, reasoning: 0 },
  ],
  [
    'Bedrock excludes cached tokens from its input',
    { inputTokens: 10, outputTokens: 5, cacheReadInputTokens: 90, cacheWriteInputTokens: 7 },
    { input: 10, cache_read: 90, cache_write: 7, output: 5, reasoning: 0 },
  ],
  [
    'Gemini excludes thoughts from its candidates',
    {
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 150,
      'original_usage.cached_content_token_count': 60,
      'original_usage.thoughts_token_count': 30,
    },
    { input: 40, cache_read: 60, cache_write: 0, output: 20, reasoning: 30 },
  ],
  [
    'thoughts that are in the completion already are not added again',
    { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150, 'original_usage.thoughts_token_count': 30 },
    { input: 100, cache_read: 0, cache_write: 0, output: 20, reasoning: 30 },
  ],
  [
    'DeepSeek counts cache hits in its prompt',
    { prompt_tokens: 100, completion_tokens: 5, 'original_usage.prompt_cache_hit_tokens': 64 },
    { input: 36, cache_read: 64, cache_write: 0, output: 5, reasoning: 0 },
  ],
])('%s', (_name, usage, ledger) => {
  expect(ledgerOfUsage(usage)).toEqual(ledger);
});

test('a usage without a known count has no ledger', () => {
  expect(ledgerOfUsage({ images: 3 })).toBeUndefined();
});
