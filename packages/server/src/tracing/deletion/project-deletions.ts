import type { Logger } from 'pino';
import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { Records, type RecordOf } from '../../platform/records/records.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import type { Projects } from '../project-registry/projects.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import { TABLES, type TableName } from '../../storage/tables/tables.ts';
import { deleteRows } from './delete-rows.ts';

/** For so long may a write still come that has found the project by its name, in ms: then all is deleted once more. */
const SETTLE_MS = 60_000;
/** So many ids in one query. */
const CHUNK = 1_000;

const Deletion = z.object({ project_id: z.string() });
type Deletion = z.infer<typeof Deletion>;

/**
 * Deletes projects with all that they hold. The project is gone at once; what it held is deleted in the background, and
 * a record says that this is still to do, so that it goes on where a server has ended meanwhile.
 */
export class ProjectDeletions {
  readonly #database: Database;
  readonly #projects: Projects;
  readonly #records: Records<Deletion>;
  readonly #log: Logger;
  #running: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: { database: Database; clock: HybridLogicalClock; projects: Projects; log: Logger }) {
    this.#database = parts.database;
    this.#projects = parts.projects;
    this.#records = new Records(parts.database, parts.clock, 'deletion', Deletion);
    this.#log = parts.log;
  }

  /** @throws {VitrineError} `not_found` if there is no such project */
  async delete(principal: Principal, id: string): Promise<void> {
    const project = await this.#projects.get(principal, id);
    if (!project) throw new VitrineError('not_found', `there is no project ${id}`);
    await this.#records.put(principal, { id, name: project.name, body: { project_id: id } });
    await this.#projects.delete(principal, id);
    this.resume();
  }

  /** Goes on with what is still to delete, in the background. */
  resume(): void {
    this.#running = this.#running.then(() => this.#run());
  }

  /** Waits for the step that is under way; the rest is done by the next server. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    if (this.#closed) return;
    try {
      for (const record of await this.#records.everywhere()) await this.#complete(record);
    } catch (error) {
      if (this.#closed) return;
      this.#log.warn({ err: error }, 'vitrine: a deleted project could not be emptied yet; it is tried again');
      this.#later(SETTLE_MS);
    }
  }

  async #complete(record: RecordOf<Deletion> & { workspace: string }): Promise<void> {
    const principal = { workspace: record.workspace, subject: record.created_by };
    const { project_id } = record.body;
    // A server may have ended between the two records.
    if (await this.#projects.get(principal, project_id)) await this.#projects.delete(principal, project_id);
    const settlesAt = Date.parse(record.created_at) + SETTLE_MS;
    const isLast = Date.now() >= settlesAt;
    await this.#empty(principal, project_id);
    if (this.#closed) return;
    if (isLast) await this.#records.delete(principal, record);
    else this.#later(settlesAt - Date.now());
  }

  async #empty(principal: Principal, project: string): Promise<void> {
    await this.#forgetWrites(principal, project, 'traces', 'trace');
    await this.#forgetWrites(principal, project, 'spans', 'span');
    await this.#forgetEarlyScores(principal, project, 'trace');
    await this.#forgetEarlyScores(principal, project, 'span');
    for (const { name } of TABLES.filter(({ ofProject }) => ofProject)) {
      if (this.#closed) return;
      await deleteRows(this.#database, name, 'workspace = {workspace:String} AND project_id = {project:String}', {
        workspace: principal.workspace,
        project,
      });
    }
  }

  /** Writes of the last day that another server would otherwise complete. */
  #forgetWrites(principal: Principal, project: string, entity: string, kind: 'trace' | 'span'): Promise<void> {
    return this.#forget(principal, project, kind, 'pending_writes', 'id', 'entity = {entity:String}', { entity });
  }

  /** Scores that came before what they are about do not know their project. */
  #forgetEarlyScores(principal: Principal, project: string, entity: 'trace' | 'span'): Promise<void> {
    const condition = "entity_type = {entity:String} AND project_id = ''";
    return this.#forget(principal, project, entity, 'feedback_scores', 'entity_id', condition, { entity });
  }

  /** Deletes the rows of a table that are about traces or spans of a project, which only those themselves know. */
  async #forget(
    principal: Principal,
    project: string,
    kind: 'trace' | 'span',
    table: TableName,
    column: 'id' | 'entity_id',
    condition: string,
    parameters: Record<string, unknown>,
  ): Promise<void> {
    const { workspace } = principal;
    for (let after = ''; !this.#closed;) {
      const rows = await this.#database.of(principal).read<{ about: string }>(
        `SELECT DISTINCT ${column} AS about FROM ${table}
         WHERE workspace = {workspace:String} AND ${condition} AND ${column} > {after:String}
         ORDER BY about LIMIT ${CHUNK}`,
        { workspace, ...parameters, after },
      );
      const last = rows.at(-1);
      if (!last) return;
      after = last.about;
      const places = await locateEntities(
        this.#database,
        principal,
        kind,
        rows.map((row) => row.about),
      );
      const ids = rows.flatMap(({ about }) => (places.get(about)?.project_id === project ? [about] : []));
      if (ids.length === 0) continue;
      await deleteRows(
        this.#database,
        table,
        `workspace = {workspace:String} AND ${condition} AND ${column} IN {ids:Array(String)}`,
        { workspace, ...parameters, ids },
      );
    }
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => this.resume(), Math.max(1_000, ms)).unref();
  }
}
