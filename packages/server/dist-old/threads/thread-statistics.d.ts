import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import { type Statistics } from '../traces/statistics.ts';
import { type ThreadQuery } from './thread-keys.ts';
/** The statistics of the threads of a list. */
export declare function threadStatistics(database: Database, principal: Principal, query: ThreadQuery, signal?: AbortSignal): Promise<Statistics>;
//# sourceMappingURL=thread-statistics.d.ts.map