import { lowestId } from '@vitrine/core/model';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import { reasonOf, type Accounting } from './accounting.ts';
import { overloaded } from './admission.ts';
import { isSame } from './is-same.ts';
import { PendingWrites, type PendingWrite } from './pending-writes.ts';
import { RecentRows } from './recent-rows.ts';
import { SeenIds } from './seen-ids.ts';
import { columnsOf, type Write } from './write.ts';

/** A group holds at most so many changes, and so many bytes. */
const MAX_CHANGES = 5_000;
const MAX_BYTES = 8 * 2 ** 20;
/** One insert is under way at a time, so that parts stay few; under load, with groups of this many rows, two. */
const LARGE = 500;
const MAX_INSERTS = 2;
/** Two servers that mend one row make the same of it; more than a few rounds never are. */
const MAX_ATTEMPTS = 5;

/** What a row of a stream table has at least. */
export interface VersionedRow {
  workspace: string;
  id: string;
  is_deleted: 0 | 1;
  /** A 64-bit number as text. */
  version: string;
}

/** One write of one id. */
export interface Change<Row extends VersionedRow> {
  workspace: string;
  id: string;
  /** The trace of a span: with it the stored row is found fast. */
  traceId?: string;
  /** What it takes in memory, in bytes. */
  bytes: number;
  /**
   * Makes the row after the write from the row before it (a tombstone too), or nothing where the write changes nothing.
   * The version is the row's from then on. What it throws refuses this change alone.
   */
  apply(stored: Row | undefined, version: string): Row | undefined;
  /** What it says as data, for other servers that write the same id. Without it none of them can. */
  write?: Write;
}

/** What became of a change: it is stored (or changes nothing, as of what is deleted), or what was wrong with it. */
export type Outcome = { committed: true; changed: boolean } | { committed: false; error: unknown };

interface Waiting<Row extends VersionedRow> {
  change: Change<Row>;
  /** The one that the change got. */
  version?: string;
  settle: (outcome: Outcome) => void;
}

/**
 * The way of all writes into one table: changes gather while an insert is under way, changes of one id become one row,
 * what is stored of them is read, and the group is inserted. So parts stay few, and an idle server does not wait. While
 * one group is inserted, what is stored of the next one is read.
 */
export class TableWriter<Row extends VersionedRow> {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #table: 'traces' | 'spans';
  readonly #complete: (row: Row) => Row;
  readonly #beforeStore: (rows: readonly Row[]) => Promise<void>;
  readonly #accounting: Accounting;
  readonly #merge: (row: Row | undefined, write: Write, version: string) => Row | undefined;
  readonly #pending: PendingWrites;
  readonly #columns: readonly string[];
  readonly #recent = new RecentRows<Row>();
  /** The rows of inserts that are under way: they count as stored, and are not forgotten before they are. */
  readonly #inFlight = new Map<string, Row>();
  readonly #seen = new SeenIds();
  readonly #waiting: Waiting<Row>[] = [];
  #running = false;
  readonly #inserting = new Set<Promise<void>>();

  constructor(parts: {
    database: Database;
    clock: Clock;
    accounting: Accounting;
    table: 'traces' | 'spans';
    /** Makes the row after a write that came as data. */
    merge: (row: Row | undefined, write: Write, version: string) => Row | undefined;
    /** Fills in what follows from the rest of a row, just before it is inserted. */
    complete: (row: Row) => Row;
    /** What has to be stored before rows are. */
    beforeStore: (rows: readonly Row[]) => Promise<void>;
  }) {
    this.#beforeStore = parts.beforeStore;
    this.#merge = parts.merge;
    this.#pending = new PendingWrites(parts.database, parts.table);
    this.#columns = columnsOf(parts.table);
    this.#database = parts.database;
    this.#clock = parts.clock;
    this.#accounting = parts.accounting;
    this.#table = parts.table;
    this.#complete = parts.complete;
  }

