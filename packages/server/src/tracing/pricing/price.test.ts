import { calcPrice, findProvider } from '@pydantic/genai-prices';
import { PROVIDER_ALIASES } from '@vitrine/core/model';
import { expect, test } from 'vitest';
import { priceOf } from './price.ts';
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
  expect(priceOf({ provider, model, ledger: { input: 1 }, at })).toEqual({ cost: null, status: 'unpriced' });
});

test('a call without tokens has no cost, and negative counts are 0', () => {
  const call = { provider: 'openai', model: 'gpt-4o', at };
  expect(priceOf({ ...call, ledger: {} })).toEqual({ cost: null, status: '' });
  expect(priceOf({ ...call, ledger: { input: -5 } })).toEqual({ cost: null, status: '' });
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
