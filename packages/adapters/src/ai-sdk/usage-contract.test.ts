import { createOpenAI } from '@ai-sdk/openai';
import { generateText } from 'ai';
import { expect, it } from 'vitest';
import { Recording } from '../recording.fixture.ts';
import { vitrineTelemetry } from './vitrine-telemetry.ts';

/** Usage as OpenAI counts: prompts include cached tokens, completions include reasoning. */
const usage = {
  prompt_tokens: 2006,
  completion_tokens: 300,
  total_tokens: 2306,
  prompt_tokens_details: { cached_tokens: 1920 },
  completion_tokens_details: { reasoning_tokens: 192 },
};

const completion = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_768_470_000,
  model: 'gpt-5-2025-08-07',
  choices: [{ index: 0, message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }],
  usage,
};

it('keeps OpenAI’s numbers from the real provider in the ledger and in the usage', async () => {
  const recording = new Recording();
  const openai = createOpenAI({ apiKey: 'none', fetch: async () => Response.json(completion) });
  const { totalUsage } = await generateText({
    model: openai.chat('gpt-5'),
    prompt: 'hi',
    telemetry: { integrations: [vitrineTelemetry(recording.client)] },
  });
  const span = await recording.span('gpt-5');
  expect(span).toMatchObject({ provider: 'openai', model: 'gpt-5-2025-08-07' });
  expect(span.ledger).toEqual({ input: 86, cache_read: 1920, cache_write: 0, output: 108, reasoning: 192 });
  expect(span.usage).toMatchObject({ prompt_tokens: 2006, completion_tokens: 300, total_tokens: 2306 });
  expect(totalUsage).toMatchObject({ inputTokens: 2006, outputTokens: 300 });
});
