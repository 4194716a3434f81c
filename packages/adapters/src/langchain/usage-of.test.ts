import { expect, it } from 'vitest';
import { serviceTierOf, usageOf } from './usage-of.ts';

it('usage with audio, images and unknown details (`UsageMetadata` of @langchain/core 1.2.13)', () => {
  const usage = {
    input_tokens: 1000,
    output_tokens: 500,
    total_tokens: 1500,
    input_token_details: { cache_read: 200, cache_creation: 100, audio: 300, image: 50, video: 20 },
    output_token_details: { reasoning: 100, audio: 40, image: 60 },
  };
  expect(usageOf(usage, {})).toMatchObject({
    ledger: {
      input: 700,
      cache_read: 200,
      cache_write: 100,
      output: 400,
      reasoning: 100,
      input_audio: 300,
      input_image: 50,
      output_audio: 40,
      output_image: 60,
    },
    usage: { 'input_token_details.video': 20 },
  });
});

it('cache writes by their time to live (langchain-anthropic `_create_usage_metadata`)', () => {
  const input_token_details = {
    cache_read: 0,
    cache_creation: 0,
    ephemeral_5m_input_tokens: 10,
    ephemeral_1h_input_tokens: 90,
  };
  const usage = { input_tokens: 103, output_tokens: 5, total_tokens: 108, input_token_details };
  expect(usageOf(usage, {}).ledger).toMatchObject({ input: 3, cache_write: 100, cache_write_1h: 90 });
});

it('Anthropic’s own usage in the response’s metadata (@langchain/anthropic)', () => {
  const usage = { input_tokens: 103, output_tokens: 5, input_token_details: { cache_creation: 100 } };
  const own = {
    cache_creation_input_tokens: 100,
    cache_creation: { ephemeral_1h_input_tokens: 100 },
    server_tool_use: { web_search_requests: 3 },
    service_tier: 'standard',
  };
  expect(usageOf(usage, { usage: own }).ledger).toMatchObject({ cache_write_1h: 100, web_search_requests: 3 });
  expect(serviceTierOf(usage, { usage: own })).toBe('standard');
});

it.each(['flex', 'priority'])('details that are named after the tier %s (langchain-openai)', (tier) => {
  const usage = {
    input_tokens: 1000,
    output_tokens: 500,
    total_tokens: 1500,
    input_token_details: { [`${tier}_cache_read`]: 200, [tier]: 800 },
    output_token_details: { [`${tier}_reasoning`]: 100, [tier]: 400 },
  };
  expect(usageOf(usage, {})).toEqual({
    ledger: { input: 800, cache_read: 200, cache_write: 0, output: 400, reasoning: 100 },
  });
  expect(serviceTierOf(usage, {})).toBe(tier);
});
