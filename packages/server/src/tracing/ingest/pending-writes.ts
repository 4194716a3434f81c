import { randomUUID } from 'node:crypto';
import type { Database } from '../../storage/database/database.ts';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import type { Write } from '../merging/write.ts';

/** Write as `pending_writes` stores it. */
export interface PendingWrite {
  version: string;
  write: Write;
}

/** Maximum number of ids in one query. */
const CHUNK = 1_000;

/**
 * Log of recent writes, through which several servers find writes of one id that happened at the same moment.
 *
 * A server appends each write before it stores the merged row, and reads the other servers' writes afterwards. The
 * server that reads last sees all writes. So no write is lost between reading and storing a row, or when a server dies
 * in between. The engine deletes entries after a day.
 */
export class PendingWrites {
  readonly #database: Database;
  readonly #entity: 'traces' | 'spans';
  /** Identifies the writes of this server. */
  readonly #server = randomUUID();

  constructor(database: Database, entity: 'traces' | 'spans') {
    this.#database = database;
    this.#entity = entity;
  }

  /** Appends writes to the log. */
  append(writes: readonly PendingWrite[]): Promise<void> {
    return this.#database.acrossWorkspaces('each row has the workspace of its write').insert(
      'pending_writes',
      writes.map(({ version, write }) =>
        JSON.stringify({
          workspace: write.workspace,
          entity: this.#entity,
          id: write.id,
          trace_id: write.trace_id ?? '',
          version,
          server: this.#server,
          change: JSON.stringify(write),
        }),
      ),
    );
  }

  /** Returns other servers' writes of the last day to ids of a workspace, by id, oldest first. */
  byOthers(workspace: string, ids: readonly string[]): Promise<Map<string, PendingWrite[]>> {
    return this.#read(workspace, ids, 'AND server != {server:String}');
  }

  /** Returns all servers' writes of the last day to ids of a workspace, by id, oldest first. */
  byAll(workspace: string, ids: readonly string[]): Promise<Map<string, PendingWrite[]>> {
    return this.#read(workspace, ids, '');
  }

  /** Yields the ids that were written in the last day, in chunks. */
  async *ids(): AsyncGenerator<{ workspace: string; ids: string[] }> {
    let after: { workspace: string; id: string } = { workspace: '', id: '' };
    for (;;) {
      const database = this.#database.acrossWorkspaces('the sweep completes the writes of all workspaces');
      const rows = await database.read<{ workspace: string; id: string }>(
        `SELECT DISTINCT workspace, id FROM pending_writes
         WHERE entity = {entity:String} AND (workspace, id) > ({workspace:String}, {id:String})
         ORDER BY workspace, id LIMIT ${CHUNK}`,
        { entity: this.#entity, ...after },
      );
      const [first] = rows;
      if (!first) return;
      const ids = rows.filter((row) => row.workspace === first.workspace).map((row) => row.id);
      yield { workspace: first.workspace, ids };
      after = { workspace: first.workspace, id: ids.at(-1) ?? '' };
    }
  }

  async #read(workspace: string, ids: readonly string[], condition: string): Promise<Map<string, PendingWrite[]>> {
    const byId = new Map<string, PendingWrite[]>();
    for (const chunk of chunksOf(ids, CHUNK)) {
      const rows = await this.#database.ofServer(workspace).read<{ id: string; version: string; change: string }>(
        `SELECT id, toString(pending_writes.version) AS version, change FROM pending_writes
         WHERE workspace = {workspace:String} AND entity = {entity:String} AND id IN {ids:Array(String)} ${condition}
         ORDER BY pending_writes.version`,
        { workspace, entity: this.#entity, ids: chunk, server: this.#server },
      );
      for (const { id, version, change } of rows) {
        const writes = byId.get(id) ?? [];
        writes.push({ version, write: JSON.parse(change) as Write });
        byId.set(id, writes);
      }
    }
    return byId;
  }
}
