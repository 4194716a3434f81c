import { calcPrice, type Provider } from '@pydantic/genai-prices';
import { canonicalProvider, type Ledger } from '@vitrine/core/model';
import { modelNames } from './names.ts';

/** So many pairs of provider and model are remembered. */
const MAX_KNOWN = 5_000;

/** A model of the catalog, with its provider. */
interface Known {
  /** The provider with this one model, matching by its id, so that no call walks the whole catalog again. */
  provider: Provider;
  id: string;
  /** USD a token of each part of the ledger, where that is the same whatever the time and the length of the prompt. */
  rates: Ledger | undefined;
}

/** What a pair of names means; null where the catalog has no such model. */
const known = new Map<string, Known | null>();

/**
 * What a call costs by the rates of `@pydantic/genai-prices` at its time, in USD: cached input and reasoning at their
 * own rates, and where a model has tiers, the tier of the whole prompt. Nothing where the catalog has no such model.
 */
export function catalogCost(call: { model: string; provider: string; ledger: Ledger; at: Date }): number | undefined {
  const key = `${call.provider}\u0000${call.model}`;
  let model = known.get(key);
  if (model === undefined) {
    model = find(call.provider, call.model) ?? null;
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(key, model);
  }
  if (!model) return undefined;
  const { rates } = model;
  if (!rates) return costOf(model, call.ledger, call.at);
  let cost = 0;
  for (const part of PARTS) cost += call.ledger[part] * rates[part];
  return cost;
}

const PARTS = ['input', 'cache_read', 'cache_write', 'output', 'reasoning'] as const;
/** Rates are asked for so many tokens: prices are given for a million. */
const MILLION = 1_000_000;

/** What the catalog says of a ledger. */
function costOf({ provider, id }: Omit<Known, 'rates'>, ledger: Ledger, at: Date): number | undefined {
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

/** The rates of a model that has one price a token, which most have: asking the catalog for each call is slow. */
function ratesOf(model: Omit<Known, 'rates'>): Ledger | undefined {
  const [{ prices } = { prices: [] }] = model.provider.models;
  if (Array.isArray(prices) || Object.values(prices).some((price) => typeof price === 'object')) return undefined;
  // A price of each request is none of a token.
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

function find(providerName: string, modelName: string): Known | undefined {
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
