import { v5 } from 'uuid';
import type { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';

/** UUID namespace of ids that are made from names. */
const NAMES = '7d1f6a53-5d5b-5c86-9a0e-8f3a1c9b2e44';

/** A low-volume entity: its body, and who wrote it and when. */
export interface RecordOf<Body> {
  id: string;
  name: string;
  body: Body;
  created_at: string;
  created_by: string;
  last_updated_at: string;
  last_updated_by: string;
}

interface StoredRecord extends Omit<RecordOf<string>, 'body'> {
  body: string;
  version: string;
}

/**
 * Low-volume entities of one kind. One table holds all kinds, as (workspace, kind, id) → JSON body. A body is parsed by
 * the schema of its kind when it is read.
 */
export class Records<Body> {
  readonly #database: Database;
  readonly #clock: HybridLogicalClock;
  readonly #kind: string;
  readonly #schema: z.ZodType<Body>;

  constructor(database: Database, clock: HybridLogicalClock, kind: string, schema: z.ZodType<Body>) {
    this.#database = database;
    this.#clock = clock;
    this.#kind = kind;
    this.#schema = schema;
  }

  /** Returns the id of the claim of a name in a workspace, which is the same on every server. */
  claimId(principal: Principal, name: string): string {
    return v5(`${principal.workspace}\u0000${this.#kind}\u0000${name}`, NAMES);
  }

  async get(principal: Principal, id: string): Promise<RecordOf<Body> | undefined> {
    const [row] = await this.#read(principal, 'AND id = {id:String}', { id });
    return row;
  }

  /** Returns the version of the last deletion of a record, as text; `0` if it was never deleted. */
  async deletedAt({ workspace }: Principal, id: string): Promise<string> {
    const [row] = await this.#database.ofServer(workspace).readLatest<{ version: string }>(
      `SELECT toString(max(records.version)) AS version FROM records
       WHERE workspace = {workspace:String} AND kind = {kind:String} AND id = {id:String} AND is_deleted = 1`,
      { workspace, kind: this.#kind, id },
    );
    return row?.version ?? '0';
  }

  /** Returns all records of the workspace, sorted by name. */
  list(principal: Principal): Promise<RecordOf<Body>[]> {
    return this.#read(principal, '', {});
  }

  /** Returns the records of all workspaces, for background work of the server. */
  async everywhere(): Promise<(RecordOf<Body> & { workspace: string })[]> {
    const database = this.#database.acrossWorkspaces('background work of the server covers all workspaces');
    const rows = await database.readLatest<StoredRecord & { workspace: string }>(
      `SELECT workspace, id, name, body, created_at, created_by, last_updated_at, last_updated_by FROM records FINAL
       WHERE kind = {kind:String} ORDER BY workspace, name`,
      { kind: this.#kind },
    );
    return rows.map((row) => ({ ...row, body: this.#schema.parse(JSON.parse(row.body)) }));
  }

  /** Returns when a record of the workspace was last written or deleted, in ms since the epoch; 0 if there was none. */
  async lastChange({ workspace }: Principal): Promise<number> {
    const [row] = await this.#database.ofServer(workspace).readLatest<{ at: number }>(
      `SELECT toUnixTimestamp64Milli(max(last_updated_at)) AS at FROM records
       WHERE workspace = {workspace:String} AND kind = {kind:String}`,
      { workspace, kind: this.#kind },
    );
    return row?.at ?? 0;
  }

  /** Writes a whole record. `created_at` and `created_by` are taken from `previous` if it is given. */
  async put(
    principal: Principal,
    record: { id: string; name: string; body: Body },
    previous?: RecordOf<Body>,
  ): Promise<RecordOf<Body>> {
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

  async delete(principal: Principal, { id, name, created_at, created_by }: RecordOf<Body>): Promise<void> {
    const now = new Date().toISOString();
    const last = { last_updated_at: now, last_updated_by: principal.subject };
    await this.#write(principal, { id, name, body: '', created_at, created_by, ...last }, 1);
  }

  async #write(principal: Principal, row: Omit<StoredRecord, 'version'>, is_deleted: 0 | 1): Promise<void> {
    // The later write must win even if another server's clock is ahead, or if the clock of this machine has gone back.
    const [stored] = await this.#database.ofServer(principal.workspace).readLatest<{ version: string }>(
      `SELECT toString(max(records.version)) AS version FROM records
       WHERE workspace = {workspace:String} AND kind = {kind:String} AND id = {id:String}`,
      { kind: this.#kind, id: row.id },
    );
    const version = this.#clock.next(BigInt(stored?.version ?? 0)).toString();
    await this.#database
      .ofServer(principal.workspace)
      .insert('records', [{ ...row, kind: this.#kind, is_deleted, version }]);
  }

  async #read(principal: Principal, condition: string, parameters: object): Promise<RecordOf<Body>[]> {
    const rows = await this.#database.ofServer(principal.workspace).readLatest<StoredRecord>(
      `SELECT id, name, body, created_at, created_by, last_updated_at, last_updated_by FROM records FINAL
       WHERE workspace = {workspace:String} AND kind = {kind:String} ${condition} ORDER BY name`,
      { workspace: principal.workspace, kind: this.#kind, ...parameters },
    );
    return rows.map((row) => ({ ...row, body: this.#schema.parse(JSON.parse(row.body)) }));
  }
}
