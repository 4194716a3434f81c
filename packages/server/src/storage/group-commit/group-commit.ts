import type { TableName } from '../tables/tables.ts';
import type { Database } from '../database/database.ts';

/** Maximum number of rows in a group. */
const MAX_ROWS = 5_000;
/** Maximum size of a group, in bytes. */
const MAX_BYTES = 8 * 2 ** 20;

interface Waiting {
  rows: string[];
  bytes: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Inserts rows into one table in groups. A commit starts immediately if no insert is running. Otherwise it waits and is
 * inserted together with the other waiting commits, so that a busy server creates few parts and an idle one has no
 * delay.
 */
export class GroupCommit {
  readonly #database: Database;
  readonly #table: TableName;
  readonly #waiting: Waiting[] = [];
  #flushing = false;

  constructor(database: Database, table: TableName) {
    this.#database = database;
    this.#table = table;
  }

  /** Inserts rows into a workspace. Resolves when they are stored, and rejects if they are not. */
  commit({ workspace }: { workspace: string }, rows: readonly object[]): Promise<void> {
    if (rows.length === 0) return Promise.resolve();
    const texts = rows.map((row) => JSON.stringify({ ...row, workspace }));
    const bytes = texts.reduce((sum, text) => sum + text.length, 0);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ rows: texts, bytes, resolve, reject });
      if (!this.#flushing) void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    this.#flushing = true;
    while (this.#waiting.length > 0) {
      const group = this.#take();
      try {
        await this.#insert(group.flatMap((item) => item.rows));
        for (const item of group) item.resolve();
      } catch (error) {
        if (group.length === 1) group[0]?.reject(error);
        else await this.#oneByOne(group);
      }
    }
    this.#flushing = false;
  }

  /**
   * Inserts the commits of a failed group separately, so that a row that ClickHouse refuses fails only its own commit.
   */
  async #oneByOne(group: Waiting[]): Promise<void> {
    for (const { rows, resolve, reject } of group) {
      await this.#insert(rows).then(resolve, reject);
    }
  }

  #insert(rows: readonly string[]): Promise<void> {
    return this.#database.acrossWorkspaces('commit() has set the workspace of each row').insert(this.#table, rows);
  }

  #take(): Waiting[] {
    let rows = 0;
    let bytes = 0;
    let count = 0;
    for (const item of this.#waiting) {
      rows += item.rows.length;
      bytes += item.bytes;
      if (count > 0 && (rows > MAX_ROWS || bytes > MAX_BYTES)) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }
}
