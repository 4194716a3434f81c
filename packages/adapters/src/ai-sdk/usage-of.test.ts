import { describe, expect, it } from 'vitest';
import { serviceTierOf, usageOf } from './usage-of.ts';

describe('the usage of a model call of the AI SDK', () => {
  it('has the details of Anthropic’s raw usage (@ai-sdk/anthropic 4)', () => {
    const raw = {
      input_tokens: 3,
      cache_creation_input_tokens: 100,
      cache_read_input_tokens: 7,
      cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 90 },
      output_tokens: 50,
      server_tool_use: { web_search_requests: 2, web_fetch_requests: 1 },
      service_tier: 'priority',
    };
    const usage = {
      inputTokens: 110,
      inputTokenDetails: { noCacheTokens: 3, cacheReadTokens: 7, cacheWriteTokens: 100 },
      outputTokens: 50,
      raw,
    };
    expect(usageOf(usage)).toEqual({
      ledger: {
        input: 3,
        cache_read: 7,
        cache_write: 100,
        output: 50,
        reasoning: 0,
        cache_write_1h: 90,
        web_search_requests: 2,
      },
      usage: {
        prompt_tokens: 110,
        completion_tokens: 50,
        total_tokens: 160,
        cache_read_input_tokens: 7,
        cache_creation_input_tokens: 100,
        'server_tool_use.web_fetch_requests': 1,
      },
    });
    expect(serviceTierOf(usage, undefined)).toBe('priority');
  });

  it('is Anthropic’s own in version 5, whose provider excludes cached tokens (@ai-sdk/anthropic 2)', () => {
    const own = { input_tokens: 3, cache_creation_input_tokens: 100, cache_read_input_tokens: 7, output_tokens: 50 };
    const usage = { inputTokens: 3, inputTokenDetails: { cacheReadTokens: 7 }, outputTokens: 50 };
    expect(usageOf(usage, { anthropic: { usage: own, cacheCreationInputTokens: 100 } }).ledger).toEqual({
      input: 3,
      cache_read: 7,
      cache_write: 100,
      output: 50,
      reasoning: 0,
    });
  });

  it('has OpenAI’s tier and predicted tokens, and the audio of its raw usage (@ai-sdk/openai 4)', () => {
    const raw = { prompt_tokens: 100, completion_tokens: 50, prompt_tokens_details: { audio_tokens: 30 } };
    const metadata = { openai: { serviceTier: 'flex', acceptedPredictionTokens: 4, rejectedPredictionTokens: 0 } };
    const usage = { inputTokens: 100, outputTokens: 50, raw };
    expect(usageOf(usage, metadata)).toMatchObject({
      ledger: { input: 100, output: 50, input_audio: 30 },
      usage: { prompt_tokens: 100, acceptedPredictionTokens: 4 },
    });
    expect(serviceTierOf(usage, metadata)).toBe('flex');
  });

  it('has Gemini’s modalities (@ai-sdk/google 4)', () => {
    const raw = {
      promptTokenCount: 100,
      promptTokensDetails: [{ modality: 'AUDIO', tokenCount: 60 }],
      candidatesTokenCount: 40,
      trafficType: 'ON_DEMAND_PRIORITY',
    };
    const usage = { inputTokens: 100, outputTokens: 40, raw };
    expect(usageOf(usage).ledger).toMatchObject({ input: 100, input_audio: 60, output: 40 });
    expect(serviceTierOf(usage, undefined)).toBe('priority');
  });

  it('has the cost of a router in USD', () => {
    const usage = { inputTokens: 100, outputTokens: 40 };
    expect(usageOf(usage, { openrouter: { usage: { cost: 0.002 } } }).totalEstimatedCost).toBe(0.002);
    expect(usageOf(usage, { gateway: { cost: '0.0045' } }).totalEstimatedCost).toBe(0.0045);
    expect(usageOf(usage, { gateway: { cost: '' } }).totalEstimatedCost).toBeUndefined();
  });
});
