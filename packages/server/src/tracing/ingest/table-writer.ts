import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { isRefusal } from '../../storage/database/failures.ts';
import { BlockEncoder, type Columns } from '../../storage/encoding/native-block.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { reasonOf, type Accounting } from '../../platform/accounting/accounting.ts';
import { overloaded } from '../../platform/accounting/admission.ts';
import { KnownRows } from './stored/known-rows.ts';
import type { PendingWrite } from './pending-writes.ts';
import { StoredReader } from './stored/stored-reader.ts';
import { WriteConflicts } from './write-conflicts.ts';
import { keyOf, type VersionedRow } from '../rows/versioned-row.ts';
import type { Write } from '../merging/write.ts';
import { settle, WriteGroup, type Batch, type Outcome, type QueuedWrite } from './write-group.ts';

/** Memory of a write in addition to its texts, in bytes. */
const OVERHEAD_BYTES = 500;

const STORED: Outcome = { committed: true, changed: true };
const UNCHANGED: Outcome = { committed: true, changed: false };

/** Dependencies of a writer, and the specifics of its table. */
interface Parts<Row extends VersionedRow> {
  database: Database;
  clock: HybridLogicalClock;
  accounting: Accounting;
  table: 'traces' | 'spans';
  columns: Columns<Row>;
  /** Row with empty columns. */
  empty: Row;
  /**
   * Returns the row after a write, from the row before it, which may be a tombstone; undefined if the write changes
   * nothing. An error that it throws refuses this write only.
   */
  merge: (row: Row | undefined, write: Write, version: string) => Row | undefined;
  /** Sets the columns that are derived from others, just before the row is inserted. */
  complete: (row: Row) => void;
  /** Stores what has to be stored before the rows. */
  beforeStore: (rows: readonly Row[]) => Promise<void>;
  /** Called with the rows that were stored. */
  afterStore: (rows: readonly Row[]) => void;
}

/**
 * Writes into one table. Writes gather while an insert runs; writes of one id become one row; stored rows are read,
 * merged and inserted as a group. So parts stay few, and a write to an idle server does not wait.
 *
 * While a group is inserted, the next one is prepared from all writes except those to the same ids, because these need
 * the rows that are being inserted.
 */
export class TableWriter<Row extends VersionedRow> {
  readonly #parts: Parts<Row>;
  readonly #encoder: BlockEncoder<Row>;
  readonly #known: KnownRows<Row>;
  readonly #conflicts: WriteConflicts<Row>;
  readonly #queue: QueuedWrite[] = [];
  /** Tasks that run while nothing is written. */
  readonly #exclusive: (() => Promise<void>)[] = [];
  /** Group that is being inserted. */
  #inserting: WriteGroup<Row> | undefined;
  #running = false;
  /** Wakes {@link #run} up. */
  #wake: () => void = () => {};

  constructor(parts: Parts<Row>) {
    this.#parts = parts;
    this.#encoder = new BlockEncoder(parts.columns);
    const reader = new StoredReader<Row>(parts.database, parts.table);
    this.#known = new KnownRows({ ...parts, reader });
    const store = (rows: readonly Row[]): Promise<void> => this.#storeRepaired(rows);
    this.#conflicts = new WriteConflicts({ ...parts, reader, store });
  }

  /** Resolves with one outcome for each write when all are stored or refused. It never rejects. */
  async write(writes: readonly Write[]): Promise<Outcome[]> {
    if (writes.length === 0) return [];
    const sizes = writes.map(bytesOf);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    this.#parts.accounting.received(this.#parts.table, writes.length);
    if (!this.#parts.accounting.hasRoom(bytes)) {
      this.#parts.accounting.refused(this.#parts.table, 'overloaded', writes.length);
      return writes.map(() => ({ committed: false, error: overloaded() }));
    }
    this.#parts.accounting.bytesInFlight += bytes;
    const outcomes = await new Promise<Outcome[]>((resolve) => {
      const batch: Batch = { outcomes: [], remaining: writes.length, done: () => resolve(batch.outcomes) };
      for (const [index, write] of writes.entries()) {
        this.#queue.push({ write, key: keyOf(write), bytes: sizes[index] ?? 0, batch, index });
      }
      this.#start();
    });
    this.#parts.accounting.bytesInFlight -= bytes;
    this.#account(outcomes);
    return outcomes;
  }

