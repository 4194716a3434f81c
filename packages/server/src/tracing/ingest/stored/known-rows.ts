import { lowestId } from '@vitrine/core/model';
import type { Database } from '../../../storage/database/database.ts';
import { groupBy } from '../../../storage/batches/group-by.ts';
import { RecentRows } from './recent-rows.ts';
import { SeenIds } from './seen-ids.ts';
import type { StoredReader } from './stored-reader.ts';
import { keyOf, type VersionedRow } from '../../rows/versioned-row.ts';
import type { Write } from '../../merging/write.ts';

/** So many bytes of stored rows are held for one group of writes, and a few more: rows may be far larger than what is written to them. */
const MAX_BYTES = 32 * 2 ** 20;

/** The rows that some writes are about. */
interface Known<Row> {
  rows: Map<string, Row>;
  /** The keys of the rows that had no room: their writes have to wait. */
  left: ReadonlySet<string>;
}

/** What is stored of the rows that writes are about: remembered where it was written here lately, else read. */
export class KnownRows<Row extends VersionedRow> {
  readonly #database: Database;
  readonly #table: 'traces' | 'spans';
  readonly #reader: StoredReader<Row>;
  readonly #empty: Row;
  readonly #recent = new RecentRows<Row>();
  readonly #seen = new SeenIds();

  constructor(parts: {
    database: Database;
    table: 'traces' | 'spans';
    reader: StoredReader<Row>;
    /** A row of which nothing is known. */
    empty: Row;
  }) {
    this.#database = parts.database;
    this.#table = parts.table;
    this.#reader = parts.reader;
    this.#empty = parts.empty;
  }

  /** Keeps up what is known of ids: nothing while others write too, all since the newest that was stored before. */
  async prepare(): Promise<void> {
    if (!this.#database.isAlone(this)) this.#seen.forget();
    else if (!this.#seen.hasBegun) this.#seen.begin(await this.#newestId());
  }

  /** An id is being written. */
  see(id: string): void {
    this.#seen.add(id);
  }

  /** A row was stored. */
  keep(row: Row): void {
    this.#recent.set(keyOf(row), row);
  }

  /** Whether a row was stored is not known. */
  forget(row: Row): void {
    this.#recent.delete(keyOf(row));
  }

  /**
   * The rows as they are stored now, tombstones too. Which there are, and whether the recent ones among them are still the
   * newest (another server may write too), a narrow query says; few have to be read whole.
   */
  async of(writes: readonly Write[]): Promise<Known<Row>> {
    const rows = new Map<string, Row>();
    const left = new Set<string>();
    let bytes = 0;
    const known = writes.filter((write) => !this.#seen.isNew(write.id));
    for (const [workspace, ofWorkspace] of groupBy(known, (write) => write.workspace)) {
      const byId = groupBy(ofWorkspace, (write) => write.id);
      const wanted = [...byId.values()].flatMap(([first]) => first ?? []);
      const versions = await this.#reader.versions(workspace, wanted);
      const inStore = new Map(versions.map((row) => [row.id, BigInt(row.version)]));
      const stale: Write[] = [];
      for (const write of wanted) {
        const key = keyOf(write);
        const recent = this.#recent.get(key);
        const stored = inStore.get(write.id);
        if (recent && stored === undefined && !(await this.#reader.isStored(recent))) {
          // Deleted with its project, or by age: nothing but another create brings it back.
          const isCreated = byId.get(write.id)?.some((each) => each.kind === 'create');
          if (!isCreated) rows.set(key, { ...recent, is_deleted: 1 });
        } else if (recent && BigInt(recent.version) >= (stored ?? 0n)) rows.set(key, recent);
        else if (stored !== undefined) stale.push(write);
      }
      const isDeleted = ({ id }: Write): boolean => byId.get(id)?.every((each) => each.kind === 'delete') === true;
      for (const row of await this.#reader.places(workspace, stale.filter(isDeleted))) {
        rows.set(keyOf(row), { ...this.#empty, ...row });
      }
      const whole = stale.filter((write) => !isDeleted(write));
      for (const write of whole) left.add(keyOf(write));
      if (bytes > MAX_BYTES) continue;
      for await (const portion of this.#reader.portions(workspace, whole)) {
        for (const { id } of portion.wanted) left.delete(keyOf({ workspace, id }));
        for (const row of portion.rows) {
          rows.set(keyOf(row), row);
          bytes += row.input.length + row.output.length + row.metadata.length;
        }
        if (bytes > MAX_BYTES) break;
      }
    }
    return { rows, left };
  }

  async #newestId(): Promise<string | undefined> {
    const [row] = await this.#database
      .acrossWorkspaces('an id is new if no workspace has it')
      .read<{ newest: string }>(`SELECT max(id) AS newest FROM ${this.#table} WHERE id > {now:String}`, {
        now: lowestId(Date.now()),
      });
    return row?.newest || undefined;
  }
}
