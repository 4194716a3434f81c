import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import { type ListQuery } from '../query/list-conditions.ts';
import { type Statistics } from '../traces/statistics.ts';
/** The statistics of the spans of a list, as `spans/stats` answers them. */
export declare function spanStatistics(database: Database, principal: Principal, query: ListQuery, signal?: AbortSignal): Promise<Statistics>;
//# sourceMappingURL=span-statistics.d.ts.map