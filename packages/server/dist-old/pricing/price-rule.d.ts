import type { Ledger } from '@vitrine/core/model';
import { z } from 'zod';
/** What a user says that a model costs. It goes before the catalog's price. */
export declare const PriceRule: z.ZodObject<{
    provider: z.ZodOptional<z.ZodNullable<z.ZodString>>;
    model: z.ZodString;
    rates: z.ZodObject<{
        input: z.ZodNumber;
        cache_read: z.ZodOptional<z.ZodNumber>;
        cache_write: z.ZodOptional<z.ZodNumber>;
        output: z.ZodNumber;
        reasoning: z.ZodOptional<z.ZodNumber>;
    }, z.core.$strict>;
    valid_from: z.ZodOptional<z.ZodNullable<z.ZodISODate>>;
}, z.core.$strict>;
export type PriceRule = z.infer<typeof PriceRule>;
/**
 * The rule that a call is priced by: of those that match, one for its provider before one for all, a whole name before
 * a beginning, a longer beginning before a shorter one, then the one that has held for the shortest time.
 */
export declare function ruleFor(rules: readonly PriceRule[], call: {
    model: string;
    provider: string;
    at: Date;
}): PriceRule | undefined;
/** What the tokens of a call cost by a rule, in USD. */
export declare function ruleCost({ rates }: PriceRule, ledger: Ledger): number;
//# sourceMappingURL=price-rule.d.ts.map