import type { SpanUpdate, SpanWrite, TraceUpdate, TraceWrite } from '@vitrine/core/model';
import { DEFAULT_PROJECT, idTimeMs } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import { ApiError } from '../http/api-error.ts';
import { priceOf } from '../pricing/price.ts';
import type { Projects } from '../projects/projects.ts';
import { spanFields, traceFields, type Fields } from './fields.ts';
import { GroupCommit } from './group-commit.ts';
import { KeyedLock } from './keyed-lock.ts';
import { mergeCreate, mergePatch, type Patch } from './merge.ts';
import { EMPTY_SPAN, EMPTY_TRACE, type StoredSpan, type StoredTrace } from './stored-rows.ts';
import type { TraceStats } from './trace-stats.ts';

/** A create of a trace. `id` is known here; what OpenTelemetry adds is its own trace id. */
export type TraceCreate = TraceWrite & { id: string; otel_trace_id?: string };
export type SpanCreate = SpanWrite & { id: string };

/** What became of one create. */
interface Outcome {
  /** The item was refused: it names another project than the one that the stored row is in. */
  conflict?: string;
}

/**
 * The way of every write: under the lock of its id it is merged with what is stored, and the whole row is committed.
 * A write is answered when its row is in ClickHouse.
 */
export class Ingest {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #projects: Projects;
  readonly #stats: TraceStats;
  readonly #locks = new KeyedLock();
  readonly #traces: GroupCommit;
  readonly #spans: GroupCommit;

  constructor(parts: { database: Database; clock: Clock; projects: Projects; stats: TraceStats }) {
    this.#database = parts.database;
    this.#clock = parts.clock;
    this.#projects = parts.projects;
    this.#stats = parts.stats;
    this.#traces = new GroupCommit(parts.database, 'traces');
    this.#spans = new GroupCommit(parts.database, 'spans');
  }

