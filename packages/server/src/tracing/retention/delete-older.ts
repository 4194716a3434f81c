import { lowestId } from '@vitrine/core/model';
import type { Database } from '../../storage/database/database.ts';
import { TABLES, type Table } from '../../storage/tables/tables.ts';
import { deleteRows } from '../deletion/delete-rows.ts';
import { deleteOldThreads } from './delete-old-threads.ts';

/**
 * Deletes, table by table, all data of traces whose ids have a time before a moment. Threads have no time of their own:
 * their data is deleted when they have no trace left.
 *
 * @param scope SQL that narrows the rows, with `{name:Type}` in place of every value; all rows if left out
 * @returns the number of deleted rows of each table
 */
export async function* deleteOlder(
  database: Database,
  beforeMs: number,
  scope: { condition: string; parameters: Record<string, unknown> } = { condition: '1', parameters: {} },
): AsyncGenerator<number> {
  for (const { name, kept } of TABLES as readonly Table[]) {
    if (!kept) continue;
    const isOld = `${kept.only ?? '1'} AND ${kept.traceId} < {before:String}`;
    yield await deleteRows(database, name, `${scope.condition} AND ${isOld}`, {
      ...scope.parameters,
      before: lowestId(beforeMs),
    });
  }
  yield await deleteOldThreads(database, beforeMs, scope);
}
