import { encodeRows } from '../clickhouse/row-binary.js';
import { ApiError } from '../http/api-error.js';
import { reasonOf } from './accounting.js';
import { overloaded } from './admission.js';
import { KnownRows } from './known-rows.js';
import { StoredReader } from './stored-reader.js';
import { Verification } from './verification.js';
import { keyOf } from './versioned-row.js';
/** A group holds at most so many writes, and so many bytes. */
const MAX_WRITES = 5_000;
const MAX_BYTES = 8 * 2 ** 20;
/** What a write takes in memory beside its texts, in bytes. */
const OVERHEAD_BYTES = 500;
const STORED = { committed: true, changed: true };
const UNCHANGED = { committed: true, changed: false };
/**
 * The way of all writes into one table: writes gather while an insert is under way, writes of one id become one row, what
 * is stored of them is read, and the group is inserted. So parts stay few, and an idle server does not wait.
 */
export class TableWriter {
    #database;
    #clock;
    #table;
    #columns;
    #merge;
    #complete;
    #beforeStore;
    #afterStore;
    #accounting;
    #known;
    #verification;
    #waiting = [];
    #running = false;
    /** Resolves when nobody reads rows to write them again. */
    #idle = Promise.resolve();
    constructor(parts) {
        this.#database = parts.database;
        this.#clock = parts.clock;
        this.#accounting = parts.accounting;
        this.#table = parts.table;
        this.#columns = parts.columns;
        this.#merge = parts.merge;
        this.#complete = parts.complete;
        this.#beforeStore = parts.beforeStore;
        this.#afterStore = parts.afterStore;
        const reader = new StoredReader(parts.database, parts.table);
        this.#known = new KnownRows({ ...parts, reader });
        const store = (rows) => this.#storeMended(rows);
        this.#verification = new Verification({ ...parts, reader, store });
    }
    /** Resolves when all writes are stored or refused, with one outcome for each. It never rejects. */
    async write(writes) {
        if (writes.length === 0)
            return [];
        const sizes = writes.map(bytesOf);
        const bytes = sizes.reduce((sum, size) => sum + size, 0);
        this.#accounting.received(this.#table, writes.length);
        if (!this.#accounting.hasRoom(bytes)) {
            this.#accounting.refused(this.#table, 'overloaded', writes.length);
            return writes.map(() => ({ committed: false, error: overloaded() }));
        }
        this.#accounting.bytesInFlight += bytes;
        const outcomes = await new Promise((resolve) => {
            const batch = { outcomes: [], left: writes.length, done: () => resolve(batch.outcomes) };
            for (const [index, write] of writes.entries()) {
                this.#waiting.push({ write, bytes: sizes[index] ?? 0, batch, index });
            }
            if (!this.#running)
                void this.#run();
        });
        this.#accounting.bytesInFlight -= bytes;
        this.#account(outcomes);
        return outcomes;
    }
    /** Completes what a server that died has left. */
    sweep() {
        return this.#verification.sweep((mend) => this.#alone(mend));
    }
    /** Waits for what is under way, and keeps what comes waiting: between reading rows and writing them nothing may change them. */
    #alone(work) {
        const done = this.#idle.then(work);
        this.#idle = done.catch(() => undefined);
        return done;
    }
    #account(outcomes) {
        let committed = 0;
        for (const outcome of outcomes) {
            if (!outcome.committed)
                this.#accounting.refused(this.#table, reasonOf(outcome.error), 1);
            else if (outcome.changed)
                committed++;
            else
                this.#accounting.refused(this.#table, 'deleted', 1);
        }
        this.#accounting.committed(this.#table, committed);
    }
    /** One group after the other: large groups make few parts, and few parts are merged with little work. */
    async #run() {
        this.#running = true;
        while (this.#waiting.length > 0) {
            await this.#alone(async () => {
                const group = this.#take();
                try {
                    await this.#insert(await this.#apply(group), group);
                }
                catch (error) {
                    settle(group, { committed: false, error });
                }
            });
        }
        this.#running = false;
    }
    #take() {
        let bytes = 0;
        let count = 0;
        for (const waiting of this.#waiting) {
            bytes += waiting.bytes;
            if (count === MAX_WRITES || (count > 0 && bytes > MAX_BYTES))
                break;
            count++;
        }
        return this.#waiting.splice(0, count);
    }
    /** The rows that a group's writes make; a write that is refused is settled and left out of the group. */
    async #apply(group) {
        await this.#known.prepare();
        const { rows, left } = await this.#known.of(group.map(({ write }) => write));
        if (left.size > 0)
            this.#putBack(group, left);
        const changed = new Map();
        const kept = [];
        for (const waiting of group) {
            const { write } = waiting;
            this.#known.see(write.id);
            const key = keyOf(write);
            try {
                const stored = rows.get(key);
                const version = this.#clock.next(stored && BigInt(stored.version)).toString();
                const row = this.#merge(stored, write, version);
                if (row) {
                    row.version = version;
                    waiting.version = version;
                    rows.set(key, row);
                    changed.set(key, row);
                    kept.push(waiting);
                }
                else {
                    settle([waiting], UNCHANGED);
                }
            }
            catch (error) {
                settle([waiting], { committed: false, error });
            }
        }
        group.splice(0, group.length, ...kept);
        for (const row of changed.values())
            this.#complete(row);
        return [...changed.values()];
    }
    /** Takes the writes of some rows out of a group, to be the first of the next one. */
    #putBack(group, keys) {
        const now = group.filter(({ write }) => !keys.has(keyOf(write)));
        this.#waiting.unshift(...group.filter(({ write }) => keys.has(keyOf(write))));
        group.splice(0, group.length, ...now);
    }
    async #insert(rows, group) {
        let stored = group;
        try {
            const shared = this.#database.isShared();
            if (shared)
                await this.#verification.announce(pendingOf(group));
            const refused = await this.#storeAccepted(rows);
            if (refused.size > 0) {
                const isRefused = ({ write }) => refused.has(keyOf(write));
                stored = group.filter((waiting) => !isRefused(waiting));
                for (const waiting of group.filter(isRefused)) {
                    settle([waiting], { committed: false, error: refused.get(keyOf(waiting.write)) });
                }
            }
            // Another server may have come while we wrote.
            if (!shared && this.#database.isShared())
                await this.#verification.announce(pendingOf(stored));
            if (this.#database.isShared())
                await this.#verification.verify(pendingOf(stored));
            settle(stored, STORED);
        }
        catch (error) {
            for (const row of rows)
                this.#known.forget(row);
            settle(stored, { committed: false, error });
        }
    }
    /** Stores rows, and halves a group that is refused until what cannot be stored stands alone. Returns why each of these cannot. */
    async #storeAccepted(rows) {
        try {
            await this.#store(rows);
            return new Map();
        }
        catch (error) {
            if (!(error instanceof ApiError) && !this.#database.refuses(error))
                throw error;
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
    async #store(rows) {
        const encoded = encode(this.#columns, rows);
        await this.#beforeStore(rows);
        await this.#database.insertBinary(this.#table, encoded);
        for (const row of rows)
            this.#known.keep(row);
        this.#afterStore(rows);
    }
    /** Stores rows in which another server's write was missing. What cannot be stored was refused when it came, too. */
    async #storeMended(rows) {
        for (const row of rows)
            this.#complete(row);
        const refused = await this.#storeAccepted(rows);
        this.#accounting.repaired(rows.length - refused.size);
    }
}
/** @throws {ApiError} 422 where a number or date is beyond what can be stored */
function encode(columns, rows) {
    try {
        return encodeRows(columns, rows);
    }
    catch (error) {
        throw error instanceof RangeError ? new ApiError(422, error.message) : error;
    }
}
/** Says what became of some writes; who waits for the last of a batch goes on. */
function settle(group, outcome) {
    for (const { batch, index } of group) {
        batch.outcomes[index] = outcome;
        if (--batch.left === 0)
            batch.done();
    }
}
/** The writes of a group as other servers are told of them. */
function pendingOf(group) {
    return group.map(({ write, version = '0' }) => ({ write, version }));
}
function bytesOf(write) {
    let bytes = OVERHEAD_BYTES;
    if (!('fields' in write))
        return bytes;
    for (const name in write.fields) {
        const value = write.fields[name];
        if (typeof value === 'string')
            bytes += value.length;
    }
    return bytes;
}
//# sourceMappingURL=table-writer.js.map