import type { Logger } from 'pino';
import { z } from 'zod';
import { type Principal, serverPrincipal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { Records, type RecordOf } from '../../platform/records/records.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import type { Projects } from '../project-registry/projects.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import { TABLES, type TableName } from '../../storage/tables/tables.ts';
import { deleteRows } from './delete-rows.ts';

/**
 * Time, in ms, in which writes may still arrive that resolved the project's name before its deletion. After this time,
 * everything is deleted once more.
 */
const SETTLE_MS = 60_000;
/** Maximum number of ids in one query. */
const CHUNK = 1_000;

const Deletion = z.object({ project_id: z.string() });
type Deletion = z.infer<typeof Deletion>;

interface Parts {
  database: Database;
  clock: HybridLogicalClock;
  projects: Projects;
  log: Logger;
}

/**
 * Deletes projects with all their data. The project disappears at once; its data is deleted in the background. A record
 * of the deletion lets another server continue if this one ends.
 */
export class ProjectDeletions {
  readonly #parts: Parts;
  readonly #records: Records<Deletion>;
  #running: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#records = new Records(parts.database, parts.clock, 'deletion', Deletion);
  }

  /** @throws {VitrineError} `not_found` if there is no such project */
  async delete(principal: Principal, id: string): Promise<void> {
    const project = await this.#parts.projects.get(principal, id);
    if (!project) throw new VitrineError('not_found', `there is no project ${id}`);
    await this.#records.put(principal, { id, name: project.name, body: { project_id: id } });
    await this.#parts.projects.delete(principal, id);
    this.resume();
  }

  /** Continues unfinished deletions in the background. */
  resume(): void {
    this.#running = this.#running.then(() => this.#run());
  }

  /** Waits for the current step. The next server does the rest. */
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
      this.#parts.log.warn(
        { err: error },
        'vitrine: the data of a deleted project could not be deleted yet; trying again',
      );
      this.#later(SETTLE_MS);
    }
  }

  async #complete(record: RecordOf<Deletion> & { workspace: string }): Promise<void> {
    const principal = serverPrincipal(record.workspace, record.created_by);
    const { project_id } = record.body;
    // A server may have ended between writing the two records.
    if (await this.#parts.projects.get(principal, project_id)) await this.#parts.projects.delete(principal, project_id);
    const settlesAt = Date.parse(record.created_at) + SETTLE_MS;
    const isLast = Date.now() >= settlesAt;
    await this.#empty(principal, project_id);
    if (this.#closed) return;
    if (isLast) await this.#records.delete(principal, record);
    else this.#later(settlesAt - Date.now());
  }

  async #empty(principal: Principal, project: string): Promise<void> {
    await this.#deletePendingWrites(principal, project, 'traces', 'trace');
    await this.#deletePendingWrites(principal, project, 'spans', 'span');
    await this.#deleteEarlyScores(principal, project, 'trace');
    await this.#deleteEarlyScores(principal, project, 'span');
    for (const { name } of TABLES.filter(({ ofProject }) => ofProject)) {
      if (this.#closed) return;
      await deleteRows(this.#parts.database, name, 'workspace = {workspace:String} AND project_id = {project:String}', {
        workspace: principal.workspace,
        project,
      });
    }
  }

  /** Deletes the pending writes of the last day, which another server would complete. */
  #deletePendingWrites(principal: Principal, project: string, entity: string, kind: 'trace' | 'span'): Promise<void> {
    return this.#deleteAbout(principal, project, kind, 'pending_writes', 'id', 'entity = {entity:String}', { entity });
  }

  /** Deletes scores that arrived before their entity and so have no project id. */
  #deleteEarlyScores(principal: Principal, project: string, entity: 'trace' | 'span'): Promise<void> {
    const condition = "entity_type = {entity:String} AND project_id = ''";
    return this.#deleteAbout(principal, project, entity, 'feedback_scores', 'entity_id', condition, { entity });
  }

  /** Deletes rows of a table without a usable project id, by the ids of the traces or spans of the project. */
  async #deleteAbout(
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
      const rows = await this.#parts.database.of(principal).read<{ about: string }>(
        `SELECT DISTINCT ${column} AS about FROM ${table}
         WHERE workspace = {workspace:String} AND ${condition} AND ${column} > {after:String}
         ORDER BY about LIMIT ${CHUNK}`,
        { workspace, ...parameters, after },
      );
      const last = rows.at(-1);
      if (!last) return;
      after = last.about;
      const locations = await locateEntities(
        this.#parts.database,
        principal,
        kind,
        rows.map((row) => row.about),
      );
      const ids = rows.flatMap(({ about }) => (locations.get(about)?.project_id === project ? [about] : []));
      if (ids.length === 0) continue;
      await deleteRows(
        this.#parts.database,
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
