import type { TableName } from '../tables/tables.ts';
import type { Database } from '../database/database.ts';

/** Maximum number of rows in a group, and of bytes. */
const MAX_ROWS = 5_000;
const MAX_BYTES = 8 * 2 ** 20;

interface Waiting {
  rows: string[];
  bytes: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Inserts into one table in groups: at once where no insert is under way, else together with what has gathered when the
 * one under way ends. So parts stay few under load, and an idle server does not wait.
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

  /** Resolves when the rows are in ClickHouse, in the given workspace; rejects if they are not. */
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

  /** A row that ClickHouse refuses fails its group: then each request stands for itself. */
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
