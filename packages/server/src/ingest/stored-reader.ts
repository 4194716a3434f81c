import type { Database } from '../clickhouse/database.ts';
import { portionsOf } from '../clickhouse/portions-of.ts';
import type { VersionedRow } from './table-writer.ts';

/** So many ids are looked up in one query. */
const MAX_IDS = 2_000;

/** An id that is looked up; with the trace of a span its row is found fast. */
export interface Wanted {
  id: string;
  trace_id?: string | undefined;
}

/** Reads the rows of some ids as they are stored: of each the newest, tombstones too. */
export class StoredReader<Row extends VersionedRow> {
  readonly #database: Database;
  readonly #table: 'traces' | 'spans';

  constructor(database: Database, table: 'traces' | 'spans') {
    this.#database = database;
    this.#table = table;
  }

  /** The whole rows. */
  rows(workspace: string, wanted: readonly Wanted[]): Promise<Row[]> {
    const tail = 'ORDER BY stored.version DESC LIMIT 1 BY id';
    return this.#read<Row>(workspace, wanted, '*, toString(version) AS version', tail);
  }

  /** Which there are, and how new they are: a narrow query. */
  versions(workspace: string, wanted: readonly Wanted[]): Promise<{ id: string; version: string }[]> {
    return this.#read(workspace, wanted, 'id, toString(max(stored.version)) AS version', 'GROUP BY id');
  }

  /** Whether a row that was written is there, although a query did not find it: a replica may be behind. */
  async isStored({ workspace, id }: Row): Promise<boolean> {
    if (!this.#database.cluster) return false;
    const rows = await this.#database.readLatest(
      `SELECT 1 FROM ${this.#table} WHERE workspace = {workspace:String} AND id = {id:String} LIMIT 1`,
      { workspace, id },
    );
    return rows.length > 0;
  }

  async #read<T>(workspace: string, wanted: readonly Wanted[], columns: string, tail: string): Promise<T[]> {
    const rows: T[] = [];
    for (const portion of portionsOf(wanted, MAX_IDS)) {
      const all = portion.map((each) => each.trace_id);
      const traces = all.every(Boolean) ? [...new Set(all)] : undefined;
      const read = await this.#database.read<T>(
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
