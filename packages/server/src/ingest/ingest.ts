import type { SpanUpdate, SpanWrite, TraceUpdate, TraceWrite } from '@vitrine/core/model';
import { DEFAULT_PROJECT, idTimeMs } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Accounting } from './accounting.ts';
import { priceOf } from '../pricing/price.ts';
import type { Projects } from '../projects/projects.ts';
import { spanFields, traceFields, type Fields } from './fields.ts';
import { mergeCreate, mergePatch, type Patch } from './merge.ts';
import { EMPTY_SPAN, EMPTY_TRACE, type StoredSpan, type StoredTrace } from './stored-rows.ts';
import { TableWriter, type Change, type Outcome } from './table-writer.ts';
import type { TraceStats } from './trace-stats.ts';

/** A create of a trace. `id` is known here; what OpenTelemetry adds is its own trace id. */
export type TraceCreate = TraceWrite & { id: string; otel_trace_id?: string };
export type SpanCreate = SpanWrite & { id: string };

/** The columns of a row that the server fills when it is new. */
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

/** What a write takes in memory beside its texts, in bytes. */
const OVERHEAD_BYTES = 500;

/** The way of every write of a trace or span: it is merged with what is stored, and answered when its row is stored. */
export class Ingest {
  readonly #database: Database;
  readonly #projects: Projects;
  readonly #stats: TraceStats;
  readonly #traces: TableWriter<StoredTrace>;
  readonly #spans: TableWriter<StoredSpan>;

  constructor(parts: {
    database: Database;
    clock: Clock;
    accounting: Accounting;
    projects: Projects;
    stats: TraceStats;
  }) {
    const { database, clock, accounting } = parts;
    this.#database = database;
    this.#projects = parts.projects;
    this.#stats = parts.stats;
    this.#traces = new TableWriter({ database, clock, accounting, table: 'traces', complete: (trace) => trace });
    const complete = (span: StoredSpan): StoredSpan => {
      parts.stats.touch(span);
      return priced(span);
    };
    this.#spans = new TableWriter({ database, clock, accounting, table: 'spans', complete });
  }

