import { lowestId } from '@vitrine/core/model';
import type { Database } from '../../storage/database/database.ts';
import { deleteRows, type Table } from '../deletion/delete-rows.ts';
import { deleteOldThreads } from './delete-old-threads.ts';

/** The tables whose rows end with their trace, with the id that carries its time. Statistics are made from spans. */
const TRACE_IDS: readonly (readonly [Table, string])[] = [
  ['feedback_scores', "entity_type != 'thread' AND if(trace_id != '', trace_id, entity_id)"],
  ['comments', "entity_type != 'thread' AND trace_id"],
  ['attachments', "if(trace_id != '', trace_id, entity_id)"],
  ['spans', 'trace_id'],
  ['trace_stats', 'trace_id'],
  ['traces', 'id'],
];

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
  for (const [table, id] of TRACE_IDS) {
    yield await deleteRows(database, table, `${scope.condition} AND ${id} < {before:String}`, {
      ...scope.parameters,
      before: lowestId(beforeMs),
    });
  }
  yield await deleteOldThreads(database, beforeMs, scope);
}
