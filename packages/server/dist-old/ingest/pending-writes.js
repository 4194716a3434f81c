import { randomUUID } from 'node:crypto';
import { portionsOf } from '../clickhouse/portions-of.js';
/** So many ids at once. */
const CHUNK = 1_000;
/**
 * What several servers write at the same moment. A server puts each write here before it writes the row that comes of
 * it, and looks for the others' afterwards: whoever looks last sees all, so no write is lost between a read and a write
 * of a row, and none when a server dies in between. The engine forgets them after a day.
 */
export class PendingWrites {
    #database;
    #entity;
    /** How this server signs what it writes. */
    #server = randomUUID();
    constructor(database, entity) {
        this.#database = database;
        this.#entity = entity;
    }
    /** Puts writes on record. */
    append(writes) {
        return this.#database.insert('pending_writes', writes.map(({ version, write }) => JSON.stringify({
            workspace: write.workspace,
            entity: this.#entity,
            id: write.id,
            trace_id: write.trace_id ?? '',
            version,
            server: this.#server,
            change: JSON.stringify(write),
        })));
    }
    /** What other servers have written of some ids of a workspace in the last day, oldest first, by id. */
    byOthers(workspace, ids) {
        return this.#read(workspace, ids, 'AND server != {server:String}');
    }
    /** What anybody has written of some ids of a workspace in the last day, oldest first, by id. */
    byAll(workspace, ids) {
        return this.#read(workspace, ids, '');
    }
    /** The ids that were written in the last day, in portions. */
    async *ids() {
        let after = { workspace: '', id: '' };
        for (;;) {
            const rows = await this.#database.read(`SELECT DISTINCT workspace, id FROM pending_writes
         WHERE entity = {entity:String} AND (workspace, id) > ({workspace:String}, {id:String})
         ORDER BY workspace, id LIMIT ${CHUNK}`, { entity: this.#entity, ...after });
            const [first] = rows;
            if (!first)
                return;
            const ids = rows.filter((row) => row.workspace === first.workspace).map((row) => row.id);
            yield { workspace: first.workspace, ids };
            after = { workspace: first.workspace, id: ids.at(-1) ?? '' };
        }
    }
    async #read(workspace, ids, condition) {
        const byId = new Map();
        for (const portion of portionsOf(ids, CHUNK)) {
            const rows = await this.#database.read(`SELECT id, toString(pending_writes.version) AS version, change FROM pending_writes
         WHERE workspace = {workspace:String} AND entity = {entity:String} AND id IN {ids:Array(String)} ${condition}
         ORDER BY pending_writes.version`, { workspace, entity: this.#entity, ids: portion, server: this.#server });
            for (const { id, version, change } of rows) {
                const writes = byId.get(id) ?? [];
                writes.push({ version, write: JSON.parse(change) });
                byId.set(id, writes);
            }
        }
        return byId;
    }
}
//# sourceMappingURL=pending-writes.js.map