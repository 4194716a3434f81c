import { lowestId } from '@vitrine/core/model';
import { groupBy } from './group-by.js';
import { RecentRows } from './recent-rows.js';
import { SeenIds } from './seen-ids.js';
import { keyOf } from './versioned-row.js';
/** So many bytes of stored rows are held for one group of writes, and a few more: rows may be far larger than what is written to them. */
const MAX_BYTES = 32 * 2 ** 20;
/** What is stored of the rows that writes are about: remembered where it was written here lately, else read. */
export class KnownRows {
    #database;
    #table;
    #reader;
    #empty;
    #recent = new RecentRows();
    #seen = new SeenIds();
    constructor(parts) {
        this.#database = parts.database;
        this.#table = parts.table;
        this.#reader = parts.reader;
        this.#empty = parts.empty;
    }
    /** Keeps up what is known of ids: nothing while others write too, all since the newest that was stored before. */
    async prepare() {
        if (!this.#database.isAlone(this))
            this.#seen.forget();
        else if (!this.#seen.hasBegun)
            this.#seen.begin(await this.#newestId());
    }
    /** An id is being written. */
    see(id) {
        this.#seen.add(id);
    }
    /** A row was stored. */
    keep(row) {
        this.#recent.set(keyOf(row), row);
    }
    /** Whether a row was stored is not known. */
    forget(row) {
        this.#recent.delete(keyOf(row));
    }
    /**
     * The rows as they are stored now, tombstones too. Which there are, and whether the recent ones among them are still the
     * newest (another server may write too), a narrow query says; few have to be read whole.
     */
    async of(writes) {
        const rows = new Map();
        const left = new Set();
        let bytes = 0;
        const known = writes.filter((write) => !this.#seen.isNew(write.id));
        for (const [workspace, ofWorkspace] of groupBy(known, (write) => write.workspace)) {
            const byId = groupBy(ofWorkspace, (write) => write.id);
            const wanted = [...byId.values()].flatMap(([first]) => first ?? []);
            const versions = await this.#reader.versions(workspace, wanted);
            const inStore = new Map(versions.map((row) => [row.id, BigInt(row.version)]));
            const stale = [];
            for (const write of wanted) {
                const key = keyOf(write);
                const recent = this.#recent.get(key);
                const stored = inStore.get(write.id);
                if (recent && stored === undefined && !(await this.#reader.isStored(recent))) {
                    // Deleted with its project, or by age: nothing but another create brings it back.
                    const isCreated = byId.get(write.id)?.some((each) => each.kind === 'create');
                    if (!isCreated)
                        rows.set(key, { ...recent, is_deleted: 1 });
                }
                else if (recent && BigInt(recent.version) >= (stored ?? 0n))
                    rows.set(key, recent);
                else if (stored !== undefined)
                    stale.push(write);
            }
            const isDeleted = ({ id }) => byId.get(id)?.every((each) => each.kind === 'delete') === true;
            for (const row of await this.#reader.places(workspace, stale.filter(isDeleted))) {
                rows.set(keyOf(row), { ...this.#empty, ...row });
            }
            const whole = stale.filter((write) => !isDeleted(write));
            for (const write of whole)
                left.add(keyOf(write));
            if (bytes > MAX_BYTES)
                continue;
            for await (const portion of this.#reader.portions(workspace, whole)) {
                for (const { id } of portion.wanted)
                    left.delete(keyOf({ workspace, id }));
                for (const row of portion.rows) {
                    rows.set(keyOf(row), row);
                    bytes += row.input.length + row.output.length + row.metadata.length;
                }
                if (bytes > MAX_BYTES)
                    break;
            }
        }
        return { rows, left };
    }
    async #newestId() {
        const [row] = await this.#database.read(`SELECT max(id) AS newest FROM ${this.#table} WHERE id > {now:String}`, { now: lowestId(Date.now()) });
        return row?.newest || undefined;
    }
}
//# sourceMappingURL=known-rows.js.map