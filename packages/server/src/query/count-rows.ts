import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import { listConditions, type ListQuery } from './list-conditions.ts';
import { timeSlices } from './time-slices.ts';

/** Of so many rows of weeks that are being written the versions are merged to be counted: of a million it takes 0.1 s. */
const MANY = 50_000;

/** What tells rows apart. */
const KEYS = { traces: 'id', spans: 'trace_id, id' };

/**
 * How many rows a list has. A week that is one part has each row once: it is counted from the primary index alone, where
 * nothing but the project narrows the list. The versions of others are merged for it. Where these have more than 50,000
 * rows of the project they are not: what was just written twice counts twice until the engine has merged it, and what is
 * deleted does not count.
 */
export async function countRows(
  database: Database,
  principal: Principal,
  table: 'traces' | 'spans',
  query: ListQuery,
  signal?: AbortSignal,
): Promise<number> {
  if (query.search || query.filter?.length) return mergedCount(database, principal, table, query, '', signal);
  const { where, parameters } = listConditions(database, principal, table, query);
  const beside = besideSettled(database, table);
  const counts = await database.read<{ of: 'all' | 'open' | 'deleted' | 'open_deleted'; rows: number }>(
    `SELECT 'all' AS of, count() AS rows FROM ${table} WHERE ${where}
     UNION ALL SELECT 'open', count() FROM ${table} WHERE ${where} ${beside}
     UNION ALL SELECT if(1 ${beside}, 'open_deleted', 'deleted') AS of, count() FROM ${table}
       WHERE ${where} AND is_deleted = 1 GROUP BY of`,
    parameters,
    signal,
  );
  const rows = {
    all: 0,
    open: 0,
    deleted: 0,
    open_deleted: 0,
    ...Object.fromEntries(counts.map((row) => [row.of, row.rows])),
  };
  const kept = rows.all - rows.open - rows.deleted;
  if (rows.open <= MANY) return kept + (await mergedCount(database, principal, table, query, beside, signal));
  if (rows.open_deleted === 0) return kept + rows.open;
  const buried = `SELECT ${KEYS[table]} FROM ${table} WHERE ${where} ${beside} AND is_deleted = 1`;
  const [gone] = await database.read<{ rows: number }>(
    `SELECT count() AS rows FROM ${table} WHERE ${where} ${beside} AND (${KEYS[table]}) IN (${buried})`,
    parameters,
    signal,
  );
  return kept + rows.open - (gone?.rows ?? 0);
}

/** How many rows there are, each counted once however often it was written. */
async function mergedCount(
  database: Database,
  principal: Principal,
  table: 'traces' | 'spans',
  { from_time, to_time, ...query }: ListQuery,
  condition: string,
  signal?: AbortSignal,
): Promise<number> {
  const { where, parameters } = listConditions(database, principal, table, query);
  const place = { workspace: principal.workspace, projectId: query.projectId };
  const sorted = { table, key: table === 'traces' ? 'id' : 'trace_id' };
  const slices = timeSlices(database, place, sorted, { from_time, to_time });
  const lots = slices.conditions.map(
    (time) => `SELECT count() AS n FROM ${table} FINAL WHERE ${where} AND ${time} ${condition}`,
  );
  const [row] = await database.read<{ total: number }>(
    `SELECT sum(n) AS total FROM (${lots.join(' UNION ALL ')})`,
    { ...parameters, ...slices.parameters },
    signal,
  );
  return row?.total ?? 0;
}

/** The condition of rows that lie in no week that is one part; of all in a cluster, whose shards have parts of their own. */
function besideSettled(database: Database, table: 'traces' | 'spans'): string {
  if (database.cluster) return '';
  return `AND _partition_id NOT IN (SELECT partition_id FROM system.parts
    WHERE active AND database = currentDatabase() AND table = '${table}' GROUP BY partition_id HAVING count() = 1)`;
}
