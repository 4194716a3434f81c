import { expect, it } from 'vitest';
import { usageOf } from './usage-of.ts';

it('usage with all its details (`UsageStats` of @mastra/core 1.71.0)', () => {
  const usage = {
    inputTokens: 1000,
    outputTokens: 500,
    inputDetails: {
      text: 200,
      cacheRead: 200,
      cacheWrite: 100,
      cacheWrite5m: 10,
      cacheWrite1h: 90,
      audio: 300,
      image: 50,
    },
    outputDetails: { text: 300, reasoning: 100, audio: 40, image: 60 },
  };
  expect(usageOf(usage)).toEqual({
    ledger: {
      input: 700,
      cache_read: 200,
      cache_write: 100,
      output: 400,
      reasoning: 100,
      cache_write_1h: 90,
      input_audio: 300,
      input_image: 50,
      output_audio: 40,
      output_image: 60,
    },
  });
});

it('cache writes that are reported only by their time to live', () => {
  const inputDetails = { cacheWrite5m: 10, cacheWrite1h: 90 };
  expect(usageOf({ inputTokens: 103, outputTokens: 1, inputDetails }).ledger).toMatchObject({
    input: 3,
    cache_write: 100,
    cache_write_1h: 90,
  });
});
