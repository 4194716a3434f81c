import type { CostStatus, Ledger } from '@vitrine/core/model';
import { type PriceRule } from './price-rule.ts';
/** What a model call costs, and how far that is known. */
export interface Price {
    /** USD; null where the model has no price. */
    cost: number | null;
    status: CostStatus;
}
/** What a price is made from. */
export interface ModelCall {
    model: string;
    provider: string;
    ledger: Partial<Ledger>;
    /** When it was made, ISO 8601: prices change. */
    at: string;
}
/**
 * Prices a call from its ledger: by the user's own rules, else by the catalog at the time of the call.
 *
 * A model that has usage and no price is `unpriced`, never free.
 */
export declare function priceOf(call: ModelCall, rules?: readonly PriceRule[]): Price;
//# sourceMappingURL=price.d.ts.map