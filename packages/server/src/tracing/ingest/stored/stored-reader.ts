import type { Database } from '../../../storage/database/database.ts';
import { chunksOf } from '../../../storage/batches/chunks-of.ts';
import { isTooLarge, READ_LIMIT } from '../../../storage/database/read-limit.ts';
import type { VersionedRow } from '../../rows/versioned-row.ts';

/** Of each row the newest version. */
const NEWEST = 'ORDER BY stored.version DESC LIMIT 1 BY id';
/** So many ids are looked up in one query. */
const MAX_IDS = 2_000;

/** An id that is looked up; with the trace of a span its row is found fast. */
export interface Wanted {
  id: string;
  trace_id?: string | undefined;
}

/** Where a row is: what stays of it when it is deleted. */
export type Place = Pick<VersionedRow, 'workspace' | 'id' | 'is_deleted' | 'version'> & {
  project_id: string;
  trace_id?: string;
};

/** Reads the rows of some ids as they are stored: of each the newest, tombstones too. */
export class StoredReader<Row extends VersionedRow> {
  readonly #database: Database;
  readonly #table: 'traces' | 'spans';

  constructor(database: Database, table: 'traces' | 'spans') {
    this.#database = database;
    this.#table = table;
  }

  /** The whole rows. */
  async rows(workspace: string, wanted: readonly Wanted[]): Promise<Row[]> {
    const all: Row[] = [];
    for await (const { rows } of this.portions(workspace, wanted)) for (const row of rows) all.push(row);
    return all;
  }

  /** The whole rows, some at a time: 64 MiB of them, or a single one. */
  async *portions(workspace: string, wanted: readonly Wanted[]): AsyncGenerator<{ wanted: Wanted[]; rows: Row[] }> {
    const open = [...chunksOf(wanted, MAX_IDS)];
    for (let portion = open.shift(); portion; portion = open.shift()) {
      const rows = await this.#limited(workspace, portion);
      if (rows) {
        yield { wanted: portion, rows };
        continue;
      }
      const middle = Math.ceil(portion.length / 2);
      open.unshift(portion.slice(0, middle), portion.slice(middle));
    }
  }

  /** Where rows are, and whether they are deleted; nothing of what they say. */
  places(workspace: string, wanted: readonly Wanted[]): Promise<Place[]> {
    const trace = this.#table === 'spans' ? 'trace_id,' : '';
    const columns = `workspace, project_id, ${trace} id, is_deleted, toString(version) AS version`;
    return this.#read(workspace, wanted, columns, NEWEST);
  }

  /** Which there are, and how new they are: a narrow query. */
  versions(workspace: string, wanted: readonly Wanted[]): Promise<{ id: string; version: string }[]> {
    return this.#read(workspace, wanted, 'id, toString(max(stored.version)) AS version', 'GROUP BY id');
  }

  /** Whether a row that was written is there, although a query did not find it: a replica may be behind. */
  async isStored({ workspace, id }: Row): Promise<boolean> {
    if (!this.#database.cluster) return false;
    const rows = await this.#database
      .of({ workspace })
      .readLatest(`SELECT 1 FROM ${this.#table} WHERE workspace = {workspace:String} AND id = {id:String} LIMIT 1`, {
        workspace,
        id,
      });
    return rows.length > 0;
  }

  /** Whole rows; nothing where several are more than is read at once. */
  async #limited(workspace: string, wanted: readonly Wanted[]): Promise<Row[] | undefined> {
    const limit = wanted.length > 1 ? READ_LIMIT : '';
    try {
      return await this.#read<Row>(workspace, wanted, '*, toString(version) AS version', `${NEWEST} ${limit}`);
    } catch (error) {
      if (wanted.length > 1 && isTooLarge(error)) return undefined;
      throw error;
    }
  }

  async #read<T>(workspace: string, wanted: readonly Wanted[], columns: string, tail: string): Promise<T[]> {
    const rows: T[] = [];
    for (const portion of chunksOf(wanted, MAX_IDS)) {
      const all = portion.map((each) => each.trace_id);
      const traces = all.every(Boolean) ? [...new Set(all)] : undefined;
      const read = await this.#database.of({ workspace }).read<T>(
        `SELECT ${columns} FROM ${this.#table} AS stored
         WHERE workspace = {workspace:String} ${traces ? 'AND trace_id IN {traces:Array(String)}' : ''}
           AND id IN {ids:Array(String)} ${tail}`,
        { workspace, ids: portion.map(({ id }) => id), ...(traces && { traces }) },
      );
      for (const row of read) rows.push(row);
    }
    return rows;
  }
}
