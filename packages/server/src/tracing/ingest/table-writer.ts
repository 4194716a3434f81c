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
import { Verification } from './verification.ts';
import { keyOf, type VersionedRow } from '../rows/versioned-row.ts';
import type { Write } from '../merging/write.ts';
import { settle, WriteGroup, type Batch, type Outcome, type Waiting } from './write-group.ts';

/** What a write takes in memory beside its texts, in bytes. */
const OVERHEAD_BYTES = 500;

const STORED: Outcome = { committed: true, changed: true };
const UNCHANGED: Outcome = { committed: true, changed: false };

/**
 * The way of all writes into one table: writes gather while an insert is under way, writes of one id become one row, what
 * is stored of them is read, and the group is inserted. So parts stay few, and an idle server does not wait. While a group
 * is inserted the next one is made, of all writes but those of the same ids: these need the rows as they are then stored.
 */
export class TableWriter<Row extends VersionedRow> {
  readonly #database: Database;
  readonly #clock: HybridLogicalClock;
  readonly #table: 'traces' | 'spans';
  readonly #encoder: BlockEncoder<Row>;
  readonly #merge: (row: Row | undefined, write: Write, version: string) => Row | undefined;
  readonly #complete: (row: Row) => void;
  readonly #beforeStore: (rows: readonly Row[]) => Promise<void>;
  readonly #afterStore: (rows: readonly Row[]) => void;
  readonly #accounting: Accounting;
  readonly #known: KnownRows<Row>;
  readonly #verification: Verification<Row>;
  readonly #waiting: Waiting[] = [];
  /** What is done while nothing is written. */
  readonly #aside: (() => Promise<void>)[] = [];
  /** The group that is inserted now. */
  #inserting: WriteGroup<Row> | undefined;
  #running = false;
  /** Lets {@link #run} look again. */
  #wake: () => void = () => {};

  constructor(parts: {
    database: Database;
    clock: HybridLogicalClock;
    accounting: Accounting;
    table: 'traces' | 'spans';
    columns: Columns<Row>;
    /** A row of which nothing is known. */
    empty: Row;
    /**
     * Makes the row after a write from the row before it (a tombstone too), or nothing where the write changes nothing.
     * What it throws refuses this write alone.
     */
    merge: (row: Row | undefined, write: Write, version: string) => Row | undefined;
    /** Fills in what follows from the rest of a row, just before it is inserted. */
    complete: (row: Row) => void;
    /** What has to be stored before rows are. */
    beforeStore: (rows: readonly Row[]) => Promise<void>;
    /** Told of rows that are stored. */
    afterStore: (rows: readonly Row[]) => void;
  }) {
    this.#database = parts.database;
    this.#clock = parts.clock;
    this.#accounting = parts.accounting;
    this.#table = parts.table;
    this.#encoder = new BlockEncoder(parts.columns);
    this.#merge = parts.merge;
    this.#complete = parts.complete;
    this.#beforeStore = parts.beforeStore;
    this.#afterStore = parts.afterStore;
    const reader = new StoredReader<Row>(parts.database, parts.table);
    this.#known = new KnownRows({ ...parts, reader });
    const store = (rows: readonly Row[]): Promise<void> => this.#storeMended(rows);
    this.#verification = new Verification({ ...parts, reader, store });
  }

  /** Resolves when all writes are stored or refused, with one outcome for each. It never rejects. */
  async write(writes: readonly Write[]): Promise<Outcome[]> {
    if (writes.length === 0) return [];
    const sizes = writes.map(bytesOf);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    this.#accounting.received(this.#table, writes.length);
    if (!this.#accounting.hasRoom(bytes)) {
      this.#accounting.refused(this.#table, 'overloaded', writes.length);
      return writes.map(() => ({ committed: false, error: overloaded() }));
    }
    this.#accounting.bytesInFlight += bytes;
    const outcomes = await new Promise<Outcome[]>((resolve) => {
      const batch: Batch = { outcomes: [], left: writes.length, done: () => resolve(batch.outcomes) };
      for (const [index, write] of writes.entries()) {
        this.#waiting.push({ write, key: keyOf(write), bytes: sizes[index] ?? 0, batch, index });
      }
      this.#start();
    });
    this.#accounting.bytesInFlight -= bytes;
    this.#account(outcomes);
    return outcomes;
  }

  /** Completes what a server that died has left. */
  sweep(): Promise<void> {
    return this.#verification.sweep((mend) => this.#alone(mend));
  }

