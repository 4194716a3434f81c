import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import { type ListQuery } from './list-conditions.ts';
/**
 * How many rows a list has. A week that is one part has each row once: it is counted from the primary index alone, where
 * nothing but the project narrows the list. The versions of others are merged for it. Where these have more than 50,000
 * rows of the project they are not: what was just written twice counts twice until the engine has merged it, and what is
 * deleted does not count.
 */
export declare function countRows(database: Database, principal: Principal, table: 'traces' | 'spans', query: ListQuery, signal?: AbortSignal): Promise<number>;
//# sourceMappingURL=count-rows.d.ts.map