import type { ClickHouseClient } from '@clickhouse/client';
import { type SchemaLayout } from './ddl.ts';
/** The database was written by a newer version of Vitrine: waiting does not help. */
export declare class SchemaTooNew extends Error {
    readonly name = "SchemaTooNew";
}
/** One numbered file of `migrations/`. */
export interface Migration {
    number: number;
    name: string;
    statements: string[];
}
/** All migrations that this version knows, oldest first, as a layout needs them. */
export declare function migrations(layout: SchemaLayout): Migration[];
/** What makes the database and the table that marks which migrations it has. */
export declare function foundation(layout: SchemaLayout): string[];
/** The number of the newest migration that this version knows. */
export declare function newestSchema(): number;
/**
 * Brings a database to the schema of this version: creates it where it is absent and applies the numbered files of
 * `migrations/` that it does not have yet. Each statement may run again, so several servers may start at once, and what
 * was cut off half way is completed by the next one.
 *
 * @throws {SchemaTooNew} where the schema is newer than this code
 * @throws where the server is older than the oldest one tested
 */
export declare function migrate(client: ClickHouseClient, layout: SchemaLayout): Promise<void>;
//# sourceMappingURL=migrate.d.ts.map