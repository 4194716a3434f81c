import { calcPrice, type Provider } from '@pydantic/genai-prices';
import type { Ledger } from '@vitrine/core/model';
import { catalogProvider, modelNames } from './names.ts';

/** So many pairs of provider and model are remembered. */
const MAX_KNOWN = 5_000;

/** The one model of the catalog that a pair of names means, with its provider; null where there is none. */
const known = new Map<string, Provider | null>();

/**
 * What a call costs by the rates of `@pydantic/genai-prices` at its time, in USD: cached input and reasoning at their
 * own rates, and where a model has tiers, the tier of the whole prompt. Nothing where the catalog has no such model.
 */
export function catalogCost(call: { model: string; provider: string; ledger: Ledger; at: Date }): number | undefined {
  const key = `${call.provider}\u0000${call.model}`;
  let provider = known.get(key);
  if (provider === undefined) {
    provider = find(call.provider, call.model) ?? null;
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(key, provider);
  }
  if (!provider) return undefined;
  const { input, cache_read, cache_write, output, reasoning } = call.ledger;
  const usage = {
    input_tokens: input + cache_read + cache_write,
    cache_read_tokens: cache_read,
    cache_write_tokens: cache_write,
    output_tokens: output + reasoning,
    output_reasoning_tokens: reasoning,
  };
  const [model] = provider.models;
  return model && calcPrice(usage, model.id, { provider, timestamp: call.at })?.total_price;
}

/** The provider with this one model, matching by its id, so that no call walks the whole catalog again. */
function find(providerName: string, modelName: string): Provider | undefined {
  for (const { provider: providerId, model } of modelNames(catalogProvider(providerName), modelName)) {
    const found = calcPrice({}, model, providerId ? { providerId } : {});
    if (!found) continue;
    const { provider, model: info } = found;
    return { ...provider, models: [{ ...info, match: { equals: info.id } }] };
  }
  return undefined;
}
