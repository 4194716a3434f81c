/** Where the schema is made, and in which form. */
export interface SchemaLayout {
    database: string;
    /** Whether the tables get the settings that only the embedded engine needs (`/*embedded ... *\/` in the files). */
    embedded: boolean;
    /** A cluster by its name in `remote_servers`: each table is spread over its shards and kept by all replicas of one. */
    cluster?: string | undefined;
}
/** The name of the table that holds a shard's part of a table. */
export declare function localTable(table: string): string;
/** Quotes a name that comes from the options. */
export declare function identifier(name: string): string;
/**
 * The statements of a migration as a layout needs them. In a cluster each table becomes two: `<table>_local` with a
 * replicated engine, and over it a `Distributed` table that bears the name, so that queries are the same everywhere.
 *
 * @param sql statements that end in `;` at the end of a line, written for one server
 * @throws where there is no rule for a statement, or none that says how a new table is sharded
 * @example
 * statementsFor('CREATE TABLE IF NOT EXISTS traces (...) ENGINE = ReplacingMergeTree(version) ...;', { database: 'vitrine', embedded: false, cluster: 'main' })
 * // CREATE TABLE IF NOT EXISTS `vitrine`.`traces_local` ON CLUSTER 'main' (...) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/vitrine/traces', '{replica}', version) ...
 * // CREATE TABLE IF NOT EXISTS `vitrine`.`traces` ON CLUSTER 'main' AS `vitrine`.`traces_local` ENGINE = Distributed('main', 'vitrine', 'traces_local', sipHash64(id))
 */
export declare function statementsFor(sql: string, layout: SchemaLayout): string[];
//# sourceMappingURL=ddl.d.ts.map