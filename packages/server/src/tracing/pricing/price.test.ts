import { calcPrice, findProvider } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { PROVIDER_ALIASES } from '@vitrine/core/model';
import { expect, test } from 'vitest';
import { priceOf, type ModelCall, type Price } from './price.ts';
import type { PriceRule } from './price-rule.ts';

const MILLION = 1_000_000;
const at = '2026-06-01T00:00:00Z';

/** Cost of a million tokens of input and of output together, in USD, of the model with these names. */
test.each([
  ['openai', 'gpt-4o', 2.5 + 10],
  ['openai.chat', 'gpt-4o-2024-11-20', 2.5 + 10],
  ['openai.responses', 'gpt-4.1', 2 + 8],
  ['OpenAI', 'openai/gpt-4o', 2.5 + 10],
  ['azure', 'gpt-4o', 2.5 + 10],
  ['azure.ai.openai', 'gpt-35-turbo', 0.5 + 1.5],
  ['azure-openai.chat', 'gpt-4.1', 2 + 8],
  ['anthropic.messages', 'claude-sonnet-4-20250514', 3 + 15],
  ['anthropic', 'claude-3-5-sonnet-latest', 3 + 15],
  ['anthropic', 'anthropic/claude-sonnet-4', 3 + 15],
  ['google', 'models/gemini-2.5-flash', 0.3 + 2.5],
  ['google_genai', 'gemini-2.5-flash', 0.3 + 2.5],
  ['google.generative-ai', 'gemini-2.5-flash', 0.3 + 2.5],
  ['google_vertexai', 'publishers/google/models/gemini-2.5-flash', 0.3 + 2.5],
  ['vertex_ai', 'projects/p/locations/us-central1/publishers/google/models/gemini-2.5-flash', 0.3 + 2.5],
  ['gcp.vertex_ai', 'claude-sonnet-4@20250514', 3 + 15],
  ['google.vertex.chat', 'gemini-2.5-flash', 0.3 + 2.5],
  ['aws.bedrock', 'us.anthropic.claude-sonnet-4-20250514-v1:0', 3 + 15],
  ['amazon-bedrock', 'anthropic.claude-3-5-sonnet-20241022-v2:0', 3 + 15],
  ['bedrock_converse', 'amazon.nova-pro-v1:0', 0.8 + 3.2],
  [
    'bedrock',
    'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0',
    3 + 15,
  ],
  ['openrouter', 'openai/gpt-4o', 2.5 + 10],
  ['openrouter', 'anthropic/claude-sonnet-4', 3 + 15],
  ['litellm', 'bedrock/anthropic.claude-3-5-sonnet-20241022-v2:0', 3 + 15],
  ['litellm', 'gemini/gemini-2.5-flash', 0.3 + 2.5],
  ['litellm', 'azure/gpt-4o', 2.5 + 10],
  ['mistralai', 'mistral-large-latest', 2 + 6],
  ['mistral.chat', 'codestral-latest', 0.3 + 0.9],
  ['xai', 'grok-3-latest', 3 + 15],
  ['xai.chat', 'grok-3', 3 + 15],
  ['groq', 'llama-3.3-70b-versatile', 0.59 + 0.79],
  ['togetherai', 'meta-llama/Llama-3.3-70B-Instruct-Turbo', 0.88 + 0.88],
  ['cohere', 'command-r-plus-08-2024', 2.5 + 10],
  ['strands-agents', 'us.anthropic.claude-sonnet-4-20250514-v1:0', 3 + 15],
  ['langchain', 'anthropic.claude-3-5-sonnet-20241022-v2:0', 3 + 15],
  ['', 'amazon.nova-lite-v1:0', 0.06 + 0.24],
  ['fireworks', 'accounts/fireworks/models/gpt-oss-120b', 0.15 + 0.6],
  ['anthropic', 'claude-opus-4-8', 5 + 25],
  ['anthropic', 'claude-sonnet-5', 2 + 10],
  ['aws', 'global.anthropic.claude-opus-4-6-v1', 5 + 25],
  ['google-vertex', 'claude-opus-4-6@default', 5 + 25],
  ['openrouter', 'anthropic/claude-opus-4.6', 5 + 25],
  ['openai', 'gpt-5.5-2026-04-23', 5 + 30],
  ['openai', 'gpt-5.3-codex', 1.75 + 14],
  ['azure', 'gpt-5.2-chat', 1.75 + 14],
  ['google', 'gemini-3.5-flash', 1.5 + 9],
  ['xai', 'grok-4-1-fast-reasoning', 0.2 + 0.5],
  ['zai', 'glm-4.6', 0.43 + 1.74],
  ['', 'gpt-4o', 2.5 + 10],
  ['a gateway of our own', 'gpt-4o', 2.5 + 10],
])('a model is found by the provider and name %s %s', (provider, model, expected) => {
  const price = priceOf({ provider, model, ledger: { input: MILLION / 100, output: MILLION / 100 }, at });
  expect(price.status).toBe('priced');
  expect(price.cost).toBeCloseTo(expected / 100, 10);
});

