import { calcPrice } from '@pydantic/genai-prices';
import { catalogProvider, modelNames } from './names.js';
/** So many pairs of provider and model are remembered. */
const MAX_KNOWN = 5_000;
/** What a pair of names means; null where the catalog has no such model. */
const known = new Map();
/**
 * What a call costs by the rates of `@pydantic/genai-prices` at its time, in USD: cached input and reasoning at their
 * own rates, and where a model has tiers, the tier of the whole prompt. Nothing where the catalog has no such model.
 */
export function catalogCost(call) {
    const key = `${call.provider}\u0000${call.model}`;
    let model = known.get(key);
    if (model === undefined) {
        model = find(call.provider, call.model) ?? null;
        if (known.size >= MAX_KNOWN)
            known.clear();
        known.set(key, model);
    }
    if (!model)
        return undefined;
    const { rates } = model;
    if (!rates)
        return costOf(model, call.ledger, call.at);
    let cost = 0;
    for (const part of PARTS)
        cost += call.ledger[part] * rates[part];
    return cost;
}
const PARTS = ['input', 'cache_read', 'cache_write', 'output', 'reasoning'];
/** Rates are asked for so many tokens: prices are given for a million. */
const MILLION = 1_000_000;
/** What the catalog says of a ledger. */
function costOf({ provider, id }, ledger, at) {
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
function ratesOf(model) {
    const [{ prices } = { prices: [] }] = model.provider.models;
    if (Array.isArray(prices) || Object.values(prices).some((price) => typeof price === 'object'))
        return undefined;
    // A price of each request is none of a token.
    if ('requests_kcount' in prices)
        return undefined;
    const nothing = { input: 0, cache_read: 0, cache_write: 0, output: 0, reasoning: 0 };
    const rates = { ...nothing };
    for (const part of PARTS) {
        const cost = costOf(model, { ...nothing, [part]: MILLION }, new Date());
        if (cost === undefined)
            return undefined;
        rates[part] = cost / MILLION;
    }
    return rates;
}
function find(providerName, modelName) {
    for (const { provider: providerId, model } of modelNames(catalogProvider(providerName), modelName)) {
        const found = calcPrice({}, model, providerId ? { providerId } : {});
        if (!found)
            continue;
        const { provider, model: info } = found;
        const { id } = info;
        const alone = { id, provider: { ...provider, models: [{ ...info, match: { equals: id } }] } };
        return { ...alone, rates: ratesOf(alone) };
    }
    return undefined;
}
//# sourceMappingURL=catalog.js.map