  /** Waits for what is under way, and keeps what comes waiting: between reading rows and writing them nothing may change them. */
  #alone(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#aside.push(() => work().then(resolve, reject));
      this.#start();
    });
  }

  #account(outcomes: readonly Outcome[]): void {
    let committed = 0;
    for (const outcome of outcomes) {
      if (!outcome.committed) this.#accounting.refused(this.#table, reasonOf(outcome.error), 1);
      else if (outcome.changed) committed++;
      else this.#accounting.refused(this.#table, 'deleted', 1);
    }
    this.#accounting.committed(this.#table, committed);
  }

  #start(): void {
    if (this.#running) this.#wake();
    else void this.#run();
  }

  /** One insert after the other: large groups make few parts, and few parts are merged with little work. */
  async #run(): Promise<void> {
    this.#running = true;
    let inserted: Promise<void> | undefined;
    let next = new WriteGroup(this.#encoder);
    for (;;) {
      const [aside] = this.#aside;
      const isInserted = (key: string): boolean => this.#inserting?.rows.has(key) ?? false;
      const taken = aside ? [] : next.takeFrom(this.#waiting, isInserted);
      const hasTaken = taken.length > 0;
      if (hasTaken) await this.#add(taken, next);
      // From here on nothing may be awaited before it is decided: what comes meanwhile would not be seen.
      if (!this.#inserting && !next.isEmpty) {
        inserted = this.#insert(next);
        next = new WriteGroup(this.#encoder);
      } else if (!this.#inserting && aside) {
        this.#aside.shift();
        await aside();
      } else if (this.#inserting && !hasTaken) {
        await Promise.race([inserted, new Promise<void>((resolve) => (this.#wake = resolve))]);
      } else if (!hasTaken) {
        break;
      }
    }
    this.#running = false;
  }

  /** Adds writes to a group, with the rows that they make; all are refused where what is stored cannot be read. */
  async #add(taken: Waiting[], group: WriteGroup<Row>): Promise<void> {
    try {
      await this.#apply(taken, group);
    } catch (error) {
      settle(taken, { committed: false, error });
    }
  }

  /** Adds writes to a group, with the rows that they make; a write that is refused is settled and left out. */
  async #apply(taken: Waiting[], group: WriteGroup<Row>): Promise<void> {
    await this.#known.prepare();
    const { rows, left } = await this.#known.of(
      taken.filter(({ key }) => !group.rows.has(key)).map(({ write }) => write),
    );
    if (left.size > 0) {
      this.#putBack(taken, left);
      group.close();
    }
    const changed = new Map<string, Row>();
    const kept: Waiting[] = [];
    for (const waiting of taken) {
      const { write, key } = waiting;
      this.#known.see(write.id);
      try {
        const stored = changed.get(key) ?? group.rows.get(key) ?? rows.get(key);
        const version = this.#clock.next(stored && BigInt(stored.version)).toString();
        const row = this.#merge(stored, write, version);
        if (row) {
          row.version = version;
          waiting.version = version;
          changed.set(key, row);
          kept.push(waiting);
        } else {
          settle([waiting], UNCHANGED);
        }
      } catch (error) {
        settle([waiting], { committed: false, error });
      }
    }
    taken.splice(0, taken.length, ...kept);
    for (const row of changed.values()) this.#complete(row);
    group.add(kept, changed);
  }

  /** Takes the writes of some rows out of what was taken, to be the first of the next group. */
  #putBack(taken: Waiting[], keys: ReadonlySet<string>): void {
    const now = taken.filter(({ key }) => !keys.has(key));
    this.#waiting.unshift(...taken.filter(({ key }) => keys.has(key)));
    taken.splice(0, taken.length, ...now);
  }

  async #insert(group: WriteGroup<Row>): Promise<void> {
    this.#inserting = group;
    let stored: readonly Waiting[] = group.writes;
    try {
      const shared = this.#database.isShared();
      if (shared) await this.#verification.announce(pendingOf(stored));
      const refused = await this.#storeAccepted([...group.rows.values()], group.pieces);
      if (refused.size > 0) {
        stored = group.writes.filter(({ key }) => !refused.has(key));
        for (const waiting of group.writes) {
          if (refused.has(waiting.key)) settle([waiting], { committed: false, error: refused.get(waiting.key) });
        }
      }
      // Another server may have come while we wrote.
      if (!shared && this.#database.isShared()) await this.#verification.announce(pendingOf(stored));
      if (this.#database.isShared()) await this.#verification.verify(pendingOf(stored));
      settle(stored, STORED);
    } catch (error) {
      for (const row of group.rows.values()) this.#known.forget(row);
      settle(stored, { committed: false, error });
    }
    this.#inserting = undefined;
  }

  /** Stores rows, and halves a group that is refused until what cannot be stored stands alone. Returns why each of these cannot. */
  async #storeAccepted(rows: readonly Row[], pieces?: readonly Buffer[]): Promise<Map<string, unknown>> {
    try {
      await this.#store(rows, pieces ?? this.#encode(rows));
      return new Map();
    } catch (error) {
      if (!(error instanceof VitrineError) && !isRefusal(error)) throw error;
      const [first] = rows;
      if (rows.length === 1 && first) {
        this.#known.forget(first);
        return new Map([[keyOf(first), error]]);
      }
      const middle = Math.ceil(rows.length / 2);
      const refused = await this.#storeAccepted(rows.slice(0, middle));
      return new Map([...refused, ...(await this.#storeAccepted(rows.slice(middle)))]);
    }
  }

  async #store(rows: readonly Row[], pieces: readonly Buffer[]): Promise<void> {
    await this.#beforeStore(rows);
    const database = this.#database.acrossWorkspaces('each row has the workspace of its write');
    await database.insertNative(this.#table, this.#encoder.whole(pieces));
    for (const row of rows) this.#known.keep(row);
    this.#afterStore(rows);
  }

  /** @throws {VitrineError} `invalid` if a number or date is beyond what can be stored */
  #encode(rows: readonly Row[]): Buffer[] {
    try {
      return this.#encoder.encode(rows);
    } catch (error) {
      throw error instanceof RangeError ? new VitrineError('invalid', error.message) : error;
    }
  }

  /** Stores rows in which another server's write was missing. What cannot be stored was refused when it came, too. */
  async #storeMended(rows: readonly Row[]): Promise<void> {
    for (const row of rows) this.#complete(row);
    const refused = await this.#storeAccepted(rows);
    this.#accounting.repaired(rows.length - refused.size);
  }
}

/** The writes of a group as other servers are told of them. */
function pendingOf(group: readonly Waiting[]): PendingWrite[] {
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
