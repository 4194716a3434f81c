import type { Database } from '../../../storage/database/database.ts';
import { chunksOf } from '../../../storage/batches/chunks-of.ts';
import { isTooLarge, READ_LIMIT } from '../../../storage/database/read-limit.ts';
import type { VersionedRow } from '../../rows/versioned-row.ts';

/** Keeps the newest version of each row. */
const NEWEST = 'ORDER BY stored.version DESC LIMIT 1 BY id';
/** Maximum number of ids in one query. */
const MAX_IDS = 2_000;

/** Id to look up. A span is found faster with the id of its trace. */
export interface Wanted {
  id: string;
  trace_id?: string | undefined;
}

/** Location of a row: the columns that stay when it is deleted. */
export type RowLocation = Pick<VersionedRow, 'workspace' | 'id' | 'is_deleted' | 'version'> & {
  project_id: string;
  trace_id?: string;
};

/** Reads the newest stored version of rows by their ids, including tombstones. */
export class StoredReader<Row extends VersionedRow> {
  readonly #database: Database;
  readonly #table: 'traces' | 'spans';

  constructor(database: Database, table: 'traces' | 'spans') {
    this.#database = database;
    this.#table = table;
  }

  /** Returns whole rows. */
  async rows(workspace: string, wanted: readonly Wanted[]): Promise<Row[]> {
    const all: Row[] = [];
    for await (const { rows } of this.chunks(workspace, wanted)) for (const row of rows) all.push(row);
    return all;
  }

  /** Yields whole rows in chunks of at most 64 MiB, or of a single larger row. */
  async *chunks(workspace: string, wanted: readonly Wanted[]): AsyncGenerator<{ wanted: Wanted[]; rows: Row[] }> {
    const open = [...chunksOf(wanted, MAX_IDS)];
    for (let chunk = open.shift(); chunk; chunk = open.shift()) {
      const rows = await this.#limited(workspace, chunk);
      if (rows) {
        yield { wanted: chunk, rows };
        continue;
      }
      const middle = Math.ceil(chunk.length / 2);
      open.unshift(chunk.slice(0, middle), chunk.slice(middle));
    }
  }

  /** Returns the locations of rows, without their other columns. */
  locations(workspace: string, wanted: readonly Wanted[]): Promise<RowLocation[]> {
    const trace = this.#table === 'spans' ? 'trace_id,' : '';
    const columns = `workspace, project_id, ${trace} id, is_deleted, toString(version) AS version`;
    return this.#read(workspace, wanted, columns, NEWEST);
  }

  /** Returns which rows exist, and their versions. It is a narrow query. */
  versions(workspace: string, wanted: readonly Wanted[]): Promise<{ id: string; version: string }[]> {
    return this.#read(workspace, wanted, 'id, toString(max(stored.version)) AS version', 'GROUP BY id');
  }

  /** Whether a row exists although a query did not find it, because a replica may be behind. */
  async isStored({ workspace, id }: Row): Promise<boolean> {
    if (!this.#database.cluster) return false;
    const rows = await this.#database
      .ofServer(workspace)
      .readLatest(`SELECT 1 FROM ${this.#table} WHERE workspace = {workspace:String} AND id = {id:String} LIMIT 1`, {
        workspace,
        id,
      });
    return rows.length > 0;
  }

  /** Returns whole rows; undefined if several rows exceed the read limit. */
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
    for (const chunk of chunksOf(wanted, MAX_IDS)) {
      const all = chunk.map((each) => each.trace_id);
      const traces = all.every(Boolean) ? [...new Set(all)] : undefined;
      const read = await this.#database.ofServer(workspace).read<T>(
        `SELECT ${columns} FROM ${this.#table} AS stored
         WHERE workspace = {workspace:String} ${traces ? 'AND trace_id IN {traces:Array(String)}' : ''}
           AND id IN {ids:Array(String)} ${tail}`,
        { workspace, ids: chunk.map(({ id }) => id), ...(traces && { traces }) },
      );
      for (const row of read) rows.push(row);
    }
    return rows;
  }
}