test.each([
  ['openai', 'no-such-model'],
  ['azure', 'my-deployment'],
  ['openrouter', 'openai/gpt-4o:free'],
  ['openai', ''],
])('a model without a price is unpriced, never free: %s %s', (provider, model) => {
  expect(priceOf({ provider, model, ledger: { input: 1 }, at })).toEqual({
    cost: null,
    status: 'unpriced',
    unpriced: [],
  });
});

test('a call without tokens has no cost, and negative counts are 0', () => {
  const call = { provider: 'openai', model: 'gpt-4o', at };
  expect(priceOf({ ...call, ledger: {} })).toEqual({ cost: null, status: '', unpriced: [] });
  expect(priceOf({ ...call, ledger: { input: -5 } })).toEqual({ cost: null, status: '', unpriced: [] });
  expect(priceOf({ ...call, ledger: { input: -500, cache_read: 1_000 } }).cost).toBeCloseTo(0.00125, 10);
});

test('cached input has its own rates', () => {
  // 500 x 3 + 200 x 0.3 + 300 x 3.75 + 100 x 15 USD per million.
  const ledger = { input: 500, cache_read: 200, cache_write: 300, output: 100 };
  expect(priceOf({ provider: 'anthropic', model: 'claude-sonnet-4-20250514', ledger, at }).cost).toBeCloseTo(
    (1_500 + 60 + 1_125 + 1_500) / MILLION,
    12,
  );
});

test('reasoning costs the rate of output, or its own rate if the model has one', () => {
  const reasoning = { reasoning: 1_000 };
  expect(priceOf({ provider: 'openai', model: 'o3', ledger: reasoning, at }).cost).toBeCloseTo(0.008, 12);
  const research = { provider: 'perplexity', model: 'sonar-deep-research', at };
  expect(priceOf({ ...research, ledger: reasoning }).cost).toBeCloseTo(0.003, 12);
  expect(priceOf({ ...research, ledger: { output: 1_000 } }).cost).toBeCloseTo(0.008, 12);
});

test('the length of the whole prompt determines the tier of every rate', () => {
  const gemini = { provider: 'google', model: 'gemini-2.5-pro', at };
  expect(priceOf({ ...gemini, ledger: { input: 100_000, output: 1_000 } }).cost).toBeCloseTo(0.125 + 0.01, 10);
  const long = { input: 200_000, cache_read: 100_000, output: 1_000 };
  expect(priceOf({ ...gemini, ledger: long }).cost).toBeCloseTo(0.5 + 0.025 + 0.015, 10);
});

test('a call is priced by the rates at its time', () => {
  const o3 = { provider: 'openai', model: 'o3', ledger: { input: 1_000, output: 1_000 } };
  expect(priceOf({ ...o3, at: '2025-05-01T00:00:00Z' }).cost).toBeCloseTo(0.05, 12);
  expect(priceOf({ ...o3, at: '2025-07-01T00:00:00Z' }).cost).toBeCloseTo(0.01, 12);
});

