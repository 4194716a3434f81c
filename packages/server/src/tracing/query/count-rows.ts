import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { listConditions, type ListQuery } from './list-conditions.ts';
import { timeSlices } from '../../storage/time-bounds/time-slices.ts';

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
  // Asked once for all statements: meanwhile a week may become one part, and would be in none of them.
  const settled = await settledWeeks(database, table, signal);
  const { where, parameters } = listConditions(database, principal, table, query);
  const values = { ...parameters, settled };
  const inSettled = `FROM ${table} WHERE ${where} AND _partition_id IN {settled:Array(String)}`;
  const inOthers = `FROM ${table} WHERE ${where} AND ${BESIDE_SETTLED}`;
  const counts = await database.of(principal).read<{ of: 'kept' | 'open' | 'deleted' | 'open_deleted'; rows: number }>(
    `SELECT 'kept' AS of, count() AS rows ${inSettled} UNION ALL SELECT 'open', count() ${inOthers}
     UNION ALL SELECT if(${BESIDE_SETTLED}, 'open_deleted', 'deleted') AS of, count()
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
  // What stays of a deleted row began when its id says, which need not lie in the time.
  const { where: ofAll } = listConditions(database, principal, table, { ...query, from_time: '', to_time: '' });
  const deleted = `SELECT ${KEYS[table]} FROM ${table} WHERE ${ofAll} AND ${BESIDE_SETTLED} AND is_deleted = 1`;
  const [gone] = await database
    .of(principal)
    .read<{ rows: number }>(`SELECT count() AS rows ${inOthers} AND (${KEYS[table]}) IN (${deleted})`, values, signal);
  return kept + rows.open - (gone?.rows ?? 0);
}

const BESIDE_SETTLED = '_partition_id NOT IN {settled:Array(String)}';

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
    (time) => `SELECT count() AS n FROM ${table} FINAL WHERE ${where} AND ${time} AND ${BESIDE_SETTLED}`,
  );
  const [row] = await database
    .of(principal)
    .read<{ total: number }>(
      `SELECT sum(n) AS total FROM (${lots.join(' UNION ALL ')})`,
      { ...parameters, ...slices.parameters, settled },
      signal,
    );
  return row?.total ?? 0;
}

/** The partitions of a table that are one part each; none in a cluster, whose shards have parts of their own. */
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
