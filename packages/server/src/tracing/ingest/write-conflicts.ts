import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { groupBy } from '../../storage/batches/group-by.ts';
import { isSame } from '../merging/is-same.ts';
import { PendingWrites, type PendingWrite } from './pending-writes.ts';
import type { StoredReader } from './stored/stored-reader.ts';
import type { VersionedRow } from '../rows/versioned-row.ts';
import type { Write } from '../merging/write.ts';

/** Servers that repair one row at the same time get the same row, so a few rounds always suffice. */
const MAX_ATTEMPTS = 5;

interface Parts<Row extends VersionedRow> {
  database: Database;
  clock: HybridLogicalClock;
  table: 'traces' | 'spans';
  reader: StoredReader<Row>;
  merge: (row: Row | undefined, write: Write, version: string) => Row | undefined;
  /** Stores rows that were repaired. */
  store: (rows: readonly Row[]) => Promise<void>;
}

/**
 * Resolves writes of several servers to one id, each merged into the row that its server had read. Each server records
 * its writes, reads the writes of the others after it has stored its rows, and repairs rows in which one is missing.
 */
export class WriteConflicts<Row extends VersionedRow> {
  readonly #parts: Parts<Row>;
  readonly #pending: PendingWrites;

  constructor(parts: Parts<Row>) {
    this.#parts = parts;
    this.#pending = new PendingWrites(parts.database, parts.table);
  }

  /** Records writes for the other servers. */
  record(writes: readonly PendingWrite[]): Promise<void> {
    return this.#pending.append(writes);
  }

  /** Reads other servers' writes to the same ids, and repairs rows in which a write is missing. */
  async resolve(own: readonly PendingWrite[]): Promise<void> {
    for (const [workspace, writes] of groupBy(own, ({ write }) => write.workspace)) {
      const ours = groupBy(writes, ({ write }) => write.id);
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const others = await this.#pending.byOthers(workspace, [...ours.keys()]);
        const all = new Map([...others].map(([id, theirs]) => [id, [...theirs, ...(ours.get(id) ?? [])]]));
        if ((await this.#repair(workspace, all)) === 0) break;
      }
    }
  }

  /**
   * Completes the writes of dead servers, so that every row contains all its writes of the last day.
   *
   * @param alone runs a piece of work while this server writes nothing
   */
  async sweep(alone: (work: () => Promise<void>) => Promise<void>): Promise<void> {
    for await (const { workspace, ids } of this.#pending.ids()) {
      await alone(async () => {
        await this.#repair(workspace, await this.#pending.byAll(workspace, ids));
      });
    }
  }

  /** Merges writes into the stored rows, and stores the rows that change. Returns the number of these. */
  async #repair(workspace: string, writes: ReadonlyMap<string, readonly PendingWrite[]>): Promise<number> {
    if (writes.size === 0) return 0;
    const wanted = [...writes].map(([id, [first]]) => ({ id, trace_id: first?.write.trace_id }));
    const stored = new Map((await this.#parts.reader.rows(workspace, wanted)).map((row) => [row.id, row]));
    const repaired: Row[] = [];
    for (const [id, pending] of writes) {
      const before = stored.get(id);
      let row = before;
      for (const { write, version } of pending) row = this.#replay(row, write, version) ?? row;
      if (!row || (before && isSame(before, row))) continue;
      repaired.push({ ...row, version: this.#parts.clock.next(BigInt(before?.version ?? '0')).toString() });
    }
    if (repaired.length > 0) await this.#parts.store(repaired);
    return repaired.length;
  }

  /** Merges a write that another server has accepted. A refusal now changes nothing. */
  #replay(row: Row | undefined, write: Write, version: string): Row | undefined {
    const accepted = { ...write, project_named: false, ...(write.kind === 'create' && { unless_there: false }) };
    try {
      return this.#parts.merge(row, accepted, version);
    } catch {
      return row;
    }
  }
}
