import type { CostStatus, Ledger } from '@vitrine/core/model';
import { catalogCost } from './catalog-cost.ts';
import { ruleCost, ruleFor, type PriceRule } from './price-rule.ts';

/** Cost of a model call, and how it is known. */
export interface Price {
  /** USD; null if the model has no price. */
  cost: number | null;
  status: CostStatus;
}

/** Model call to be priced. */
export interface ModelCall {
  model: string;
  provider: string;
  ledger: Partial<Ledger>;
  /** Time of the call, ISO 8601, because prices change. */
  at: string;
}

/**
 * Prices a call from its ledger: by the user's own rules, otherwise by the catalog at the time of the call.
 *
 * A call with usage whose model has no price is `unpriced`, never free.
 */
export function priceOf(call: ModelCall, rules: readonly PriceRule[] = []): Price {
  const input = tokens(call.ledger.input);
  const cache_read = tokens(call.ledger.cache_read);
  const cache_write = tokens(call.ledger.cache_write);
  const output = tokens(call.ledger.output);
  const reasoning = tokens(call.ledger.reasoning);
  if (input + cache_read + cache_write + output + reasoning === 0) return { cost: null, status: '' };
  if (call.model === '') return { cost: null, status: 'unpriced' };
  const ledger = { input, cache_read, cache_write, output, reasoning };
  const dated = { ...call, ledger, at: new Date(call.at) };
  const rule = rules.length > 0 ? ruleFor(rules, dated) : undefined;
  const cost = rule ? ruleCost(rule, ledger) : catalogCost(dated);
  return cost === undefined ? { cost: null, status: 'unpriced' } : { cost, status: 'priced' };
}

/** Clients may send any number; negative counts are 0. */
function tokens(count = 0): number {
  return Math.max(0, count);
}
