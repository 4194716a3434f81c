import { v5 } from 'uuid';
/** The namespace of the ids that are made from names. */
const NAMES = '7d1f6a53-5d5b-5c86-9a0e-8f3a1c9b2e44';
/**
 * The entities of one kind that are few: one table holds them all, as (workspace, kind, id) → JSON body, and the body is
 * parsed by the kind's schema when it is read.
 */
export class Records {
    #database;
    #clock;
    #kind;
    #schema;
    constructor(database, clock, kind, schema) {
        this.#database = database;
        this.#clock = clock;
        this.#kind = kind;
        this.#schema = schema;
    }
    /** The id that a name claims in a workspace: the same on every server, so that two that claim it agree. */
    claimId(principal, name) {
        return v5(`${principal.workspace}\u0000${this.#kind}\u0000${name}`, NAMES);
    }
    async get(principal, id) {
        const [row] = await this.#read(principal, 'AND id = {id:String}', { id });
        return row;
    }
    /** The version with which a record was deleted last, as text; `0` where it never was. */
    async deletedAt({ workspace }, id) {
        const [row] = await this.#database.readLatest(`SELECT toString(max(records.version)) AS version FROM records
       WHERE workspace = {workspace:String} AND kind = {kind:String} AND id = {id:String} AND is_deleted = 1`, { workspace, kind: this.#kind, id });
        return row?.version ?? '0';
    }
    /** All of the workspace, by name. */
    list(principal) {
        return this.#read(principal, '', {});
    }
    /** All of every workspace, for what the server does by itself. */
    async everywhere() {
        const rows = await this.#database.readLatest(`SELECT workspace, id, name, body, created_at, created_by, last_updated_at, last_updated_by FROM records FINAL
       WHERE kind = {kind:String} ORDER BY workspace, name`, { kind: this.#kind });
        return rows.map((row) => ({ ...row, body: this.#schema.parse(JSON.parse(row.body)) }));
    }
    /** When a record of the workspace was written or deleted last, in ms since the epoch; 0 where none ever was. */
    async lastChange({ workspace }) {
        const [row] = await this.#database.readLatest(`SELECT toUnixTimestamp64Milli(max(last_updated_at)) AS at FROM records
       WHERE workspace = {workspace:String} AND kind = {kind:String}`, { workspace, kind: this.#kind });
        return row?.at ?? 0;
    }
    /** Writes a record whole. `created_at` and `created_by` stay those of `previous`. */
    async put(principal, record, previous) {
        const now = new Date().toISOString();
        const written = {
            ...record,
            created_at: previous?.created_at ?? now,
            created_by: previous?.created_by ?? principal.subject,
            last_updated_at: now,
            last_updated_by: principal.subject,
        };
        await this.#write(principal, { ...written, body: JSON.stringify(record.body) }, 0);
        return written;
    }
    async delete(principal, { id, name, created_at, created_by }) {
        const now = new Date().toISOString();
        const last = { last_updated_at: now, last_updated_by: principal.subject };
        await this.#write(principal, { id, name, body: '', created_at, created_by, ...last }, 1);
    }
    async #write(principal, row, is_deleted) {
        const { workspace } = principal;
        // Another server's clock may be ahead of ours, or ours has gone back: the later write counts all the same.
        const [stored] = await this.#database.readLatest(`SELECT toString(max(records.version)) AS version FROM records
       WHERE workspace = {workspace:String} AND kind = {kind:String} AND id = {id:String}`, { workspace, kind: this.#kind, id: row.id });
        const version = this.#clock.next(BigInt(stored?.version ?? 0)).toString();
        await this.#database.insert('records', [
            JSON.stringify({ ...row, workspace, kind: this.#kind, is_deleted, version }),
        ]);
    }
    async #read(principal, condition, parameters) {
        const rows = await this.#database.readLatest(`SELECT id, name, body, created_at, created_by, last_updated_at, last_updated_by FROM records FINAL
       WHERE workspace = {workspace:String} AND kind = {kind:String} ${condition} ORDER BY name`, { workspace: principal.workspace, kind: this.#kind, ...parameters });
        return rows.map((row) => ({ ...row, body: this.#schema.parse(JSON.parse(row.body)) }));
    }
}
//# sourceMappingURL=records.js.map