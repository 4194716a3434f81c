import { TupleParam } from '@clickhouse/client';
import { versionAt } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { chunksOfKeys } from '../../storage/batches/chunks-of.ts';
import { TABLES, type TableName } from '../../storage/tables/tables.ts';
import { deleteRows } from '../deletion/delete-rows.ts';

/** Age at which tombstones are deleted, in ms. A later write creates the row anew. */
const KEPT_MS = 30 * 86_400_000;
/** Maximum number of keys in one query. */
const PAGE = 5_000;

/** Deletes tombstones that are older than 30 days, with all rows that they hide. Returns the number of rows. */
export async function purgeTombstones(database: Database, nowMs: number = Date.now()): Promise<number> {
  const before = versionAt(nowMs - KEPT_MS).toString();
  let rows = 0;
  for (const { name: table, key } of TABLES.filter(({ tombstones }) => tombstones)) {
    const workspaces = await database
      .acrossWorkspaces('tombstones are purged in all workspaces')
      .read<{ workspace: string }>(
        `SELECT DISTINCT workspace FROM ${table} WHERE is_deleted = 1 AND version < {before:UInt64}`,
        { before },
      );
    for (const { workspace } of workspaces) rows += await purgeTable(database, table, key, { workspace, before });
  }
  return rows;
}

async function purgeTable(
  database: Database,
  table: TableName,
  key: readonly string[],
  scope: { workspace: string; before: string },
): Promise<number> {
  const columns = key.join(', ');
  const oneKey = `Tuple(${key.map(() => 'String').join(', ')})`;
  const isOld = `workspace = {workspace:String} AND version < {before:UInt64}`;
  const isNamed = `(${columns}) IN {keys:Array(${oneKey})}`;
  const keyOf = (row: Record<string, string>) => new TupleParam(key.map((column) => row[column] ?? ''));
  let rows = 0;
  let after = new TupleParam(key.map(() => ''));
  for (;;) {
    const deleted = await database.ofServer(scope.workspace).read<Record<string, string>>(
      `SELECT DISTINCT ${columns} FROM ${table}
       WHERE ${isOld} AND is_deleted = 1 AND (${columns}) > {after:${oneKey}} ORDER BY ${columns} LIMIT ${PAGE}`,
      { ...scope, after },
    );
    const keys = deleted.map(keyOf);
    const last = keys.at(-1);
    if (!last) return rows;
    after = last;
    for (const chunk of chunksOfKeys(keys)) {
      // A deleted score may have been written again.
      const dead = await database.ofServer(scope.workspace).read<Record<string, string>>(
        `SELECT ${columns} FROM ${table} WHERE workspace = {workspace:String} AND ${isNamed}
         GROUP BY ${columns} HAVING argMax(is_deleted, version) = 1 AND max(version) < {before:UInt64}`,
        { ...scope, keys: chunk },
      );
      if (dead.length === 0) continue;
      rows += await deleteRows(database, table, `${isOld} AND ${isNamed}`, { ...scope, keys: dead.map(keyOf) });
    }
  }
}