  /**
   * Creates traces, or merges what came again.
   *
   * @param unlessThere refuse a trace that is there already with 409, as a single create does
   */
  async createTraces(principal: Principal, writes: readonly TraceCreate[], unlessThere = false): Promise<Outcome[]> {
    const projects = await this.#projectIds(principal, writes);
    return this.#traces.write(
      writes.map((write) => create(principal, projects, write, traceFields(write), EMPTY_TRACE, unlessThere)),
    );
  }

  /** Creates spans, or merges what came again, like {@link Ingest.createTraces}. */
  async createSpans(principal: Principal, writes: readonly SpanCreate[], unlessThere = false): Promise<Outcome[]> {
    const projects = await this.#projectIds(principal, writes);
    return this.#spans.write(
      writes.map((write) => {
        const empty = { ...EMPTY_SPAN, trace_id: write.trace_id };
        const change = create<StoredSpan>(principal, projects, write, spanFields(write), empty, unlessThere);
        return { ...change, traceId: write.trace_id };
      }),
    );
  }

  /**
   * Changes a trace; one that is not there yet becomes a partial row that its create fills later.
   *
   * @throws {ApiError} 409 where the update names another project than the stored one
   */
  async updateTrace(principal: Principal, id: string, update: TraceUpdate): Promise<void> {
    const project = await this.#projectOfUpdate(principal, update);
    await only(this.#traces.write([patch(principal, project, id, update, traceFields(update), EMPTY_TRACE)]));
  }

  /**
   * Changes a span, like {@link Ingest.updateTrace}.
   *
   * @throws {ApiError} 404 where `trace_id` is absent and there is no such span
   */
  async updateSpan(principal: Principal, id: string, update: SpanUpdate): Promise<void> {
    const project = await this.#projectOfUpdate(principal, update);
    const traceId = update.trace_id ?? undefined;
    const empty = { ...EMPTY_SPAN, trace_id: traceId ?? '' };
    const change = patch<StoredSpan>(principal, project, id, update, spanFields(update), empty);
    const apply = (stored: StoredSpan | undefined): StoredSpan | undefined => {
      if (stored || traceId) return change.apply(stored);
      throw new ApiError(404, `there is no span ${id}, and without trace_id none can be made`);
    };
    await only(this.#spans.write([{ ...change, ...(traceId && { traceId }), apply }]));
  }

  /** Deletes traces with their spans and statistics. What is written to them later changes nothing. */
  async deleteTraces(principal: Principal, ids: readonly string[]): Promise<void> {
    const { workspace } = principal;
    const bury = <Row extends StoredTrace | StoredSpan>(id: string, empty: Omit<Row, keyof Start>): Change<Row> => ({
      workspace,
      id,
      bytes: OVERHEAD_BYTES,
      apply: (stored) => {
        if (!stored || stored.is_deleted) return undefined;
        const { project_id, version } = stored;
        return { ...empty, ...start(principal, project_id, id), version, is_deleted: 1 } as Row;
      },
    });
    const spans = await this.#database.read<{ id: string; trace_id: string; project_id: string }>(
      `SELECT id, trace_id, project_id FROM spans FINAL
       WHERE workspace = {workspace:String} AND trace_id IN {ids:Array(String)}`,
      { workspace, ids },
    );
    const outcomes = await Promise.all([
      this.#traces.write(ids.map((id) => bury<StoredTrace>(id, EMPTY_TRACE))),
      this.#spans.write(
        spans.map(({ id, trace_id }) => ({ ...bury<StoredSpan>(id, { ...EMPTY_SPAN, trace_id }), traceId: trace_id })),
      ),
    ]);
    for (const outcome of outcomes.flat()) if (!outcome.committed) throw outcome.error;
    await this.#stats.forget(principal, spans);
  }

  async #projectIds(
    principal: Principal,
    writes: readonly { project_name?: string | null | undefined }[],
  ): Promise<Map<string, string>> {
    const names = new Set(writes.map((write) => write.project_name || DEFAULT_PROJECT));
    const ids = await Promise.all([...names].map((name) => this.#projects.idOf(principal, name)));
    return new Map([...names].map((name, index) => [name, ids[index] ?? '']));
  }

  /** The project that an update names, and the one that a partial row is made in. */
  async #projectOfUpdate(principal: Principal, update: TraceUpdate | SpanUpdate): Promise<UpdatedProject> {
    const { project_id, project_name } = update;
    const named = project_id ?? (project_name ? await this.#projects.idOf(principal, project_name) : undefined);
    return { named, orElse: named ?? (await this.#projects.idOf(principal, DEFAULT_PROJECT)) };
  }
}

interface UpdatedProject {
  named: string | undefined;
  orElse: string;
}

function create<Row extends StoredTrace | StoredSpan>(
  principal: Principal,
  projects: ReadonlyMap<string, string>,
  write: TraceCreate | SpanCreate,
  fields: Fields,
  empty: Omit<Row, keyof Start>,
  unlessThere: boolean,
): Change<Row> {
  const { id, project_name } = write;
  const projectId = projects.get(project_name || DEFAULT_PROJECT) ?? '';
  return {
    workspace: principal.workspace,
    id,
    bytes: bytesOf(fields),
    apply(stored) {
      if (stored?.is_deleted) return undefined;
      if (unlessThere && stored?.has_base) throw new ApiError(409, `${id} is there already`);
      if (stored && project_name && stored.project_id !== projectId) {
        throw new ApiError(409, `${id} is in another project already`);
      }
      const row = stored ?? ({ ...empty, ...start(principal, projectId, id) } as Row);
      const updatedAt = write.last_updated_at ?? new Date().toISOString();
      return { ...mergeCreate<Row>(row, fields, updatedAt), last_updated_by: principal.subject };
    },
  };
}

function patch<Row extends StoredTrace | StoredSpan>(
  principal: Principal,
  project: UpdatedProject,
  id: string,
  update: TraceUpdate | SpanUpdate,
  fields: Fields,
  empty: Omit<Row, keyof Start>,
): Change<Row> {
  const change: Patch = { fields, tagsToAdd: update.tags_to_add ?? [], tagsToRemove: update.tags_to_remove ?? [] };
  return {
    workspace: principal.workspace,
    id,
    bytes: bytesOf(fields),
    apply(stored) {
      if (stored?.is_deleted) return undefined;
      if (stored && project.named && project.named !== stored.project_id) {
        throw new ApiError(409, `${id} is in another project than the one that the update names`);
      }
      const row = stored ?? ({ ...empty, ...start(principal, project.orElse, id) } as Row);
      return { ...mergePatch<Row>(row, change, new Date().toISOString()), last_updated_by: principal.subject };
    },
  };
}

function start(principal: Principal, projectId: string, id: string): Start {
  const now = new Date().toISOString();
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

function bytesOf(fields: Fields): number {
  let bytes = OVERHEAD_BYTES;
  for (const columns of fields.values()) {
    for (const value of Object.values(columns)) if (typeof value === 'string') bytes += value.length;
  }
  return bytes;
}

/** Fills in what a span costs, unless its client said so. */
function priced(span: StoredSpan): StoredSpan {
  if (span.cost_status === 'manual') return span;
  const { cost, status } = priceOf({ ...span, at: span.start_time });
  return { ...span, total_estimated_cost: cost, cost_status: status };
}

/** Waits for the outcome of a single change, and throws what was wrong with it. */
async function only(outcomes: Promise<Outcome[]>): Promise<void> {
  const [outcome] = await outcomes;
  if (outcome && !outcome.committed) throw outcome.error;
}
