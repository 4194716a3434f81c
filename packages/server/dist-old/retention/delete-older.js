import { lowestId } from '@vitrine/core/model';
import { deleteRows } from '../deletion/delete-rows.js';
import { deleteOldThreads } from './delete-old-threads.js';
/** The tables whose rows end with their trace, with the id that carries its time. Statistics are made from spans. */
const TRACE_IDS = [
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
export async function* deleteOlder(database, beforeMs, scope = { condition: '1', parameters: {} }) {
    for (const [table, id] of TRACE_IDS) {
        yield await deleteRows(database, table, `${scope.condition} AND ${id} < {before:String}`, {
            ...scope.parameters,
            before: lowestId(beforeMs),
        });
    }
    yield await deleteOldThreads(database, beforeMs, scope);
}
//# sourceMappingURL=delete-older.js.map