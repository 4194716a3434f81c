import type { SpanUpdate, SpanWrite, TraceUpdate, TraceWrite } from '@vitrine/core/model';
import { DEFAULT_PROJECT } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import type { Accounting } from './accounting.ts';
import type { Prices } from '../pricing/prices.ts';
import type { Projects } from '../projects/projects.ts';
import { spanFields, traceFields, type Fields } from './fields.ts';
import type { StoredSpan, StoredTrace } from './stored-rows.ts';
import { TableWriter, type Change, type Outcome } from './table-writer.ts';
import type { TraceStats } from './trace-stats.ts';
import { TimeSkew } from './time-skew.ts';
import { applyWrite, type CreateWrite, type PatchWrite, type Write } from './write.ts';

/** A create of a trace. `id` is known here; what OpenTelemetry adds is its own trace id. */
export type TraceCreate = TraceWrite & { id: string; otel_trace_id?: string };
export type SpanCreate = SpanWrite & { id: string };

/** What a write takes in memory beside its texts, in bytes. */
const OVERHEAD_BYTES = 500;

/** The way of every write of a trace or span: it is merged with what is stored, and answered when its row is stored. */
export class Ingest {
  readonly #database: Database;
  readonly #projects: Projects;
  readonly #stats: TraceStats;
  readonly #prices: Prices;
  readonly #traces: TableWriter<StoredTrace>;
  readonly #spans: TableWriter<StoredSpan>;

