import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import { listConditions, type ListQuery } from './list-conditions.ts';
import { timeSlices } from './time-slices.ts';

/**
 * How many rows a list has, each counted once however often it was written. A week that is one part has each row once: it
 * is counted from the primary index alone, where nothing but the project narrows the list. The versions of the others are
 * merged for it.
 */
export async function countRows(
  database: Database,
  principal: Principal,
  table: 'traces' | 'spans',
  query: ListQuery,
  signal?: AbortSignal,
): Promise<number> {
  const { from_time, to_time, ...timeless } = query;
  const { where, parameters } = listConditions(database, principal, table, timeless);
  const place = { workspace: principal.workspace, projectId: query.projectId };
  const sorted = { table, key: table === 'traces' ? 'id' : 'trace_id' };
  const slices = timeSlices(database, place, sorted, { from_time, to_time });
  const isNarrow = Boolean(query.search || query.filter?.length);
  const settled = isNarrow ? [] : await settledWeeks(database, table, signal);
  const whole = listConditions(database, principal, table, query);
  const inSettled = `FROM ${table} WHERE ${whole.where} AND _partition_id IN {settled:Array(String)}`;
  const counts = [
    ...(settled.length > 0
      ? [`SELECT toInt64(count()) AS n ${inSettled}`, `SELECT -toInt64(count()) AS n ${inSettled} AND is_deleted = 1`]
      : []),
    ...slices.conditions.map(
      (time) => `SELECT toInt64(count()) AS n FROM ${table} FINAL
        WHERE ${where} AND ${time} AND _partition_id NOT IN {settled:Array(String)}`,
    ),
  ];
  const [row] = await database.read<{ total: number }>(
    `SELECT sum(n) AS total FROM (${counts.join(' UNION ALL ')})`,
    { ...whole.parameters, ...parameters, ...slices.parameters, settled },
    signal,
  );
  return row?.total ?? 0;
}

/** The partitions of a table that are one part each; none in a cluster, whose shards have their own. */
async function settledWeeks(database: Database, table: string, signal?: AbortSignal): Promise<string[]> {
  if (database.cluster) return [];
  const rows = await database.read<{ id: string }>(
    `SELECT partition_id AS id FROM system.parts
     WHERE active AND database = currentDatabase() AND table = {table:String} GROUP BY id HAVING count() = 1`,
    { table },
    signal,
  );
  return rows.map(({ id }) => id);
}