  /** Resolves when all changes are stored or refused, with one outcome for each. It never rejects. */
  async write(changes: readonly Change<Row>[]): Promise<Outcome[]> {
    const bytes = changes.reduce((sum, change) => sum + change.bytes, 0);
    this.#accounting.received(this.#table, changes.length);
    if (!this.#accounting.hasRoom(bytes)) {
      this.#accounting.refused(this.#table, 'overloaded', changes.length);
      return changes.map(() => ({ committed: false, error: overloaded() }));
    }
    this.#accounting.bytesInFlight += bytes;
    const outcomes = changes.map((change) => new Promise<Outcome>((settle) => this.#waiting.push({ change, settle })));
    if (!this.#running) void this.#run();
    const settled = await Promise.all(outcomes);
    this.#accounting.bytesInFlight -= bytes;
    for (const outcome of settled) {
      if (!outcome.committed) this.#accounting.refused(this.#table, reasonOf(outcome.error), 1);
      else if (outcome.changed) this.#accounting.committed(this.#table, 1);
      else this.#accounting.refused(this.#table, 'deleted', 1);
    }
    return settled;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const group = this.#take();
      try {
        const rows = await this.#apply(group);
        const most = rows.length >= LARGE ? MAX_INSERTS : 1;
        while (this.#inserting.size >= most) await Promise.race(this.#inserting);
        const insert = this.#insert(rows, group).finally(() => this.#inserting.delete(insert));
        this.#inserting.add(insert);
      } catch (error) {
        for (const { settle } of group) settle({ committed: false, error });
      }
    }
    this.#running = false;
  }

  #take(): Waiting<Row>[] {
    let bytes = 0;
    let count = 0;
    for (const { change } of this.#waiting) {
      bytes += change.bytes;
      if (count === MAX_CHANGES || (count > 0 && bytes > MAX_BYTES)) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  /** The rows that a group's changes make; a change that is refused is settled and left out of the group. */
  async #apply(group: Waiting<Row>[]): Promise<Row[]> {
    await this.#know();
    const rows = await this.#stored(group.map(({ change }) => change));
    for (const { change } of group) this.#seen.add(change.id);
    const changed = new Set<string>();
    const kept: Waiting<Row>[] = [];
    for (const waiting of group) {
      const { change, settle } = waiting;
      const key = keyOf(change);
      try {
        const stored = rows.get(key);
        const version = this.#clock.next(BigInt(stored?.version ?? '0')).toString();
        const row = change.apply(stored, version);
        if (row) {
          waiting.version = version;
          rows.set(key, row.version === version ? row : { ...row, version });
          changed.add(key);
          kept.push(waiting);
        } else {
          settle({ committed: true, changed: false });
        }
      } catch (error) {
        settle({ committed: false, error });
      }
    }
    group.splice(0, group.length, ...kept);
    return [...changed].flatMap((key) => {
      const row = rows.get(key);
      if (!row) return [];
      const complete = this.#complete(row);
      this.#recent.set(key, complete);
      this.#inFlight.set(key, complete);
      return [complete];
    });
  }

  /** Keeps up what is known of ids: nothing while others write too, all since the newest that was stored before. */
  async #know(): Promise<void> {
    if (!this.#database.isAlone(this)) this.#seen.forget();
    else if (!this.#seen.hasBegun) this.#seen.begin(await this.#newestId());
  }

  async #newestId(): Promise<string | undefined> {
    const [row] = await this.#database.read<{ newest: string }>(
      `SELECT max(id) AS newest FROM ${this.#table} WHERE id > {now:String}`,
      { now: lowestId(Date.now()) },
    );
    return row?.newest || undefined;
  }

  async #insert(rows: readonly Row[], group: readonly Waiting<Row>[]): Promise<void> {
    try {
      const shared = this.#database.isShared();
      const writes = pendingOf(group);
      if (shared) await this.#pending.append(writes);
      await this.#store(rows);
      // Another server may have come while we wrote.
      if (!shared && this.#database.isShared()) await this.#pending.append(writes);
      if (this.#database.isShared()) await this.#verify(writes);
      for (const { settle } of group) settle({ committed: true, changed: true });
    } catch (error) {
      for (const row of rows) this.#recent.delete(keyOf(row));
      if (group.length === 1) group[0]?.settle({ committed: false, error });
      else await this.#oneByOne(rows, group, error);
    } finally {
      for (const row of rows) if (this.#inFlight.get(keyOf(row)) === row) this.#inFlight.delete(keyOf(row));
    }
  }

  async #store(rows: readonly Row[]): Promise<void> {
    await this.#beforeStore(rows);
    const columns = this.#columns;
    const texts = rows.map((row) => JSON.stringify(columns.map((column) => row[column as keyof Row])));
    await this.#database.insert(this.#table, texts, columns);
  }

  /** Looks whether others have written the same ids meanwhile, and mends rows in which one of the writes is missing. */
  async #verify(own: readonly PendingWrite[]): Promise<void> {
    for (const workspace of new Set(own.map(({ write }) => write.workspace))) {
      const ours = new Map<string, PendingWrite[]>();
      for (const pending of own) {
        if (pending.write.workspace !== workspace) continue;
        ours.set(pending.write.id, [...(ours.get(pending.write.id) ?? []), pending]);
      }
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const others = await this.#pending.byOthers(workspace, [...ours.keys()]);
        const all = new Map([...others].map(([id, writes]) => [id, [...writes, ...(ours.get(id) ?? [])]]));
        if ((await this.#mend(workspace, all)) === 0) break;
      }
    }
  }

  /** Completes what a server that died has left: every row has in it what was written of it in the last day. */
  async sweep(): Promise<void> {
    for await (const { workspace, ids } of this.#pending.ids()) {
      await this.#mend(workspace, await this.#pending.byAll(workspace, ids));
    }
  }

  /** Merges writes into the rows as they are stored, and stores those that change by it. Returns how many did. */
  async #mend(workspace: string, writes: ReadonlyMap<string, readonly PendingWrite[]>): Promise<number> {
    if (writes.size === 0) return 0;
    const wanted = new Map([...writes].map(([id, [first]]) => [id, { id, traceId: first?.write.trace_id }]));
    const stored = new Map((await this.#read<Row>(workspace, wanted, WHOLE)).map((row) => [row.id, row]));
    const mended: Row[] = [];
    for (const [id, pending] of writes) {
      const before = stored.get(id);
      let row = before;
      for (const { write, version } of pending) row = this.#replay(row, write, version) ?? row;
      if (!row || (before && isSame(before, row))) continue;
      const version = this.#clock.next(BigInt(before?.version ?? '0')).toString();
      mended.push(this.#complete({ ...row, version }));
    }
    await this.#store(mended);
    for (const row of mended) this.#recent.set(keyOf(row), row);
    this.#accounting.repaired(mended.length);
    return mended.length;
  }

  /** A write that another server has accepted: what would refuse it now no longer does. */
  #replay(row: Row | undefined, write: Write, version: string): Row | undefined {
    try {
      return this.#merge(
        row,
        { ...write, project_named: false, ...(write.kind === 'create' && { unless_there: false }) },
        version,
      );
    } catch {
      return row;
    }
  }

  /** A row that ClickHouse refuses fails its group: then each row stands for itself. */
  async #oneByOne(rows: readonly Row[], group: readonly Waiting<Row>[], error: unknown): Promise<void> {
    if (!this.#database.refuses(error)) {
      for (const { settle } of group) settle({ committed: false, error });
      return;
    }
    const outcomes = new Map<string, Outcome>();
    for (const row of rows) {
      const insert = this.#store([row]);
      const outcome: Outcome = await insert.then(
        () => ({ committed: true, changed: true }),
        (reason: unknown) => ({ committed: false, error: reason }),
      );
      outcomes.set(keyOf(row), outcome);
    }
    for (const { change, settle } of group) settle(outcomes.get(keyOf(change)) ?? { committed: true, changed: true });
  }

  /**
   * The rows of some ids as they are stored now, tombstones too. Which there are, and whether the recent ones among them
   * are still the newest (another server may write too), a narrow query says; few have to be read whole.
   */
  async #stored(changes: readonly Change<Row>[]): Promise<Map<string, Row>> {
    const rows = new Map<string, Row>();
    for (const workspace of new Set(changes.map((change) => change.workspace))) {
      const known = changes.filter((change) => change.workspace === workspace && !this.#seen.isNew(change.id));
      const wanted = new Map(known.map((change) => [change.id, change]));
      if (wanted.size === 0) continue;
      const versions = await this.#read<{ id: string; version: string }>(workspace, wanted, VERSIONS);
      const stale = new Map<string, Change<Row>>();
      const inStore = new Map(versions.map((row) => [row.id, BigInt(row.version)]));
      for (const [id, change] of wanted) {
        const recent = this.#inFlight.get(keyOf(change)) ?? this.#recent.get(keyOf(change));
        const stored = inStore.get(id);
        if (recent && BigInt(recent.version) >= (stored ?? 0n)) rows.set(keyOf(change), recent);
        else if (stored !== undefined) stale.set(id, change);
      }
      if (stale.size === 0) continue;
      for (const row of await this.#read<Row>(workspace, stale, WHOLE)) rows.set(keyOf(row), row);
    }
    return rows;
  }

  #read<T>(
    workspace: string,
    wanted: ReadonlyMap<string, { traceId?: string | undefined }>,
    form: typeof VERSIONS,
  ): Promise<T[]> {
    const changes = [...wanted.values()];
    const traces = changes.every((change) => change.traceId) ? changes.map((change) => change.traceId) : undefined;
    return this.#database.read<T>(
      `SELECT ${form.columns} FROM ${this.#table} AS stored
       WHERE workspace = {workspace:String} ${traces ? 'AND trace_id IN {traces:Array(String)}' : ''}
         AND id IN {ids:Array(String)} ${form.tail}`,
      { workspace, ids: [...wanted.keys()], ...(traces && { traces: [...new Set(traces)] }) },
    );
  }
}

const VERSIONS = { columns: 'id, toString(max(stored.version)) AS version', tail: 'GROUP BY id' };
const WHOLE = { columns: '*, toString(version) AS version', tail: 'ORDER BY stored.version DESC LIMIT 1 BY id' };

function keyOf({ workspace, id }: { workspace: string; id: string }): string {
  return `${workspace}/${id}`;
}

/** The writes of a group that can be told to other servers. */
function pendingOf<Row extends VersionedRow>(group: readonly Waiting<Row>[]): PendingWrite[] {
  return group.flatMap(({ change: { write }, version }) => (write && version ? [{ write, version }] : []));
}