  constructor(parts: {
    database: Database;
    clock: Clock;
    accounting: Accounting;
    projects: Projects;
    stats: TraceStats;
    prices: Prices;
  }) {
    const { database, clock, accounting } = parts;
    this.#database = database;
    this.#projects = parts.projects;
    this.#stats = parts.stats;
    this.#prices = parts.prices;
    const skew = new TimeSkew(database);
    this.#traces = new TableWriter({
      database,
      clock,
      accounting,
      table: 'traces',
      merge: mergeInto('traces'),
      complete: (trace) => trace,
      beforeStore: (rows) => skew.take('traces', rows),
    });
    const complete = (span: StoredSpan): StoredSpan => {
      parts.stats.touch(span);
      return priced(span, parts.prices);
    };
    this.#spans = new TableWriter({
      database,
      clock,
      accounting,
      table: 'spans',
      merge: mergeInto('spans'),
      complete,
      beforeStore: (rows) => skew.take('spans', rows),
    });
  }

  /**
   * Creates traces, or merges what came again.
   *
   * @param unlessThere refuse a trace that is there already with 409, as a single create does
   */
  async createTraces(principal: Principal, writes: readonly TraceCreate[], unlessThere = false): Promise<Outcome[]> {
    const projects = await this.#projectIds(principal, writes);
    return this.#traces.write(
      writes.map((write) => change('traces', create(principal, projects, write, traceFields(write), unlessThere))),
    );
  }

  /** Creates spans, or merges what came again, like {@link Ingest.createTraces}. */
  async createSpans(principal: Principal, writes: readonly SpanCreate[], unlessThere = false): Promise<Outcome[]> {
    const [projects] = await Promise.all([this.#projectIds(principal, writes), this.#prices.fresh()]);
    return this.#spans.write(
      writes.map((write) => {
        const { trace_id } = write;
        return change('spans', { ...create(principal, projects, write, spanFields(write), unlessThere), trace_id });
      }),
    );
  }

  /**
   * Changes a trace; one that is not there yet becomes a partial row that its create fills later.
   *
   * @throws {ApiError} 409 where the update names another project than the stored one
   */
  async updateTrace(principal: Principal, id: string, update: TraceUpdate): Promise<void> {
    const patch = await this.#patch(principal, id, update, traceFields(update));
    await only(this.#traces.write([change('traces', patch)]));
  }

  /**
   * Changes a span, like {@link Ingest.updateTrace}.
   *
   * @throws {ApiError} 404 where `trace_id` is absent and there is no such span
   */
  async updateSpan(principal: Principal, id: string, update: SpanUpdate): Promise<void> {
    const patch = await this.#patch(principal, id, update, spanFields(update));
    await this.#prices.fresh();
    await only(this.#spans.write([change('spans', { ...patch, trace_id: update.trace_id ?? undefined })]));
  }

  /** Prices stored spans again, except those that their clients have priced. Returns how many were. */
  async repriceSpans(principal: Principal, spans: readonly { id: string; trace_id: string }[]): Promise<number> {
    const { workspace, subject } = principal;
    const again = { kind: 'reprice', workspace, subject, project_id: '', project_named: false } as const;
    const updated_at = new Date().toISOString();
    const outcomes = await this.#spans.write(
      spans.map(({ id, trace_id }) => change<StoredSpan>('spans', { ...again, id, trace_id, updated_at })),
    );
    for (const outcome of outcomes) if (!outcome.committed) throw outcome.error;
    return outcomes.filter((outcome) => outcome.committed && outcome.changed).length;
  }

  /**
   * Deletes traces with their spans and statistics. What is written to them later changes nothing.
   *
   * @returns the ids of the spans
   */
  async deleteTraces(principal: Principal, ids: readonly string[]): Promise<string[]> {
    const { workspace, subject } = principal;
    const spans = await this.#database.read<{ id: string; trace_id: string; project_id: string }>(
      `SELECT id, trace_id, project_id FROM spans FINAL
       WHERE workspace = {workspace:String} AND trace_id IN {ids:Array(String)}`,
      { workspace, ids },
    );
    const updated_at = new Date().toISOString();
    const bury = { kind: 'delete', workspace, subject, project_id: '', project_named: false, updated_at } as const;
    const outcomes = await Promise.all([
      this.#traces.write(ids.map((id) => change<StoredTrace>('traces', { ...bury, id }))),
      this.#spans.write(spans.map(({ id, trace_id }) => change<StoredSpan>('spans', { ...bury, id, trace_id }))),
    ]);
    for (const outcome of outcomes.flat()) if (!outcome.committed) throw outcome.error;
    await this.#stats.forget(principal, spans);
    return spans.map((span) => span.id);
  }

  /** What an update says; a partial row is made in the project that it names, else in the default one. */
  async #patch(
    principal: Principal,
    id: string,
    update: TraceUpdate | SpanUpdate,
    fields: Fields,
  ): Promise<PatchWrite> {
    const { project_id, project_name } = update;
    const named = project_id ?? (project_name ? await this.#projects.idOf(principal, project_name) : undefined);
    return {
      kind: 'patch',
      workspace: principal.workspace,
      id,
      project_id: named ?? (await this.#projects.idOf(principal, DEFAULT_PROJECT)),
      project_named: named !== undefined,
      subject: principal.subject,
      updated_at: new Date().toISOString(),
      fields: [...fields],
      tags_to_add: update.tags_to_add ?? [],
      tags_to_remove: update.tags_to_remove ?? [],
    };
  }

  /** Completes what servers that died have left half done. */
  async sweep(): Promise<void> {
    await this.#prices.fresh();
    await this.#traces.sweep();
    await this.#spans.sweep();
  }

  async #projectIds(
    principal: Principal,
    writes: readonly { project_name?: string | null | undefined }[],
  ): Promise<Map<string, string>> {
    const names = new Set(writes.map((write) => write.project_name || DEFAULT_PROJECT));
    const ids = await Promise.all([...names].map((name) => this.#projects.idOf(principal, name)));
    return new Map([...names].map((name, index) => [name, ids[index] ?? '']));
  }
}

function mergeInto<Row extends StoredTrace | StoredSpan>(table: 'traces' | 'spans') {
  return (row: Row | undefined, write: Write, version: string): Row | undefined =>
    applyWrite(table, row, write, version);
}

function create(
  principal: Principal,
  projects: ReadonlyMap<string, string>,
  write: TraceCreate | SpanCreate,
  fields: Fields,
  unlessThere: boolean,
): CreateWrite {
  return {
    kind: 'create',
    workspace: principal.workspace,
    id: write.id,
    project_id: projects.get(write.project_name || DEFAULT_PROJECT) ?? '',
    project_named: Boolean(write.project_name),
    subject: principal.subject,
    updated_at: write.last_updated_at ?? new Date().toISOString(),
    fields: [...fields],
    unless_there: unlessThere,
  };
}

function change<Row extends StoredTrace | StoredSpan>(table: 'traces' | 'spans', write: Write): Change<Row> {
  return {
    workspace: write.workspace,
    id: write.id,
    ...(write.trace_id && { traceId: write.trace_id }),
    bytes: 'fields' in write ? bytesOf(write.fields) : OVERHEAD_BYTES,
    apply: (stored, version) => applyWrite(table, stored, write, version),
    write,
  };
}

function bytesOf(fields: CreateWrite['fields']): number {
  let bytes = OVERHEAD_BYTES;
  for (const [, columns] of fields) {
    for (const value of Object.values(columns)) if (typeof value === 'string') bytes += value.length;
  }
  return bytes;
}

/** Fills in what a span costs, unless its client said so. */
function priced(span: StoredSpan, prices: Prices): StoredSpan {
  if (span.cost_status === 'manual') return span;
  const { cost, status } = prices.of(span.workspace, { ...span, at: span.start_time });
  return { ...span, total_estimated_cost: cost, cost_status: status };
}

/** Waits for the outcome of a single change, and throws what was wrong with it. */
async function only(outcomes: Promise<Outcome[]>): Promise<void> {
  const [outcome] = await outcomes;
  if (outcome && !outcome.committed) throw outcome.error;
}
