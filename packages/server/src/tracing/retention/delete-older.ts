import { lowestId } from '@vitrine/core/model';
import type { Database } from '../../storage/database/database.ts';
import { TABLES, type Table } from '../../storage/tables/tables.ts';
import { deleteRows } from '../deletion/delete-rows.ts';
import { deleteOldThreads } from './delete-old-threads.ts';

/**
 * Deletes all that belongs to traces whose ids carry a time before a moment, table by table. A thread
 * has no time of its own: what is kept about it goes when it has no trace any more.
 *
 * @param scope SQL that narrows it, with `{name:Type}` in place of every value; all if left out
 * @returns how many rows there were in each table
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
