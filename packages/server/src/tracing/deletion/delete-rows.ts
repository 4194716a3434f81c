import type { Database } from '../../storage/database/database.ts';
import { identifier, localTable } from '../../storage/migrations/ddl.ts';
import type { TableName } from '../../storage/tables/tables.ts';
import { chunksBySize } from '../../storage/batches/chunks-of.ts';

/** How long one statement may take, in ms: a week may have many rows. */
const PATIENCE_MS = 60 * 60_000;
/** So many rows, of weeks that follow one another, are deleted by one statement; one week may have more. */
const MAX_ROWS = 2_000_000;

/**
 * Deletes rows for good, all versions of them, some weeks at a time, so that no statement runs for long; nor a statement for each
 * week, because each looks at every part of the table, 7 ms a part. Inserts go on meanwhile. The disk space comes back when
 * the engine next merges those weeks; a week of which nothing is left is merged at once. In a cluster every shard deletes
 * its own, and does that in one statement.
 *
 * @param condition SQL with `{name:Type}` in place of every value
 * @returns how many rows there were, each of their versions counted
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
  const statements = typeof workspace === 'string' ? database.of({ workspace }) : everywhere;
  if (database.cluster) {
    const [found] = await statements.read<{ rows: number }>(
      `SELECT count() AS rows FROM ${table} WHERE ${condition}`,
      parameters,
    );
    const shards = `${localTable(table)} ON CLUSTER ${identifier(database.cluster)}`;
    if (found?.rows) await statements.command(`DELETE FROM ${shards} WHERE ${condition}`, parameters, PATIENCE_MS);
    return found?.rows ?? 0;
  }
  // No alias may bear the name of a column: the condition would mean it.
  const found = await statements.read<{ _partition_id: string; rows: number }>(
    `SELECT _partition_id, count() AS rows FROM ${table} WHERE ${condition} GROUP BY _partition_id ORDER BY _partition_id`,
    parameters,
  );
  for (const portion of chunksBySize(found, MAX_ROWS, ({ rows }) => rows)) {
    const weeks = portion.map(({ _partition_id: id }) => id);
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
