import { lowestId } from '@vitrine/core/model';
import type { Database } from '../../../storage/database/database.ts';
import { groupBy } from '../../../storage/batches/group-by.ts';
import { RecentRows } from './recent-rows.ts';
import { SeenIds } from './seen-ids.ts';
import type { StoredReader } from './stored-reader.ts';
import { keyOf, type VersionedRow } from '../../rows/versioned-row.ts';
import type { Write } from '../../merging/write.ts';

/**
 * Maximum number of bytes of stored rows that are held for one group of writes. It is exceeded by at most one chunk,
 * because a row may be far larger than the write to it.
 */
const MAX_BYTES = 32 * 2 ** 20;

/** Stored rows of a group of writes. */
interface FoundRows<Row> {
  rows: Map<string, Row>;
  /** Keys of the rows that exceeded the memory limit. Their writes have to wait. */
  deferred: ReadonlySet<string>;
}

interface Parts<Row extends VersionedRow> {
  database: Database;
  table: 'traces' | 'spans';
  reader: StoredReader<Row>;
  /** Row with empty columns. */
  empty: Row;
}

/** Finds the stored rows of writes. Recently written rows come from memory, others from the storage. */
export class KnownRows<Row extends VersionedRow> {
  readonly #parts: Parts<Row>;
  readonly #recent = new RecentRows<Row>();
  readonly #seen = new SeenIds();

  constructor(parts: Parts<Row>) {
    this.#parts = parts;
  }

  /**
   * Starts or stops recording ids. While other servers write too, no ids are recorded; otherwise all ids since the
   * newest stored id.
   */
  async prepare(): Promise<void> {
    if (!this.#parts.database.isAlone(this)) this.#seen.clear();
    else if (!this.#seen.isActive) this.#seen.start(await this.#newestId());
  }

  /** Marks an id as written. */
  markSeen(id: string): void {
    this.#seen.add(id);
  }

  /** Keeps a row that was stored. */
  remember(row: Row): void {
    this.#recent.set(keyOf(row), row);
  }

  /** Drops a row, because it is not known whether it was stored. */
  evict(row: Row): void {
    this.#recent.delete(keyOf(row));
  }

  /**
   * Returns the rows as they are stored now, including tombstones. A narrow query finds which rows exist, and whether
   * the rows in memory are still the newest, because another server may have written. Few rows have to be read whole.
   */
  async find(writes: readonly Write[]): Promise<FoundRows<Row>> {
    const rows = new Map<string, Row>();
    const deferred = new Set<string>();
    let bytes = 0;
    const known = writes.filter((write) => !this.#seen.isNew(write.id));
    for (const [workspace, ofWorkspace] of groupBy(known, (write) => write.workspace)) {
      const byId = groupBy(ofWorkspace, (write) => write.id);
      const wanted = [...byId.values()].flatMap(([first]) => first ?? []);
      const versions = await this.#parts.reader.versions(workspace, wanted);
      const inStore = new Map(versions.map((row) => [row.id, BigInt(row.version)]));
      const stale: Write[] = [];
      for (const write of wanted) {
        const key = keyOf(write);
        const recent = this.#recent.get(key);
        const stored = inStore.get(write.id);
        if (recent && stored === undefined && !(await this.#parts.reader.isStored(recent))) {
          // The row was deleted with its project or by retention: only another create brings it back.
          const isCreated = byId.get(write.id)?.some((each) => each.kind === 'create');
          if (!isCreated) rows.set(key, { ...recent, is_deleted: 1 });
        } else if (recent && BigInt(recent.version) >= (stored ?? 0n)) rows.set(key, recent);
        else if (stored !== undefined) stale.push(write);
      }
      const isDeleted = ({ id }: Write): boolean => byId.get(id)?.every((each) => each.kind === 'delete') === true;
      for (const row of await this.#parts.reader.locations(workspace, stale.filter(isDeleted))) {
        rows.set(keyOf(row), { ...this.#parts.empty, ...row });
      }
      const whole = stale.filter((write) => !isDeleted(write));
      for (const write of whole) deferred.add(keyOf(write));
      if (bytes > MAX_BYTES) continue;
      for await (const chunk of this.#parts.reader.chunks(workspace, whole)) {
        for (const { id } of chunk.wanted) deferred.delete(keyOf({ workspace, id }));
        for (const row of chunk.rows) {
          rows.set(keyOf(row), row);
          bytes += row.input.length + row.output.length + row.metadata.length;
        }
        if (bytes > MAX_BYTES) break;
      }
    }
    return { rows, deferred };
  }

  async #newestId(): Promise<string | undefined> {
    const [row] = await this.#parts.database
      .acrossWorkspaces('an id is new if no workspace has it')
      .read<{ newest: string }>(`SELECT max(id) AS newest FROM ${this.#parts.table} WHERE id > {now:String}`, {
        now: lowestId(Date.now()),
      });
    return row?.newest || undefined;
  }
}