const priced = (call: Partial<ModelCall>): Price => priceOf({ provider: '', model: '', ledger: {}, at, ...call });

test('cache writes are priced by their time to live', () => {
  const sonnet = { provider: 'anthropic', model: 'claude-sonnet-4-5' };
  const written = { input: 3, cache_write: 100_000, output: 10 };
  expect(priced({ ...sonnet, ledger: written }).cost).toBeCloseTo(0.375159, 12);
  expect(priced({ ...sonnet, ledger: { ...written, cache_write_1h: 100_000 } })).toMatchObject({
    cost: expect.closeTo(0.600159, 12),
    status: 'priced',
  });
  expect(priced({ ...sonnet, ledger: { ...written, cache_write_1h: 40_000 } }).cost).toBeCloseTo(
    0.000009 + 0.225 + 0.24 + 0.00015,
    12,
  );
});

test('a service tier changes the rates of tokens', () => {
  const ledger = { input: 100_000, output: 1_000, web_search_requests: 1 };
  const mini = { provider: 'openai', model: 'gpt-5-mini', ledger };
  const costs = ['', 'default', 'flex', 'Batch', 'priority'].map(
    (service_tier) => priced({ ...mini, service_tier }).cost,
  );
  const fee = 0.01;
  const expected = [0.027, 0.027, 0.0135, 0.0135, 0.0486].map((cost) => expect.closeTo(cost + fee, 12) as number);
  expect(costs).toEqual(expected);
  const batch = { provider: 'anthropic', model: 'claude-sonnet-4-5', service_tier: 'batch' };
  expect(priced({ ...batch, ledger: { input: 1_000, cache_read: 1_000 } }).cost).toBeCloseTo(0.00165, 12);
});

test('a call in a service tier whose rates are not known is partly priced', () => {
  for (const [provider, model, service_tier] of [
    ['openai', 'gpt-5-mini', 'scale'],
    ['google', 'gemini-2.5-flash', 'priority'],
    ['anthropic', 'claude-sonnet-4-5', 'priority'],
    ['deepseek', 'deepseek-chat', 'constructor'],
  ] as const) {
    const call = { provider, model, ledger: { input: 1_000 } };
    const { cost } = priced(call);
    expect(priced({ ...call, service_tier })).toEqual({ cost, status: 'partly_priced', unpriced: ['service_tier'] });
  }
});

test('audio, images and searches have their own rates', () => {
  const realtime = { provider: 'openai', model: 'gpt-realtime' };
  // Text 4 and 16, cached text 0.4, audio 32 and 64, cached audio 0.4, images 5 USD per million.
  const ledger = { input: 600, input_audio: 300, input_image: 100, cache_read: 100, cache_read_audio: 50, output: 90 };
  expect(priced({ ...realtime, ledger: { ...ledger, output_audio: 80 } })).toMatchObject({
    cost: expect.closeTo((200 * 4 + 300 * 32 + 100 * 5 + 100 * 0.4 + 10 * 16 + 80 * 64) / MILLION, 12),
    status: 'priced',
  });
  const searches = { input: 1_000, web_search_requests: 10 };
  expect(priced({ provider: 'anthropic', model: 'claude-sonnet-4-5', ledger: searches }).cost).toBeCloseTo(0.103, 12);
  const files = { input: 0, file_search_requests: 4 };
  expect(priced({ provider: 'openai', model: 'gpt-5-mini', ledger: files }).cost).toBeCloseTo(0.01, 12);
});

test('a part without a rate is named, and is not in the cost', () => {
  const audio = { provider: 'openai', model: 'gpt-4o-audio-preview' };
  expect(priced({ ...audio, ledger: { input: 1_000, input_audio: 900, output: 100, output_audio: 100 } })).toEqual({
    cost: expect.closeTo(0.00025, 12) as number,
    status: 'partly_priced',
    unpriced: ['input_audio', 'output_audio'],
  });
  const deepseek = { provider: 'deepseek', model: 'deepseek-v3.2' };
  expect(priced({ ...deepseek, ledger: { input: 10, cache_read: 90 } })).toMatchObject({
    status: 'partly_priced',
    unpriced: ['cache_read'],
  });
  expect(priced({ ...deepseek, ledger: { cache_read: 90 } })).toEqual({ cost: null, status: 'unpriced', unpriced: [] });
});

