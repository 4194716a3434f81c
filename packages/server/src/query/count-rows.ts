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
  if (query.search || query.filter?.length) return mergedCount(database, principal, table, query, [], signal);
  const settled = await settledWeeks(database, table, signal);
  const { where, parameters } = listConditions(database, principal, table, query);
  const values = { ...parameters, settled };
  const count = async (...counts: string[]): Promise<number[]> => {
    const columns = counts.map((rows, index) => `toInt64((SELECT count() FROM ${rows})) AS n${index}`);
    const [row = {}] = await database.read<Record<string, number>>(`SELECT ${columns.join(', ')}`, values, signal);
    return Object.values(row);
  };
  const inSettled = `${table} WHERE ${where} AND _partition_id IN {settled:Array(String)}`;
  const others = `${table} WHERE ${where} AND _partition_id NOT IN {settled:Array(String)}`;
  const [kept = 0, deleted = 0, open = 0] = await count(inSettled, `${inSettled} AND is_deleted = 1`, others);
  if (open <= MANY) return kept - deleted + (await mergedCount(database, principal, table, query, settled, signal));
  const buried = `SELECT ${KEYS[table]} FROM ${others} AND is_deleted = 1`;
  const [gone = 0] = await count(`${others} AND (${KEYS[table]}) IN (${buried})`);
  return kept - deleted + open - gone;
}

/** How many rows there are beside those of some weeks, each counted once however often it was written. */
async function mergedCount(
  database: Database,
  principal: Principal,
  table: 'traces' | 'spans',
  { from_time, to_time, ...query }: ListQuery,
  settled: readonly string[],
  signal?: AbortSignal,
): Promise<number> {
  const { where, parameters } = listConditions(database, principal, table, query);
  const place = { workspace: principal.workspace, projectId: query.projectId };
  const sorted = { table, key: table === 'traces' ? 'id' : 'trace_id' };
  const slices = timeSlices(database, place, sorted, { from_time, to_time });
  const lots = slices.conditions.map(
    (time) => `SELECT count() AS n FROM ${table} FINAL
      WHERE ${where} AND ${time} AND _partition_id NOT IN {settled:Array(String)}`,
  );
  const [row] = await database.read<{ total: number }>(
    `SELECT sum(n) AS total FROM (${lots.join(' UNION ALL ')})`,
    { ...parameters, ...slices.parameters, settled },
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