  /** Creates traces, or merges what came again. One outcome an item, in order. */
  async createTraces(principal: Principal, writes: readonly TraceCreate[]): Promise<Outcome[]> {
    const projects = await this.#projectIds(principal, writes);
    return this.#locks.hold(
      writes.map((write) => write.id),
      async () => {
        const rows = await this.storedTraces(
          principal,
          writes.map((write) => write.id),
        );
        const outcomes = writes.map((write) =>
          this.#create(principal, rows, projects, write, traceFields(write), EMPTY_TRACE),
        );
        await this.#traces.commit(this.#versioned(rows, new Set(writes.map((write) => write.id))));
        return outcomes;
      },
    );
  }

  /** Creates spans, or merges what came again. One outcome an item, in order. */
  async createSpans(principal: Principal, writes: readonly SpanCreate[]): Promise<Outcome[]> {
    const projects = await this.#projectIds(principal, writes);
    return this.#locks.hold(
      writes.map((write) => write.id),
      async () => {
        const ids = writes.map((write) => write.id);
        const rows = await this.storedSpans(
          principal,
          ids,
          writes.map((write) => write.trace_id),
        );
        const outcomes = writes.map((write) =>
          this.#create(principal, rows, projects, write, spanFields(write), {
            ...EMPTY_SPAN,
            trace_id: write.trace_id,
          }),
        );
        await this.#commitSpans(rows, new Set(ids));
        return outcomes;
      },
    );
  }

  /**
   * Changes a trace; one that is not there yet becomes a partial row that its create fills later.
   *
   * @throws {ApiError} 409 where the update names another project than the stored one
   */
  async updateTrace(principal: Principal, id: string, update: TraceUpdate): Promise<void> {
    await this.#locks.hold([id], async () => {
      const rows = await this.storedTraces(principal, [id]);
      await this.#patch(principal, rows, id, update, traceFields(update), EMPTY_TRACE);
      await this.#traces.commit(this.#versioned(rows, new Set([id])));
    });
  }

  /** Changes a span, like {@link Ingest.updateTrace}. Where `trace_id` is absent the span must be there already. */
  async updateSpan(principal: Principal, id: string, update: SpanUpdate): Promise<void> {
    await this.#locks.hold([id], async () => {
      const rows = await this.storedSpans(principal, [id], update.trace_id ? [update.trace_id] : undefined);
      const traceId = update.trace_id ?? rows.get(id)?.trace_id;
      if (!traceId) throw new ApiError(404, `there is no span ${id}, and without trace_id none can be made`);
      await this.#patch(principal, rows, id, update, spanFields(update), { ...EMPTY_SPAN, trace_id: traceId });
      await this.#commitSpans(rows, new Set([id]));
    });
  }

  /** Deletes traces with their spans and statistics. What is written to them later changes nothing. */
  async deleteTraces(principal: Principal, ids: readonly string[]): Promise<void> {
    await this.#locks.hold(ids, async () => {
      const traces = await this.storedTraces(principal, ids);
      const spans = await this.#database.read<Pick<StoredSpan, 'id' | 'trace_id' | 'project_id' | 'version'>>(
        `SELECT id, trace_id, project_id, toString(max(version)) AS version FROM spans
         WHERE workspace = {workspace:String} AND trace_id IN {ids:Array(String)} GROUP BY id, trace_id, project_id`,
        { workspace: principal.workspace, ids },
      );
      const { workspace } = principal;
      const tombstone = <T extends { version: string }>(row: T) => ({
        ...row,
        workspace,
        is_deleted: 1,
        version: this.#clock.next(BigInt(row.version)).toString(),
      });
      const gone = [...traces.values()].map(({ id, project_id, version }) => ({ id, project_id, version }));
      const stats = gone.map(({ id, ...rest }) => ({ ...rest, trace_id: id }));
      await Promise.all([
        this.#traces.commit(gone.map(tombstone)),
        this.#spans.commit(spans.map(tombstone)),
        this.#stats.forget(stats.map(tombstone)),
      ]);
    });
  }

  /** The rows of traces as stored, tombstones too, by id. */
  storedTraces(principal: Principal, ids: readonly string[]): Promise<Map<string, StoredTrace>> {
    return this.#stored<StoredTrace>(
      `SELECT *, toString(version) AS version FROM traces
       WHERE workspace = {workspace:String} AND id IN {ids:Array(String)}
       ORDER BY traces.version DESC LIMIT 1 BY id`,
      { workspace: principal.workspace, ids: [...new Set(ids)] },
    );
  }

  /** The rows of spans as stored, tombstones too, by id. Naming their traces makes it fast. */
  storedSpans(
    principal: Principal,
    ids: readonly string[],
    traceIds?: readonly string[],
  ): Promise<Map<string, StoredSpan>> {
    return this.#stored<StoredSpan>(
      `SELECT *, toString(version) AS version FROM spans
       WHERE workspace = {workspace:String} ${traceIds ? 'AND trace_id IN {traces:Array(String)}' : ''}
         AND id IN {ids:Array(String)}
       ORDER BY spans.version DESC LIMIT 1 BY id`,
      { workspace: principal.workspace, ids: [...new Set(ids)], ...(traceIds && { traces: [...new Set(traceIds)] }) },
    );
  }

  async #stored<T extends StoredTrace | StoredSpan>(query: string, parameters: object): Promise<Map<string, T>> {
    const rows = await this.#database.read<T>(query, { ...parameters });
    return new Map(rows.map((row) => [row.id, row]));
  }

  async #projectIds(
    principal: Principal,
    writes: readonly { project_name?: string | null | undefined }[],
  ): Promise<Map<string, string>> {
    const names = new Set(writes.map((write) => write.project_name || DEFAULT_PROJECT));
    const ids = await Promise.all([...names].map((name) => this.#projects.idOf(principal, name)));
    return new Map([...names].map((name, index) => [name, ids[index] ?? '']));
  }

  #create<T extends StoredTrace | StoredSpan>(
    principal: Principal,
    rows: Map<string, T>,
    projects: Map<string, string>,
    write: (TraceCreate | SpanCreate) & { last_updated_at?: string | null | undefined },
    fields: Fields,
    empty: Omit<T, keyof Start>,
  ): Outcome {
    const projectId = projects.get(write.project_name || DEFAULT_PROJECT) ?? '';
    const stored = rows.get(write.id);
    if (stored && stored.project_id !== projectId && !stored.is_deleted) {
      if (write.project_name) return { conflict: 'it is stored in another project already' };
    }
    const now = new Date().toISOString();
    const row = stored ?? ({ ...empty, ...start(principal, projectId, write.id, now) } as T);
    const updatedAt = write.last_updated_at ?? now;
    rows.set(write.id, { ...mergeCreate<T>(row, fields, updatedAt), last_updated_by: principal.subject });
    return {};
  }

  async #patch<T extends StoredTrace | StoredSpan>(
    principal: Principal,
    rows: Map<string, T>,
    id: string,
    update: TraceUpdate | SpanUpdate,
    fields: Fields,
    empty: Omit<T, keyof Start>,
  ): Promise<void> {
    const stored = rows.get(id);
    const named =
      update.project_id ?? (update.project_name && (await this.#projects.idOf(principal, update.project_name)));
    if (stored && named && named !== stored.project_id) {
      throw new ApiError(409, `${id} is in another project than the one that the update names`);
    }
    const now = new Date().toISOString();
    const projectId = stored?.project_id ?? (named || (await this.#projects.idOf(principal, DEFAULT_PROJECT)));
    const row = stored ?? ({ ...empty, ...start(principal, projectId, id, now) } as T);
    const patch: Patch = { fields, tagsToAdd: update.tags_to_add ?? [], tagsToRemove: update.tags_to_remove ?? [] };
    rows.set(id, { ...mergePatch<T>(row, patch, now), last_updated_by: principal.subject });
  }

  async #commitSpans(rows: Map<string, StoredSpan>, ids: ReadonlySet<string>): Promise<void> {
    const spans = this.#versioned(rows, ids).map(priced);
    await this.#spans.commit(spans);
    for (const { workspace, project_id, trace_id } of spans)
      this.#stats.touch({ workspace }, [{ trace_id, project_id }]);
  }

  /** The rows to commit, each with a version above the one it replaces. What is deleted stays as it is. */
  #versioned<T extends StoredTrace | StoredSpan>(rows: Map<string, T>, ids: ReadonlySet<string>): T[] {
    return [...rows.values()]
      .filter((row) => ids.has(row.id) && !row.is_deleted)
      .map((row) => ({ ...row, version: this.#clock.next(BigInt(row.version)).toString() }));
  }
}

/** The columns of a row that the server fills. */
type Start = Pick<
  StoredTrace,
  | 'workspace'
  | 'project_id'
  | 'id'
  | 'start_time'
  | 'created_at'
  | 'created_by'
  | 'last_updated_at'
  | 'last_updated_by'
  | 'version'
>;

function start(principal: Principal, projectId: string, id: string, now: string): Start {
  return {
    workspace: principal.workspace,
    project_id: projectId,
    id,
    start_time: new Date(idTimeMs(id)).toISOString(),
    created_at: now,
    created_by: principal.subject,
    last_updated_at: now,
    last_updated_by: principal.subject,
    version: '0',
  };
}

/** Fills in what a span costs, unless its client said so. */
function priced(span: StoredSpan): StoredSpan {
  if (span.cost_status === 'manual') return span;
  const { cost, status } = priceOf({ ...span, at: span.start_time });
  return { ...span, total_estimated_cost: cost, cost_status: status };
}
