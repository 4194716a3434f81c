import { canonicalProvider, type CostStatus, type Ledger } from '@vitrine/core/model';
import { catalogRates } from './catalog-rates.ts';
import { countsOf, isCalls, promptTokens, type Counts, type Rates } from './priced-parts.ts';
import { ruleFor, ruleRates, type PriceRule } from './price-rule.ts';
import { tierFactor } from './service-tiers.ts';

/** Cost of a model call, and how it is known. */
export interface Price {
  /** USD; null if nothing has a price. */
  cost: number | null;
  status: CostStatus;
  /** Parts of the ledger that the cost does not include; `service_tier` if the factor of its tier is not known. */
  unpriced: string[];
}

/** Model call to be priced. */
export interface ModelCall {
  model: string;
  provider: string;
  ledger: Partial<Ledger>;
  /** As the provider reports it, such as `flex`; '' for the usual rates. */
  service_tier?: string;
  /** Time of the call, ISO 8601, because prices change. */
  at: string;
}

/**
 * Prices a call from its ledger: by the user's own rules, otherwise by the catalog at the time of the call.
 *
 * A call whose model has no price is `unpriced`, never free. If only some parts of the ledger have a rate, the call is
 * `partly_priced`: the cost includes these parts only. An unknown service tier is priced at the usual rates, and is
 * `partly_priced` too.
 */
export function priceOf(call: ModelCall, rules: readonly PriceRule[] = []): Price {
  const counts = countsOf(call.ledger);
  if (counts.size === 0) return { cost: null, status: '', unpriced: [] };
  const found = call.model === '' ? undefined : ratesOf(call, rules);
  const unpriced: string[] = found ? [...counts.keys()].filter((part) => found.rates[part] === undefined) : [];
  if (!found || unpriced.length === counts.size) return { cost: null, status: 'unpriced', unpriced: [] };
  if (found.tier === undefined) unpriced.push('service_tier');
  const cost = found.request + costOf(counts, found.rates, found.tier ?? 1);
  return { cost, status: unpriced.length > 0 ? 'partly_priced' : 'priced', unpriced };
}

/** Rates of a call, and the factor of its service tier, which applies to tokens. */
interface CallRates {
  rates: Rates;
  /** USD for the request itself. */
  request: number;
  tier: number | undefined;
}

function ratesOf(call: ModelCall, rules: readonly PriceRule[]): CallRates | undefined {
  const { model, provider, service_tier = '' } = call;
  const at = new Date(call.at);
  const rule = rules.length > 0 ? ruleFor(rules, { model, provider, service_tier, at }) : undefined;
  if (rule?.service_tier) return { rates: ruleRates(rule), request: 0, tier: 1 };
  if (rule) {
    const name = model.toLowerCase();
    return { rates: ruleRates(rule), request: 0, tier: tierFactor(canonicalProvider(provider), name, service_tier) };
  }
  const found = catalogRates({ model, provider, promptTokens: promptTokens(call.ledger), at });
  return found && { ...found, tier: tierFactor(found.provider, found.model, service_tier) };
}

function costOf(counts: Counts, rates: Rates, tier: number): number {
  let cost = 0;
  for (const [part, count] of counts) cost += count * (rates[part] ?? 0) * (isCalls(part) ? 1 : tier);
  return cost;
}