test('a detail is at most what is left of its part, and counts of any size are priced', () => {
  const realtime = { provider: 'openai', model: 'gpt-realtime' };
  const odd = { input: 100, input_audio: 500, input_image: 7, output_audio: 5, cache_read_audio: -3 };
  expect(priced({ ...realtime, ledger: odd })).toMatchObject({ cost: expect.closeTo((100 * 32) / MILLION, 12) });
  expect(priced({ ...realtime, ledger: { input: 1e15 } }).cost).toBe(4e9);
});

test('the cost of a ledger without details is the cost of the catalog', () => {
  const count = fc.nat(400_000);
  const ledgers = fc.record({ input: count, cache_read: count, cache_write: count, output: count, reasoning: count });
  const models = fc.constantFrom(
    ['openai', 'o3'],
    ['openai', 'gpt-5.5'],
    ['anthropic', 'claude-sonnet-4-5'],
    ['google', 'gemini-2.5-pro'],
    ['perplexity', 'sonar-pro'],
    ['aws', 'amazon.nova-lite-v1:0'],
  );
  fc.assert(
    fc.property(models, ledgers, ([provider, model], ledger) => {
      const price = priced({ provider, model, ledger });
      fc.pre(price.status === 'priced');
      const { input, cache_read, cache_write, output, reasoning } = ledger;
      const usage = {
        input_tokens: input + cache_read + cache_write,
        cache_read_tokens: cache_read,
        cache_write_tokens: cache_write,
        output_tokens: output + reasoning,
        output_reasoning_tokens: reasoning,
      };
      const expected = calcPrice(usage, model, { providerId: provider, timestamp: new Date(at) })?.total_price;
      expect(price.cost).toBeCloseTo(expected!, 9);
    }),
  );
});

const rule = (model: string, input: number, rest: Partial<PriceRule> = {}): PriceRule => ({
  model,
  rates: { input, output: 0 },
  ...rest,
});
const costOf = (rules: PriceRule[], model: string, provider = 'openai', when = at): number | null =>
  priceOf({ model, provider, ledger: { input: MILLION }, at: when }, rules).cost;

test('a rule of the user has priority over the catalog, for any name of the model', () => {
  const rules = [rule('GPT-4o', 1)];
  expect(costOf(rules, 'gpt-4o')).toBe(1);
  expect(costOf(rules, 'openai/gpt-4o')).toBe(1);
  expect(costOf(rules, 'gpt-4.1')).toBeCloseTo(2, 10);
  expect(costOf([rule('my-deployment', 7)], 'my-deployment', 'azure')).toBe(7);
});

test('of matching rules, one for the provider goes first, then a whole name, then the longest prefix', () => {
  const rules = [
    rule('*', 1),
    rule('gpt-*', 2),
    rule('gpt-4*', 3),
    rule('gpt-4o', 4),
    rule('*', 5, { provider: 'xai' }),
  ];
  expect(costOf(rules, 'anything')).toBe(1);
  expect(costOf(rules, 'gpt-5')).toBe(2);
  expect(costOf(rules, 'gpt-4.1')).toBe(3);
  expect(costOf(rules, 'gpt-4o')).toBe(4);
  expect(costOf(rules, 'gpt-4o', 'x-ai')).toBe(5);
  expect(costOf([rule('*', 5, { provider: 'openai.chat' })], 'm', 'openai.responses')).toBe(5);
});

test('a rule applies from its first day until the next rule applies', () => {
  const rules = [rule('m', 1), rule('m', 2, { valid_from: '2026-01-01' }), rule('m', 3, { valid_from: '2026-03-01' })];
  expect(costOf(rules, 'm', '', '2025-12-31T23:59:59Z')).toBe(1);
  expect(costOf(rules, 'm', '', '2026-01-01T00:00:00Z')).toBe(2);
  expect(costOf(rules, 'm', '', '2026-03-01T00:00:00Z')).toBe(3);
});

