import type { Database } from '../../../storage/database/database.ts';

/** Maximum number of deleted traces in memory. If more were deleted, the storage is queried each time. */
const KEPT = 200_000;

/**
 * Knows which traces were deleted, because a span that arrives after its trace was deleted must be refused.
 *
 * A server that writes alone loads all deleted traces with one query. If other servers write too, the storage is
 * queried each time.
 */
export class DeletedTraces {
  readonly #database: Database;
  readonly #known = new Set<string>();
  #loading: Promise<void> | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Records that traces were deleted. */
  add(workspace: string, ids: readonly string[]): void {
    for (const id of ids) if (this.#known.size <= KEPT) this.#known.add(`${workspace}/${id}`);
  }

  /** Returns the deleted ones among the given traces. */
  async among(workspace: string, ids: Iterable<string>): Promise<Set<string>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Set();
    if (this.#database.isAlone(this)) {
      await (this.#loading ??= this.#load());
      if (this.#known.size <= KEPT) return new Set(wanted.filter((id) => this.#known.has(`${workspace}/${id}`)));
    } else {
      this.#loading = undefined;
    }
    const rows = await this.#database.ofServer(workspace).read<{ id: string }>(
      `SELECT DISTINCT id FROM traces
       WHERE workspace = {workspace:String} AND id IN {ids:Array(String)} AND is_deleted = 1`,
      { workspace, ids: wanted },
    );
    return new Set(rows.map((row) => row.id));
  }

  async #load(): Promise<void> {
    try {
      const database = this.#database.acrossWorkspaces(
        'a server that writes alone knows the deleted traces of all workspaces',
      );
      const rows = await database.read<{ workspace: string; id: string }>(
        `SELECT DISTINCT workspace, id FROM traces WHERE is_deleted = 1 LIMIT ${KEPT + 1}`,
      );
      for (const { workspace, id } of rows) this.#known.add(`${workspace}/${id}`);
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }
}
