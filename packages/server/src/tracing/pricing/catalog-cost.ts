import { calcPrice, type Provider } from '@pydantic/genai-prices';
import { canonicalProvider, type Ledger } from '@vitrine/core/model';
import { LRUCache } from 'lru-cache';
import { modelNames } from './model-names.ts';

/** Maximum number of cached pairs of provider and model. */
const MAX_KNOWN = 5_000;

/** Model of the catalog, with its provider. */
interface CatalogModel {
  /** Provider with only this model, matched by id, so that a call does not search the whole catalog again. */
  provider: Provider;
  id: string;
  /**
   * USD per token of each part of the ledger, if the rate depends neither on the time nor on the length of the prompt.
   */
  rates: Ledger | undefined;
}

/** Models by provider and name as they were sent; `model` is absent if the catalog has no such model. */
const models = new LRUCache<string, { model: CatalogModel | undefined }>({ max: MAX_KNOWN });

/**
 * Returns the cost of a call by the rates of `@pydantic/genai-prices` at its time, in USD. Cached input and reasoning
 * have their own rates; if a model has tiers, the tier of the whole prompt applies. Undefined if the catalog has no
 * such model.
 */
export function catalogCost(call: { model: string; provider: string; ledger: Ledger; at: Date }): number | undefined {
  const key = `${call.provider}\u0000${call.model}`;
  let found = models.get(key);
  if (!found) {
    found = { model: find(call.provider, call.model) };
    models.set(key, found);
  }
  const { model } = found;
  if (!model) return undefined;
  const { rates } = model;
  if (!rates) return costOf(model, call.ledger, call.at);
  let cost = 0;
  for (const part of PARTS) cost += call.ledger[part] * rates[part];
  return cost;
}

const PARTS = ['input', 'cache_read', 'cache_write', 'output', 'reasoning'] as const;
/** Number of tokens for which the catalog is queried, because its prices are per million. */
const MILLION = 1_000_000;

/** Returns the catalog's cost of a ledger. */
function costOf({ provider, id }: Omit<CatalogModel, 'rates'>, ledger: Ledger, at: Date): number | undefined {
  const { input, cache_read, cache_write, output, reasoning } = ledger;
  const usage = {
    input_tokens: input + cache_read + cache_write,
    cache_read_tokens: cache_read,
    cache_write_tokens: cache_write,
    output_tokens: output + reasoning,
    output_reasoning_tokens: reasoning,
  };
  return calcPrice(usage, id, { provider, timestamp: at })?.total_price;
}

/**
 * Returns the rates of a model with constant rates, which most models have, because querying the catalog for each call
 * is slow.
 */
function ratesOf(model: Omit<CatalogModel, 'rates'>): Ledger | undefined {
  const [{ prices } = { prices: [] }] = model.provider.models;
  if (Array.isArray(prices) || Object.values(prices).some((price) => typeof price === 'object')) return undefined;
  // A price per request is not a price per token.
  if ('requests_kcount' in prices) return undefined;
  const nothing: Ledger = { input: 0, cache_read: 0, cache_write: 0, output: 0, reasoning: 0 };
  const rates = { ...nothing };
  for (const part of PARTS) {
    const cost = costOf(model, { ...nothing, [part]: MILLION }, new Date());
    if (cost === undefined) return undefined;
    rates[part] = cost / MILLION;
  }
  return rates;
}

function find(providerName: string, modelName: string): CatalogModel | undefined {
  for (const { provider: providerId, model } of modelNames(canonicalProvider(providerName), modelName)) {
    const found = calcPrice({}, model, providerId ? { providerId } : {});
    if (!found) continue;
    const { provider, model: info } = found;
    const { id } = info;
    const alone = { id, provider: { ...provider, models: [{ ...info, match: { equals: id } }] } };
    return { ...alone, rates: ratesOf(alone) };
  }
  return undefined;
}
