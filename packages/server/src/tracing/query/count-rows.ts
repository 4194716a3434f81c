import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { listConditions, type ListQuery } from './list-conditions.ts';
import { timeSlices } from '../../storage/time-bounds/time-slices.ts';

/** Maximum number of rows, in weeks being written, whose versions are merged for counting. A million takes 0.1 s. */
const MANY = 50_000;

/** Unique key of the rows of each table. */
const KEYS = { traces: 'id', spans: 'trace_id, id' };

/**
 * Counts the rows of a list.
 *
 * A week that is one part contains each row once. If the list is narrowed only by the project, such a week is counted
 * from the primary index. For the other weeks, the versions of each row are merged, unless they have more than 50,000
 * rows of the project. In that case a row that was just written twice counts twice until the engine merges it. Deleted
 * rows never count.
 */
export async function countRows(
  database: Database,
  principal: Principal,
  table: 'traces' | 'spans',
  query: ListQuery,
  signal?: AbortSignal,
): Promise<number> {
  if (query.search || query.filter?.length) return mergedCount(database, principal, table, query, [], signal);
  // Read once for all statements, because a week that becomes one part meanwhile would be in none of them.
  const settled = await settledWeeks(database, table, signal);
  const { where, parameters } = listConditions(database, principal, table, query);
  const values = { ...parameters, settled };
  const inSettled = `FROM ${table} WHERE ${where} AND _partition_id IN {settled:Array(String)}`;
  const inOthers = `FROM ${table} WHERE ${where} AND ${OUTSIDE_SETTLED}`;
  const counts = await database.of(principal).read<{ of: 'kept' | 'open' | 'deleted' | 'open_deleted'; rows: number }>(
    `SELECT 'kept' AS of, count() AS rows ${inSettled} UNION ALL SELECT 'open', count() ${inOthers}
     UNION ALL SELECT if(${OUTSIDE_SETTLED}, 'open_deleted', 'deleted') AS of, count()
       FROM ${table} WHERE ${where} AND is_deleted = 1 GROUP BY of`,
    values,
    signal,
  );
  const rows = {
    kept: 0,
    open: 0,
    deleted: 0,
    open_deleted: 0,
    ...Object.fromEntries(counts.map((row) => [row.of, row.rows])),
  };
  const kept = rows.kept - rows.deleted;
  if (rows.open <= MANY) return kept + (await mergedCount(database, principal, table, query, settled, signal));
  const isBound = Boolean(query.from_time || query.to_time);
  if (rows.open_deleted === 0 && !isBound) return kept + rows.open;
  // A tombstone starts at the time of its id, which may be outside the requested time.
  const { where: ofAll } = listConditions(database, principal, table, { ...query, from_time: '', to_time: '' });
  const deleted = `SELECT ${KEYS[table]} FROM ${table} WHERE ${ofAll} AND ${OUTSIDE_SETTLED} AND is_deleted = 1`;
  const [gone] = await database
    .of(principal)
    .read<{ rows: number }>(`SELECT count() AS rows ${inOthers} AND (${KEYS[table]}) IN (${deleted})`, values, signal);
  return kept + rows.open - (gone?.rows ?? 0);
}

const OUTSIDE_SETTLED = '_partition_id NOT IN {settled:Array(String)}';

/** Counts the rows outside the given weeks, each once however often it was written. */
async function mergedCount(
  database: Database,
  principal: Principal,
  table: 'traces' | 'spans',
  { from_time, to_time, ...query }: ListQuery,
  settled: readonly string[],
  signal?: AbortSignal,
): Promise<number> {
  const { where, parameters } = listConditions(database, principal, table, query);
  const scope = { workspace: principal.workspace, projectId: query.projectId };
  const sorted = { table, key: table === 'traces' ? 'id' : 'trace_id' };
  const slices = timeSlices(database, scope, sorted, { from_time, to_time });
  const selects = slices.conditions.map(
    (time) => `SELECT count() AS n FROM ${table} FINAL WHERE ${where} AND ${time} AND ${OUTSIDE_SETTLED}`,
  );
  const [row] = await database
    .of(principal)
    .read<{ total: number }>(
      `SELECT sum(n) AS total FROM (${selects.join(' UNION ALL ')})`,
      { ...parameters, ...slices.parameters, settled },
      signal,
    );
  return row?.total ?? 0;
}

/** Returns the partitions of a table that are one part each; none in a cluster, where each shard has its own parts. */
async function settledWeeks(database: Database, table: string, signal?: AbortSignal): Promise<string[]> {
  if (database.cluster) return [];
  const parts = database.acrossWorkspaces('the parts of a table hold the rows of all workspaces');
  const rows = await parts.read<{ id: string }>(
    `SELECT partition_id AS id FROM system.parts
     WHERE active AND database = currentDatabase() AND table = {table:String} GROUP BY id HAVING count() = 1`,
    { table },
    signal,
  );
  return rows.map(({ id }) => id);
}
