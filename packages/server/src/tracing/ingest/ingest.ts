import type { SpanUpdate, SpanWrite, TraceUpdate, TraceWrite } from '@vitrine/core/model';
import { writtenColumns } from '../../storage/tables/column.ts';
import { DEFAULT_PROJECT } from '@vitrine/core/model';
import type { Attachments } from '../attachments/attachments.ts';
import { keepExtracted } from '../attachments/keep-extracted.ts';
import { SERVER_PRINCIPAL, type Principal } from '../../platform/auth/principal.ts';
import { isoNow, type HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import type { Accounting } from '../../platform/accounting/accounting.ts';
import { DeletedTraces } from './stored/deleted-traces.ts';
import type { Prices } from '../pricing/prices.ts';
import type { Projects } from '../project-registry/projects.ts';
import { spanFields, traceFields, type Fields } from '../merging/fields.ts';
import {
  EMPTY_SPAN,
  EMPTY_TRACE,
  SPAN_COLUMNS,
  TRACE_COLUMNS,
  type StoredSpan,
  type StoredTrace,
} from '../../storage/tables/rows.ts';
import { TableWriter } from './table-writer.ts';
import type { TraceStats } from './trace-stats.ts';
import { TimeSkew } from '../../storage/time-bounds/time-skew.ts';
import type { Outcome } from './write-group.ts';
import { applyWrite, type CreateWrite, type DeleteWrite, type PatchWrite, type Write } from '../merging/write.ts';

/** A create of a trace. `id` is known here; what OpenTelemetry adds is its own trace id. */
export type TraceCreate = TraceWrite & { id: string; otel_trace_id?: string };
export type SpanCreate = SpanWrite & { id: string };

/** The way of every write of a trace or span: it is merged with what is stored, and answered when its row is stored. */
export class Ingest {
  readonly #database: Database;
  readonly #accounting: Accounting;
  readonly #projects: Projects;
  readonly #stats: TraceStats;
  readonly #prices: Prices;
  readonly #attachments: Attachments;
  readonly #deleted: DeletedTraces;
  readonly #traces: TableWriter<StoredTrace>;
  readonly #spans: TableWriter<StoredSpan>;

  constructor(parts: {
    database: Database;
    clock: HybridLogicalClock;
    accounting: Accounting;
    projects: Projects;
    stats: TraceStats;
    prices: Prices;
    attachments: Attachments;
  }) {
    const { database, clock, accounting } = parts;
    this.#database = database;
    this.#accounting = accounting;
    this.#projects = parts.projects;
    this.#stats = parts.stats;
    this.#prices = parts.prices;
    this.#attachments = parts.attachments;
    this.#deleted = new DeletedTraces(database);
    parts.stats.onTouched = (workspace, traces) => this.#deleteLateSpans(workspace, traces);
    const skew = new TimeSkew(database);
    this.#traces = new TableWriter({
      database,
      clock,
      accounting,
      table: 'traces',
      columns: writtenColumns(TRACE_COLUMNS),
      empty: EMPTY_TRACE,
      merge: mergeInto('traces'),
      complete: () => {},
      beforeStore: (rows) => skew.take('traces', rows),
      afterStore: () => {},
    });
    this.#spans = new TableWriter({
      database,
      clock,
      accounting,
      table: 'spans',
      columns: writtenColumns(SPAN_COLUMNS),
      empty: EMPTY_SPAN,
      merge: mergeInto('spans'),
      complete: (span) => price(span, parts.prices),
      beforeStore: (rows) => skew.take('spans', rows),
      afterStore: (rows) => {
        for (const row of rows) parts.stats.touch(row);
      },
    });
  }

  /**
   * Creates traces, or merges what came again.
   *
   * @param unlessThere refuse a trace that is there already with 409, as a single create does
   */
  async createTraces(principal: Principal, writes: readonly TraceCreate[], unlessThere = false): Promise<Outcome[]> {
    const creates = await this.#prepared('traces', writes.length, async () => {
      const projects = await this.#projectIds(principal, writes);
      const made = writes.map((write) => create(principal, projects, write, traceFields(write), unlessThere));
      await keepExtracted(this.#attachments, principal, 'trace', made);
      return made;
    });
    return this.#traces.write(creates);
  }

  /** Creates spans, or merges what came again, like {@link Ingest.createTraces}. */
  async createSpans(principal: Principal, writes: readonly SpanCreate[], unlessThere = false): Promise<Outcome[]> {
    const creates = await this.#prepared('spans', writes.length, async () => {
      const traceIds = writes.map((write) => write.trace_id);
      const [projects, deleted] = await Promise.all([
        this.#projectIds(principal, writes),
        this.#deleted.among(principal.workspace, traceIds),
        this.#prices.fresh(),
      ]);
      const made = writes.map((write) => {
        const { trace_id } = write;
        if (deleted.has(trace_id)) return { ...tombstoneWrite(principal), id: write.id, trace_id };
        return create(principal, projects, write, spanFields(write), unlessThere, trace_id);
      });
      await keepExtracted(this.#attachments, principal, 'span', made);
      return made;
    });
    return this.#spans.write(creates);
  }

  /**
   * Changes a trace; one that is not there yet becomes a partial row that its create fills later.
   *
   * @throws {VitrineError} `conflict` if the update names another project than the stored one
   */
  async updateTrace(principal: Principal, id: string, update: TraceUpdate): Promise<void> {
    const patch = await this.#prepared('traces', 1, async () => {
      const made = await this.#patch(principal, id, update, traceFields(update));
      await keepExtracted(this.#attachments, principal, 'trace', [made]);
      return made;
    });
    await only(this.#traces.write([patch]));
  }

  /**
   * Changes a span, like {@link Ingest.updateTrace}.
   *
   * @throws {VitrineError} `not_found` if `trace_id` is absent and there is no such span
   */
  async updateSpan(principal: Principal, id: string, update: SpanUpdate): Promise<void> {
    const write = await this.#prepared('spans', 1, async () => {
      const trace_id = update.trace_id ?? undefined;
      const [patch, deleted] = await Promise.all([
        this.#patch(principal, id, update, spanFields(update)),
        this.#deleted.among(principal.workspace, trace_id ? [trace_id] : []),
        this.#prices.fresh(),
      ]);
      const made = { ...(trace_id && deleted.has(trace_id) ? { ...tombstoneWrite(principal), id } : patch), trace_id };
      await keepExtracted(this.#attachments, principal, 'span', [made]);
      return made;
    });
    await only(this.#spans.write([write]));
  }

  /** What writes are made into; where that fails, as without the storage, they are accounted for all the same. */
  async #prepared<T>(stream: 'traces' | 'spans', count: number, prepare: () => Promise<T>): Promise<T> {
    try {
      return await prepare();
    } catch (error) {
      this.#accounting.failed(stream, error, count);
      throw error;
    }
  }

  /** Prices stored spans again, except those that their clients have priced. Returns how many were. */
  async repriceSpans(principal: Principal, spans: readonly { id: string; trace_id: string }[]): Promise<number> {
    const { workspace, subject } = principal;
    const again = { kind: 'reprice', workspace, subject, project_id: '', project_named: false } as const;
    const updated_at = new Date().toISOString();
    const outcomes = await this.#spans.write(spans.map(({ id, trace_id }) => ({ ...again, id, trace_id, updated_at })));
    for (const outcome of outcomes) if (!outcome.committed) throw outcome.error;
    return outcomes.filter((outcome) => outcome.committed && outcome.changed).length;
  }

  /**
   * Deletes traces with their spans and statistics. What is written to them later changes nothing.
   *
   * @returns the ids of the spans
   */
  async deleteTraces(principal: Principal, ids: readonly string[]): Promise<string[]> {
    const { workspace } = principal;
    const outcomes = await this.#traces.write(ids.map((id) => ({ ...tombstoneWrite(principal), id })));
    // What was not there is not deleted: it may still come.
    this.#deleted.add(
      workspace,
      ids.filter((_, index) => {
        const outcome = outcomes[index];
        return outcome?.committed && outcome.changed;
      }),
    );
    for (const outcome of outcomes) if (!outcome.committed) throw outcome.error;
    return this.#deleteSpans(principal, ids);
  }

  /**
   * Merges writes that are data already, such as those that a stored row is made of.
   *
   * @throws where one of them is refused
   */
  async replay(table: 'traces' | 'spans', writes: readonly Write[]): Promise<void> {
    const outcomes = await (table === 'traces' ? this.#traces : this.#spans).write(writes);
    for (const outcome of outcomes) if (!outcome.committed) throw outcome.error;
  }

  /** Deletes all spans of some traces. Returns their ids. */
  async #deleteSpans(principal: Principal, traceIds: readonly string[]): Promise<string[]> {
    const spans = await this.#database.of(principal).read<{ id: string; trace_id: string; project_id: string }>(
      `SELECT id, trace_id, project_id FROM spans FINAL
       WHERE workspace = {workspace:String} AND trace_id IN {ids:Array(String)}`,
      { workspace: principal.workspace, ids: traceIds },
    );
    const outcomes = await this.#spans.write(
      spans.map(({ id, trace_id }) => ({ ...tombstoneWrite(principal), id, trace_id })),
    );
    for (const outcome of outcomes) if (!outcome.committed) throw outcome.error;
    await this.#stats.forget(principal, spans);
    return spans.map((span) => span.id);
  }

  /** Deletes the spans that were under way when their trace was deleted, here or by another server. */
  async #deleteLateSpans(workspace: string, traceIds: readonly string[]): Promise<void> {
    const deleted = await this.#deleted.among(workspace, traceIds);
    if (deleted.size > 0) await this.#deleteSpans({ ...SERVER_PRINCIPAL, workspace }, [...deleted]);
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
      fields,
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
  trace_id?: string,
): CreateWrite {
  return {
    kind: 'create',
    workspace: principal.workspace,
    id: write.id,
    trace_id,
    project_id: projects.get(write.project_name || DEFAULT_PROJECT) ?? '',
    project_named: Boolean(write.project_name),
    subject: principal.subject,
    updated_at: write.last_updated_at ?? isoNow(),
    fields,
    unless_there: unlessThere,
  };
}

/** The deletion of a row, whatever its project. */
function tombstoneWrite({ workspace, subject }: Principal): Omit<DeleteWrite, 'id'> {
  const updated_at = new Date().toISOString();
  return { kind: 'delete', workspace, subject, project_id: '', project_named: false, updated_at };
}

/** Fills in what a span costs, unless its client said so. */
function price(span: StoredSpan, prices: Prices): void {
  if (span.cost_status === 'manual') return;
  const { model, provider, ledger, start_time: at } = span;
  const { cost, status } = prices.of(span.workspace, { model, provider, ledger, at });
  span.total_estimated_cost = cost;
  span.cost_status = status;
}

/** Waits for the outcome of a single change, and throws what was wrong with it. */
async function only(outcomes: Promise<Outcome[]>): Promise<void> {
  const [outcome] = await outcomes;
  if (outcome && !outcome.committed) throw outcome.error;
}
