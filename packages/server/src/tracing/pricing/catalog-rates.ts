import { calcPrice, type ModelPrice, type Provider } from '@pydantic/genai-prices';
import { canonicalProvider } from '@vitrine/core/model';
import { LRUCache } from 'lru-cache';
import { modelNames } from './model-names.ts';
import type { Part, Rates } from './priced-parts.ts';

/** Maximum number of cached pairs of provider and model. */
const MAX_KNOWN = 5_000;

/** Catalog's names for the rates of each part, the most specific one first, and the number of units of a rate. */
const RATES: Readonly<Record<Part, readonly [names: readonly string[], per: number]>> = {
  input: [['input_mtok'], 1e6],
  input_audio: [['input_audio_mtok'], 1e6],
  input_image: [['input_image_mtok'], 1e6],
  cache_read: [['cache_read_mtok'], 1e6],
  cache_read_audio: [['cache_audio_read_mtok'], 1e6],
  cache_read_image: [['cache_image_read_mtok'], 1e6],
  cache_write: [['cache_write_5m_mtok', 'cache_write_mtok'], 1e6],
  cache_write_1h: [['cache_write_1h_mtok'], 1e6],
  output: [['output_mtok'], 1e6],
  output_audio: [['output_audio_mtok'], 1e6],
  output_image: [['output_image_mtok'], 1e6],
  reasoning: [['output_reasoning_mtok', 'output_mtok'], 1e6],
  web_search_requests: [['web_searches_kcount'], 1e3],
  file_search_requests: [['storage_searches_kcount'], 1e3],
};
const PARTS = Object.keys(RATES) as Part[];
/** Price of each request, per 1,000. */
const REQUESTS = 'requests_kcount';

/** Rates of a model. */
export interface CatalogRates {
  rates: Rates;
  /** USD for the request itself. */
  request: number;
  /** Provider and name of the model in the catalog. */
  provider: string;
  model: string;
}

/** Model of the catalog, with its provider. */
interface CatalogModel {
  /** Provider with only this model, matched by id, so that a call does not search the whole catalog again. */
  provider: Provider;
  id: string;
  /** The rates, if they depend neither on the time nor on the length of the prompt. */
  constant: CatalogRates | undefined;
}

/** Models by provider and name as they were sent; `model` is absent if the catalog has no such model. */
const models = new LRUCache<string, { model: CatalogModel | undefined }>({ max: MAX_KNOWN });

/**
 * Returns the rates of a model in `@pydantic/genai-prices` at the time of a call; `undefined` if the catalog has no such
 * model. If a model has tiers, the tier of the whole prompt applies.
 *
 * @param call.promptTokens number of input tokens, with cached ones
 */
export function catalogRates(call: {
  model: string;
  provider: string;
  promptTokens: number;
  at: Date;
}): CatalogRates | undefined {
  const key = `${call.provider}\u0000${call.model}`;
  let found = models.get(key);
  if (!found) {
    found = { model: find(call.provider, call.model) };
    models.set(key, found);
  }
  const { model } = found;
  if (!model) return undefined;
  if (model.constant) return model.constant;
  const price = calcPrice({}, model.id, { provider: model.provider, timestamp: call.at })?.model_price;
  return price && ratesOf(model, price, call.promptTokens);
}

function ratesOf({ provider, id }: Pick<CatalogModel, 'provider' | 'id'>, price: ModelPrice, prompt: number) {
  const rates: Rates = {};
  for (const part of PARTS) {
    const [names, per] = RATES[part];
    const rate = names.map((name) => rateAt(price[name], prompt)).find((value) => value !== undefined);
    if (rate !== undefined) rates[part] = rate / per;
  }
  return { rates, request: (rateAt(price[REQUESTS], prompt) ?? 0) / 1e3, provider: provider.id, model: id };
}

/** Returns the rate for a prompt of a length, in tokens. The highest tier that the prompt exceeds applies. */
function rateAt(price: ModelPrice[string], prompt: number): number | undefined {
  if (typeof price !== 'object') return price;
  const tiers = price.tiers.filter(({ start }) => prompt > start).toSorted((a, b) => b.start - a.start);
  return tiers[0]?.price ?? price.base;
}

function find(providerName: string, modelName: string): CatalogModel | undefined {
  for (const { provider: providerId, model } of modelNames(canonicalProvider(providerName), modelName)) {
    const found = calcPrice({}, model, providerId ? { providerId } : {});
    if (!found) continue;
    const { provider, model: info } = found;
    const alone = { id: info.id, provider: { ...provider, models: [{ ...info, match: { equals: info.id } }] } };
    const { prices } = info;
    const isConstant = !Array.isArray(prices) && Object.values(prices).every((price) => typeof price !== 'object');
    return { ...alone, constant: isConstant ? ratesOf(alone, prices, 0) : undefined };
  }
  return undefined;
}