test('an omitted rate is the rate of the whole that it is a part of', () => {
  const ledger = { input: 1, cache_read: 10, cache_write: 100, output: 1_000, reasoning: 10_000 };
  const price = (rates: PriceRule['rates']) =>
    (priceOf({ model: 'm', provider: '', ledger, at }, [{ model: 'm', rates }]).cost ?? 0) * MILLION;
  expect(price({ input: 1, output: 2 })).toBeCloseTo(111 + 22_000, 6);
  expect(price({ input: 1, cache_read: 0, cache_write: 3, output: 2, reasoning: 5 })).toBeCloseTo(
    301 + 2_000 + 50_000,
    6,
  );
});

// USD per million tokens of input and of output, and per thousand requests, as literals: the library is not its own oracle.
test.each([
  ['sonar', 1, 1, 12],
  ['sonar-pro', 3, 15, 14],
  ['sonar-reasoning', 1, 5, 12],
  ['sonar-reasoning-pro', 2, 8, 14],
])('the price of a request is in the cost of %s', (model, input, output, requests) => {
  const { cost } = priceOf({ model, provider: 'perplexity', ledger: { input: 1_000, output: 200 }, at });
  expect(cost).toBeCloseTo((1_000 * input + 200 * output) / MILLION + requests / 1_000, 12);
  const usage = { input_tokens: 1_000, output_tokens: 200 };
  expect(cost).toBe(calcPrice(usage, model, { providerId: 'perplexity', timestamp: new Date(at) })?.total_price);
});

test.each([...new Set(Object.values(PROVIDER_ALIASES))])('the price catalog knows the provider %s', (name) => {
  expect(findProvider({ providerId: name })?.id).toBe(name);
});

test('a rule has rates for details and calls, and a detail without a rate is partly priced', () => {
  const ledger = { input: 1_000, input_audio: 400, cache_write: 100, cache_write_1h: 100, web_search_requests: 2 };
  const call = { model: 'm', provider: '', ledger, at };
  const all = { input: 1, output: 2, input_audio: 10, cache_write_1h: 5, web_search_requests: 20 };
  expect(priceOf(call, [{ model: 'm', rates: all }])).toEqual({
    cost: expect.closeTo((600 + 4_000 + 500) / MILLION + 0.04, 12) as number,
    status: 'priced',
    unpriced: [],
  });
  expect(priceOf(call, [{ model: 'm', rates: { input: 1, output: 2 } }])).toEqual({
    cost: expect.closeTo(600 / MILLION, 12) as number,
    status: 'partly_priced',
    unpriced: ['web_search_requests', 'cache_write_1h', 'input_audio'],
  });
});

test('a rule for a service tier has the rates of that tier, and other rules the factor of the provider', () => {
  const rules = [rule('gpt-5-mini', 10), rule('gpt-5-mini', 3, { service_tier: 'Flex' })];
  const costIn = (service_tier: string, of: PriceRule[]): Price =>
    priceOf({ model: 'gpt-5-mini', provider: 'openai', service_tier, ledger: { input: MILLION }, at }, of);
  expect(costIn('flex', rules).cost).toBe(3);
  expect(costIn('', rules).cost).toBe(10);
  expect(costIn('batch', rules).cost).toBe(5);
  expect(costIn('mine', rules)).toEqual({ cost: 10, status: 'partly_priced', unpriced: ['service_tier'] });
  expect(costIn('mine', [...rules, rule('gpt-5-mini', 4, { service_tier: 'mine' })])).toMatchObject({ cost: 4 });
});

test('a price of 0 is a price', () => {
  expect(priceOf({ model: 'm', provider: '', ledger: { input: 5 }, at }, [rule('m', 0)])).toEqual({
    cost: 0,
    status: 'priced',
    unpriced: [],
  });
});
