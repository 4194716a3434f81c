import type { Database } from '../clickhouse/database.ts';
import type { Keys } from './list-keys.ts';
/**
 * Parts the keys of rows into groups that may be read at once, by the sizes of their bodies: so that a stream takes the
 * same memory whether its rows are small or large.
 */
export declare function rowGroups<Table extends keyof Keys>(database: Database, table: Table, scope: {
    workspace: string;
    project: string;
}, keys: readonly Keys[Table][], signal?: AbortSignal): AsyncGenerator<Keys[Table][]>;
/** What finds the rows of some keys of a project. */
export declare function keyConditions(table: keyof Keys): string;
/** The values of {@link keyConditions}. */
export declare function keyParameters(keys: readonly (Keys['traces'] | Keys['spans'])[]): Record<string, unknown>;
//# sourceMappingURL=row-groups.d.ts.map