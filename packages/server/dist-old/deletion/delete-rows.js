import { identifier, localTable } from '../clickhouse/ddl.js';
/** How long one statement may take, in ms: a week may have many rows. */
const PATIENCE_MS = 60 * 60_000;
/**
 * Deletes rows for good, all versions of them, week by week, so that no statement runs for long. Inserts go on
 * meanwhile. The disk space comes back when the engine next merges those weeks; a week of which nothing is left is
 * merged at once. In a cluster every shard deletes its own, and does that in one statement.
 *
 * @param condition SQL with `{name:Type}` in place of every value
 * @returns how many rows there were, each of their versions counted
 */
export async function deleteRows(database, table, condition, parameters) {
    if (database.cluster) {
        const [found] = await database.read(`SELECT count() AS rows FROM ${table} WHERE ${condition}`, parameters);
        const shards = `${localTable(table)} ON CLUSTER ${identifier(database.cluster)}`;
        if (found?.rows)
            await database.command(`DELETE FROM ${shards} WHERE ${condition}`, parameters, PATIENCE_MS);
        return found?.rows ?? 0;
    }
    // No alias may bear the name of a column: the condition would mean it.
    const found = await database.read(`SELECT _partition_id, count() AS rows FROM ${table} WHERE ${condition} GROUP BY _partition_id ORDER BY _partition_id`, parameters);
    for (const { _partition_id: id } of found) {
        await database.command(`DELETE FROM ${table} IN PARTITION ID '${id}' WHERE ${condition}`, parameters, PATIENCE_MS);
        const [left] = await database.read(`SELECT count() AS rows FROM (SELECT 1 FROM ${table} WHERE _partition_id = {id:String} LIMIT 1)`, { id });
        if (left?.rows === 0)
            await database.command(`OPTIMIZE TABLE ${table} PARTITION ID '${id}' FINAL`, {}, PATIENCE_MS);
    }
    return found.reduce((sum, { rows }) => sum + rows, 0);
}
//# sourceMappingURL=delete-rows.js.map