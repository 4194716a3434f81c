import type { Logger } from 'pino';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import { type RecordOf } from '../clickhouse/records.ts';
import { type ModelCall, type Price } from './price.ts';
import { PriceRule } from './price-rule.ts';
/** The price rules of all workspaces, held in memory so that a span is priced without waiting. */
export declare class Prices {
    #private;
    constructor(database: Database, clock: Clock, log: Logger);
    /** What a call costs in a workspace, by the rules as they were read last. */
    of(workspace: string, call: ModelCall): Price;
    /**
     * Resolves when the rules are those of the last 5 s.
     *
     * @throws {StorageUnavailable} where they were never read and the storage is not there
     */
    fresh(): Promise<void>;
    /** Resolves when every server prices by the rules of now: a few seconds after the last change, at once if it is long ago. */
    known(principal: Principal): Promise<void>;
    list(principal: Principal): Promise<RecordOf<PriceRule>[]>;
    /**
     * Adds a rule, or replaces the one with the same model, provider and first day.
     *
     * @throws {ApiError} 409 where there are 1,000 rules already
     */
    put(principal: Principal, rule: PriceRule): Promise<RecordOf<PriceRule>>;
    /** @throws {ApiError} 404 where there is no such rule */
    delete(principal: Principal, id: string): Promise<void>;
}
//# sourceMappingURL=prices.d.ts.map