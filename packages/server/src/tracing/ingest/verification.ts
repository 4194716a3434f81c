import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { groupBy } from '../../storage/batches/group-by.ts';
import { isSame } from '../merging/is-same.ts';
import { PendingWrites, type PendingWrite } from './pending-writes.ts';
import type { StoredReader } from './stored/stored-reader.ts';
import type { VersionedRow } from '../rows/versioned-row.ts';
import type { Write } from '../merging/write.ts';

/** Two servers that mend one row make the same of it; more than a few rounds never are. */
const MAX_ATTEMPTS = 5;

/**
 * Several servers may write one id at the same moment, each from the row that it has read. So each puts its writes on
 * record beside the rows, looks for the others' when its rows are stored, and mends the rows in which one is missing.
 */
export class Verification<Row extends VersionedRow> {
  readonly #clock: HybridLogicalClock;
  readonly #pending: PendingWrites;
  readonly #reader: StoredReader<Row>;
  readonly #merge: (row: Row | undefined, write: Write, version: string) => Row | undefined;
  readonly #store: (rows: readonly Row[]) => Promise<void>;

  constructor(parts: {
    database: Database;
    clock: HybridLogicalClock;
    table: 'traces' | 'spans';
    reader: StoredReader<Row>;
    merge: (row: Row | undefined, write: Write, version: string) => Row | undefined;
    /** Stores rows that were mended. */
    store: (rows: readonly Row[]) => Promise<void>;
  }) {
    this.#clock = parts.clock;
    this.#pending = new PendingWrites(parts.database, parts.table);
    this.#reader = parts.reader;
    this.#merge = parts.merge;
    this.#store = parts.store;
  }

  /** Puts writes on record, for the other servers. */
  announce(writes: readonly PendingWrite[]): Promise<void> {
    return this.#pending.append(writes);
  }

  /** Looks whether others have written the same ids meanwhile, and mends rows in which one of the writes is missing. */
  async verify(own: readonly PendingWrite[]): Promise<void> {
    for (const [workspace, writes] of groupBy(own, ({ write }) => write.workspace)) {
      const ours = groupBy(writes, ({ write }) => write.id);
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const others = await this.#pending.byOthers(workspace, [...ours.keys()]);
        const all = new Map([...others].map(([id, theirs]) => [id, [...theirs, ...(ours.get(id) ?? [])]]));
        if ((await this.#mend(workspace, all)) === 0) break;
      }
    }
  }

  /**
   * Completes what a server that died has left: every row has in it what was written of it in the last day.
   *
   * @param alone does a piece of it while this server writes nothing
   */
  async sweep(alone: (mend: () => Promise<void>) => Promise<void>): Promise<void> {
    for await (const { workspace, ids } of this.#pending.ids()) {
      await alone(async () => {
        await this.#mend(workspace, await this.#pending.byAll(workspace, ids));
      });
    }
  }

  /** Merges writes into the rows as they are stored, and stores those that change by it. Returns how many did. */
  async #mend(workspace: string, writes: ReadonlyMap<string, readonly PendingWrite[]>): Promise<number> {
    if (writes.size === 0) return 0;
    const wanted = [...writes].map(([id, [first]]) => ({ id, trace_id: first?.write.trace_id }));
    const stored = new Map((await this.#reader.rows(workspace, wanted)).map((row) => [row.id, row]));
    const mended: Row[] = [];
    for (const [id, pending] of writes) {
      const before = stored.get(id);
      let row = before;
      for (const { write, version } of pending) row = this.#replay(row, write, version) ?? row;
      if (!row || (before && isSame(before, row))) continue;
      mended.push({ ...row, version: this.#clock.next(BigInt(before?.version ?? '0')).toString() });
    }
    if (mended.length > 0) await this.#store(mended);
    return mended.length;
  }

  /** A write that another server has accepted: what would refuse it now no longer does. */
  #replay(row: Row | undefined, write: Write, version: string): Row | undefined {
    const accepted = { ...write, project_named: false, ...(write.kind === 'create' && { unless_there: false }) };
    try {
      return this.#merge(row, accepted, version);
    } catch {
      return row;
    }
  }
}
