import type { Database } from '../../../storage/database/database.ts';

/** So many are remembered; where more were deleted, the storage is asked each time. */
const KEPT = 200_000;

/**
 * Which traces were deleted, so that what comes of them later is not taken: a span of a deleted trace would stand alone.
 * A server that writes alone knows them all after one query; where others write too, the storage is asked.
 */
export class DeletedTraces {
  readonly #database: Database;
  readonly #known = new Set<string>();
  #loading: Promise<void> | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Says that traces are deleted now. */
  add(workspace: string, ids: readonly string[]): void {
    for (const id of ids) if (this.#known.size <= KEPT) this.#known.add(`${workspace}/${id}`);
  }

  /** Those of some traces that are deleted. */
  async among(workspace: string, ids: Iterable<string>): Promise<Set<string>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Set();
    if (this.#database.isAlone(this)) {
      await (this.#loading ??= this.#load());
      if (this.#known.size <= KEPT) return new Set(wanted.filter((id) => this.#known.has(`${workspace}/${id}`)));
    } else {
      this.#loading = undefined;
    }
    const rows = await this.#database.of({ workspace }).read<{ id: string }>(
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
