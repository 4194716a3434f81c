import { randomUUID } from 'node:crypto';
import type { Database } from '../../storage/database/database.ts';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import type { Write } from '../merging/write.ts';

/** A write as it stands in `pending_writes`. */
export interface PendingWrite {
  version: string;
  write: Write;
}

/** So many ids at once. */
const CHUNK = 1_000;

/**
 * What several servers write at the same moment. A server puts each write here before it writes the row that comes of
 * it, and looks for the others' afterwards: whoever looks last sees all, so no write is lost between a read and a write
 * of a row, and none when a server dies in between. The engine forgets them after a day.
 */
export class PendingWrites {
  readonly #database: Database;
  readonly #entity: 'traces' | 'spans';
  /** How this server signs what it writes. */
  readonly #server = randomUUID();

  constructor(database: Database, entity: 'traces' | 'spans') {
    this.#database = database;
    this.#entity = entity;
  }

  /** Puts writes on record. */
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

  /** What other servers have written of some ids of a workspace in the last day, oldest first, by id. */
  byOthers(workspace: string, ids: readonly string[]): Promise<Map<string, PendingWrite[]>> {
    return this.#read(workspace, ids, 'AND server != {server:String}');
  }

  /** What anybody has written of some ids of a workspace in the last day, oldest first, by id. */
  byAll(workspace: string, ids: readonly string[]): Promise<Map<string, PendingWrite[]>> {
    return this.#read(workspace, ids, '');
  }

  /** The ids that were written in the last day, in portions. */
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
    for (const portion of chunksOf(ids, CHUNK)) {
      const rows = await this.#database.of({ workspace }).read<{ id: string; version: string; change: string }>(
        `SELECT id, toString(pending_writes.version) AS version, change FROM pending_writes
         WHERE workspace = {workspace:String} AND entity = {entity:String} AND id IN {ids:Array(String)} ${condition}
         ORDER BY pending_writes.version`,
        { workspace, entity: this.#entity, ids: portion, server: this.#server },
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
