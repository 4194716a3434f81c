import type { Database } from '../../storage/database/database.ts';
import { identifier, localTable } from '../../storage/migrations/ddl.ts';
import type { TableName } from '../../storage/tables/tables.ts';
import { chunksBySize } from '../../storage/batches/chunks-of.ts';

/** Timeout of one statement, in ms: a week may have many rows. */
const PATIENCE_MS = 60 * 60_000;
/** Maximum number of rows, of consecutive weeks, that one statement deletes. A single week may have more. */
const MAX_ROWS = 2_000_000;

/**
 * Deletes rows for good, in all versions.
 *
 * A statement deletes some weeks, so that none runs for long. It is not one statement per week, because each reads
 * every part of the table, 7 ms a part. Inserts go on meanwhile. The disk space is freed when the engine next merges
 * those weeks; a week without remaining rows is merged at once. In a cluster, one statement deletes the rows of all
 * shards.
 *
 * @param condition SQL with `{name:Type}` in place of every value
 * @returns the number of deleted rows, each version counted
 */
export async function deleteRows(
  database: Database,
  table: TableName,
  condition: string,
  parameters: Record<string, unknown>,
): Promise<number> {
  const { workspace } = parameters;
  const everywhere = database.acrossWorkspaces(
    'old rows are deleted in all workspaces, and parts hold the rows of all',
  );
  const statements = typeof workspace === 'string' ? database.ofServer(workspace) : everywhere;
  if (database.cluster) {
    const [found] = await statements.read<{ rows: number }>(
      `SELECT count() AS rows FROM ${table} WHERE ${condition}`,
      parameters,
    );
    const shards = `${localTable(table)} ON CLUSTER ${identifier(database.cluster)}`;
    if (found?.rows) await statements.command(`DELETE FROM ${shards} WHERE ${condition}`, parameters, PATIENCE_MS);
    return found?.rows ?? 0;
  }
  // No alias may have the name of a column, because the condition would refer to the alias.
  const found = await statements.read<{ _partition_id: string; rows: number }>(
    `SELECT _partition_id, count() AS rows FROM ${table} WHERE ${condition} GROUP BY _partition_id ORDER BY _partition_id`,
    parameters,
  );
  for (const chunk of chunksBySize(found, MAX_ROWS, ({ rows }) => rows)) {
    const weeks = chunk.map(({ _partition_id: id }) => id);
    const inWeeks = '_partition_id IN {weeks:Array(String)}';
    await statements.command(
      `DELETE FROM ${table} WHERE ${inWeeks} AND (${condition})`,
      { ...parameters, weeks },
      PATIENCE_MS,
    );
    const left = await everywhere.read<{ _partition_id: string }>(
      `SELECT DISTINCT _partition_id FROM ${table} WHERE ${inWeeks}`,
      { weeks },
    );
    const kept = new Set(left.map(({ _partition_id: id }) => id));
    for (const id of weeks) {
      if (!kept.has(id))
        await everywhere.command(`OPTIMIZE TABLE ${table} PARTITION ID '${id}' FINAL`, {}, PATIENCE_MS);
    }
  }
  return found.reduce((sum, { rows }) => sum + rows, 0);
}