  /** Completes the writes that a dead server left unfinished. */
  sweep(): Promise<void> {
    return this.#conflicts.sweep((work) => this.#exclusively(work));
  }

  /**
   * Runs a task while nothing is written. New writes wait until it ends, because rows may not change between reading
   * and writing them.
   */
  #exclusively(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#exclusive.push(() => work().then(resolve, reject));
      this.#start();
    });
  }

  #account(outcomes: readonly Outcome[]): void {
    let committed = 0;
    for (const outcome of outcomes) {
      if (!outcome.committed) this.#parts.accounting.refused(this.#parts.table, reasonOf(outcome.error), 1);
      else if (outcome.changed) committed++;
      else this.#parts.accounting.refused(this.#parts.table, 'deleted', 1);
    }
    this.#parts.accounting.committed(this.#parts.table, committed);
  }

  #start(): void {
    if (this.#running) this.#wake();
    else void this.#run();
  }

  /** Runs one insert at a time: large groups make few parts, and few parts are cheap to merge. */
  async #run(): Promise<void> {
    this.#running = true;
    let inserted: Promise<void> | undefined;
    let next = new WriteGroup(this.#encoder);
    for (;;) {
      const [exclusive] = this.#exclusive;
      const isInserted = (key: string): boolean => this.#inserting?.rows.has(key) ?? false;
      const taken = exclusive ? [] : next.takeFrom(this.#queue, isInserted);
      const hasTaken = taken.length > 0;
      if (hasTaken) await this.#add(taken, next);
      // Nothing may be awaited until the next step is chosen, because a write that arrives meanwhile would be missed.
      if (!this.#inserting && !next.isEmpty) {
        inserted = this.#insert(next);
        next = new WriteGroup(this.#encoder);
      } else if (!this.#inserting && exclusive) {
        this.#exclusive.shift();
        await exclusive();
      } else if (this.#inserting && !hasTaken) {
        await Promise.race([inserted, new Promise<void>((resolve) => (this.#wake = resolve))]);
      } else if (!hasTaken) {
        break;
      }
    }
    this.#running = false;
  }

  /** Adds writes and their rows to a group. If the stored rows cannot be read, all the writes are refused. */
  async #add(taken: QueuedWrite[], group: WriteGroup<Row>): Promise<void> {
    try {
      await this.#apply(taken, group);
    } catch (error) {
      settle(taken, { committed: false, error });
    }
  }

  /** Adds writes and their rows to a group. A refused write is settled and left out. */
  async #apply(taken: QueuedWrite[], group: WriteGroup<Row>): Promise<void> {
    await this.#known.prepare();
    const { rows, deferred } = await this.#known.find(
      taken.filter(({ key }) => !group.rows.has(key)).map(({ write }) => write),
    );
    if (deferred.size > 0) {
      this.#putBack(taken, deferred);
      group.close();
    }
    const changed = new Map<string, Row>();
    const kept: QueuedWrite[] = [];
    for (const queued of taken) {
      const { write, key } = queued;
      this.#known.markSeen(write.id);
      try {
        const stored = changed.get(key) ?? group.rows.get(key) ?? rows.get(key);
        const version = this.#parts.clock.next(stored && BigInt(stored.version)).toString();
        const row = this.#parts.merge(stored, write, version);
        if (row) {
          row.version = version;
          queued.version = version;
          changed.set(key, row);
          kept.push(queued);
        } else {
          settle([queued], UNCHANGED);
        }
      } catch (error) {
        settle([queued], { committed: false, error });
      }
    }
    taken.splice(0, taken.length, ...kept);
    for (const row of changed.values()) this.#parts.complete(row);
    group.add(kept, changed);
  }

  /** Moves the writes of the given rows from the taken ones back to the front of the queue. */
  #putBack(taken: QueuedWrite[], keys: ReadonlySet<string>): void {
    const now = taken.filter(({ key }) => !keys.has(key));
    this.#queue.unshift(...taken.filter(({ key }) => keys.has(key)));
    taken.splice(0, taken.length, ...now);
  }

  async #insert(group: WriteGroup<Row>): Promise<void> {
    this.#inserting = group;
    let stored: readonly QueuedWrite[] = group.writes;
    try {
      const shared = this.#parts.database.isShared();
      if (shared) await this.#conflicts.record(pendingOf(stored));
      const refused = await this.#storeAccepted([...group.rows.values()], group.pieces);
      if (refused.size > 0) {
        stored = group.writes.filter(({ key }) => !refused.has(key));
        for (const queued of group.writes) {
          if (refused.has(queued.key)) settle([queued], { committed: false, error: refused.get(queued.key) });
        }
      }
      // Another server may have started while this one wrote.
      if (!shared && this.#parts.database.isShared()) await this.#conflicts.record(pendingOf(stored));
      if (this.#parts.database.isShared()) await this.#conflicts.resolve(pendingOf(stored));
      settle(stored, STORED);
    } catch (error) {
      for (const row of group.rows.values()) this.#known.evict(row);
      settle(stored, { committed: false, error });
    }
    this.#inserting = undefined;
  }

  /**
   * Stores rows. A refused group is halved until each row that cannot be stored stands alone. Returns the reason for
   * each of these rows.
   */
  async #storeAccepted(rows: readonly Row[], pieces?: readonly Buffer[]): Promise<Map<string, unknown>> {
    try {
      await this.#store(rows, pieces ?? this.#encode(rows));
      return new Map();
    } catch (error) {
      if (!(error instanceof VitrineError) && !isRefusal(error)) throw error;
      const [first] = rows;
      if (rows.length === 1 && first) {
        this.#known.evict(first);
        return new Map([[keyOf(first), error]]);
      }
      const middle = Math.ceil(rows.length / 2);
      const refused = await this.#storeAccepted(rows.slice(0, middle));
      return new Map([...refused, ...(await this.#storeAccepted(rows.slice(middle)))]);
    }
  }

  async #store(rows: readonly Row[], pieces: readonly Buffer[]): Promise<void> {
    await this.#parts.beforeStore(rows);
    const database = this.#parts.database.acrossWorkspaces('each row has the workspace of its write');
    await database.insertNative(this.#parts.table, this.#encoder.whole(pieces));
    for (const row of rows) this.#known.remember(row);
    this.#parts.afterStore(rows);
  }

  /** @throws {VitrineError} `invalid` if a number or date is beyond what can be stored */
  #encode(rows: readonly Row[]): Buffer[] {
    try {
      return this.#encoder.encode(rows);
    } catch (error) {
      throw error instanceof RangeError ? new VitrineError('invalid', error.message) : error;
    }
  }

  /** Stores rows to which another server's write was added. Rows that cannot be stored were refused on arrival, too. */
  async #storeRepaired(rows: readonly Row[]): Promise<void> {
    for (const row of rows) this.#parts.complete(row);
    const refused = await this.#storeAccepted(rows);
    this.#parts.accounting.repaired(rows.length - refused.size);
  }
}

/** Writes of a group as `pending_writes` stores them. */
function pendingOf(group: readonly QueuedWrite[]): PendingWrite[] {
  return group.map(({ write, version = '0' }) => ({ write, version }));
}

function bytesOf(write: Write): number {
  let bytes = OVERHEAD_BYTES;
  if (!('fields' in write)) return bytes;
  for (const name in write.fields) {
    const value = write.fields[name];
    if (typeof value === 'string') bytes += value.length;
  }
  return bytes;
}
