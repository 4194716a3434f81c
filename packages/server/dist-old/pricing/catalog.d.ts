import type { Ledger } from '@vitrine/core/model';
/**
 * What a call costs by the rates of `@pydantic/genai-prices` at its time, in USD: cached input and reasoning at their
 * own rates, and where a model has tiers, the tier of the whole prompt. Nothing where the catalog has no such model.
 */
export declare function catalogCost(call: {
    model: string;
    provider: string;
    ledger: Ledger;
    at: Date;
}): number | undefined;
//# sourceMappingURL=catalog.d.ts.map