import {
  DEFAULT_PROJECT,
  type SpanUpdate,
  type SpanWrite,
  type TraceUpdate,
  type TraceWrite,
} from '@vitrine/core/model';
import { writtenColumns } from '../../storage/tables/column.ts';
import type { Attachments } from '../attachments/attachments.ts';
import { keepExtracted } from '../attachments/keep-extracted.ts';
import { type Principal, serverPrincipal } from '../../platform/auth/principal.ts';
import { isoNow, type HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import type { Accounting } from '../../platform/accounting/accounting.ts';
import { DeletedTraces } from './stored/deleted-traces.ts';
import type { Prices } from '../pricing/prices.ts';
import type { Projects } from '../project-registry/projects.ts';
import { columnsOfSpan, columnsOfTrace, type Fields } from '../merging/fields.ts';
import {
  EMPTY_SPAN,
  EMPTY_TRACE,
  SPAN_COLUMNS,
  TRACE_COLUMNS,
  type StoredSpan,
  type StoredTrace,
} from '../../storage/tables/rows.ts';
import { TableWriter } from './table-writer.ts';
import type { StatisticsRefresher } from './statistics-refresher.ts';
import { TimeSkew } from '../../storage/time-bounds/time-skew.ts';
import type { Outcome } from './write-group.ts';
import {
  applyWrite,
  writerOf,
  type CreateWrite,
  type DeleteWrite,
  type PatchWrite,
  type Write,
} from '../merging/write.ts';

/** Fields of a create whose older values are removed. Only OpenTelemetry clears fields. */
interface Clearing {
  cleared?: readonly string[];
}
/** Create of a trace with its id. OpenTelemetry adds its own trace id. */
export type TraceCreate = TraceWrite & Clearing & { id: string; otel_trace_id?: string };
export type SpanCreate = SpanWrite & Clearing & { id: string };

interface Parts {
  database: Database;
  clock: HybridLogicalClock;
  accounting: Accounting;
  projects: Projects;
  statistics: StatisticsRefresher;
  prices: Prices;
  attachments: Attachments;
}

/** Takes every write of a trace or span: merges it with the stored row, and answers when the merged row is stored. */
export class Ingest {
  readonly #parts: Parts;
  readonly #deleted: DeletedTraces;
  readonly #traces: TableWriter<StoredTrace>;
  readonly #spans: TableWriter<StoredSpan>;

  constructor(parts: Parts) {
    const { database, clock, accounting } = parts;
    this.#parts = parts;
    this.#deleted = new DeletedTraces(database);
    parts.statistics.onTouched = (workspace, traces) => this.#deleteLateSpans(workspace, traces);
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
        for (const row of rows) parts.statistics.touch(row);
      },
    });
  }

  /**
   * Creates traces. A repeated create is merged with the stored trace.
   *
   * @param unlessThere refuse a trace that exists with `conflict`, as a single create does
   */
  async createTraces(principal: Principal, writes: readonly TraceCreate[], unlessThere = false): Promise<Outcome[]> {
    const creates = await this.#prepared('traces', writes.length, async () => {
      const projects = await this.#projectIds(principal, writes);
      const made = writes.map((write) => create(principal, projects, write, columnsOfTrace(write), unlessThere));
      await keepExtracted(this.#parts.attachments, principal, 'trace', made);
      return made;
    });
    return this.#traces.write(creates);
  }

  /** Creates spans, like {@link Ingest.createTraces}. */
  async createSpans(principal: Principal, writes: readonly SpanCreate[], unlessThere = false): Promise<Outcome[]> {
    const creates = await this.#prepared('spans', writes.length, async () => {
      const traceIds = writes.map((write) => write.trace_id);
      const [projects, deleted] = await Promise.all([
        this.#projectIds(principal, writes),
        this.#deleted.among(principal.workspace, traceIds),
        this.#parts.prices.fresh(),
      ]);
      const made = writes.map((write) => {
        const { trace_id } = write;
        if (deleted.has(trace_id)) return { ...tombstoneWrite(principal), id: write.id, trace_id };
        return create(principal, projects, write, columnsOfSpan(write), unlessThere, trace_id);
      });
      await keepExtracted(this.#parts.attachments, principal, 'span', made);
      return made;
    });
    return this.#spans.write(creates);
  }

  /**
   * Updates a trace. An update of an unknown trace stores a partial row, which its create completes later.
   *
   * @throws {VitrineError} `conflict` if the update names another project than the stored one
   */
  async updateTrace(principal: Principal, id: string, update: TraceUpdate): Promise<void> {
    const patch = await this.#prepared('traces', 1, async () => {
      const made = await this.#patch(principal, id, update, columnsOfTrace(update));
      await keepExtracted(this.#parts.attachments, principal, 'trace', [made]);
      return made;
    });
    await throwRefusal(this.#traces.write([patch]));
  }

  /**
   * Updates a span, like {@link Ingest.updateTrace}.
   *
   * @throws {VitrineError} `not_found` if `trace_id` is absent and there is no such span
   */
  async updateSpan(principal: Principal, id: string, update: SpanUpdate): Promise<void> {
    const write = await this.#prepared('spans', 1, async () => {
      const trace_id = update.trace_id ?? undefined;
      const [patch, deleted] = await Promise.all([
        this.#patch(principal, id, update, columnsOfSpan(update)),
        this.#deleted.among(principal.workspace, trace_id ? [trace_id] : []),
        this.#parts.prices.fresh(),
      ]);
      const made = { ...(trace_id && deleted.has(trace_id) ? { ...tombstoneWrite(principal), id } : patch), trace_id };
      await keepExtracted(this.#parts.attachments, principal, 'span', [made]);
      return made;
    });
    await throwRefusal(this.#spans.write([write]));
  }

  /**
   * Prepares writes. If that fails, for example because the storage is not available, the writes are counted as
   * refused.
   */
  async #prepared<T>(stream: 'traces' | 'spans', count: number, prepare: () => Promise<T>): Promise<T> {
    try {
      return await prepare();
    } catch (error) {
      this.#parts.accounting.failed(stream, error, count);
      throw error;
    }
  }

  /**
   * Prices stored spans again, except those whose cost came from their client. Returns the number of spans that
   * changed.
   */
  async repriceSpans(principal: Principal, spans: readonly { id: string; trace_id: string }[]): Promise<number> {
    const again = { kind: 'reprice', ...writerOf(principal), project_id: '', project_named: false } as const;
    const updated_at = new Date().toISOString();
    const outcomes = await this.#spans.write(spans.map(({ id, trace_id }) => ({ ...again, id, trace_id, updated_at })));
    for (const outcome of outcomes) if (!outcome.committed) throw outcome.error;
    return outcomes.filter((outcome) => outcome.committed && outcome.changed).length;
  }

  /**
   * Deletes traces with their spans and statistics. Later writes to them change nothing.
   *
   * @returns the ids of the spans
   */
  async deleteTraces(principal: Principal, ids: readonly string[]): Promise<string[]> {
    const { workspace } = principal;
    const outcomes = await this.#traces.write(ids.map((id) => ({ ...tombstoneWrite(principal), id })));
    // A trace that is not stored is not deleted, because it may still arrive.
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
   * Merges writes that are plain data already, such as those that reproduce a stored row.
   *
   * @throws the first refusal
   */
  async replay(table: 'traces' | 'spans', writes: readonly Write[]): Promise<void> {
    const outcomes = await (table === 'traces' ? this.#traces : this.#spans).write(writes);
    for (const outcome of outcomes) if (!outcome.committed) throw outcome.error;
  }

  /** Deletes all spans of the given traces. Returns their ids. */
  async #deleteSpans(principal: Principal, traceIds: readonly string[]): Promise<string[]> {
    const spans = await this.#parts.database
      .ofServer(principal.workspace)
      .read<{ id: string; trace_id: string; project_id: string }>(
        `SELECT id, trace_id, project_id FROM spans FINAL
       WHERE workspace = {workspace:String} AND trace_id IN {ids:Array(String)}`,
        { workspace: principal.workspace, ids: traceIds },
      );
    const outcomes = await this.#spans.write(
      spans.map(({ id, trace_id }) => ({ ...tombstoneWrite(principal), id, trace_id })),
    );
    for (const outcome of outcomes) if (!outcome.committed) throw outcome.error;
    await this.#parts.statistics.delete(principal, spans);
    return spans.map((span) => span.id);
  }

  /** Deletes spans that arrived while this or another server deleted their trace. */
  async #deleteLateSpans(workspace: string, traceIds: readonly string[]): Promise<void> {
    const deleted = await this.#deleted.among(workspace, traceIds);
    if (deleted.size > 0) await this.#deleteSpans(serverPrincipal(workspace), [...deleted]);
  }

  /**
   * Makes the write of an update. A partial row belongs to the project that the update names, otherwise to the default
   * one.
   */
  async #patch(
    principal: Principal,
    id: string,
    update: TraceUpdate | SpanUpdate,
    fields: Fields,
  ): Promise<PatchWrite> {
    const { project_id, project_name } = update;
    const named = project_id ?? (project_name ? await this.#parts.projects.idOf(principal, project_name) : undefined);
    return {
      kind: 'patch',
      ...writerOf(principal),
      id,
      project_id: named ?? (await this.#parts.projects.idOf(principal, DEFAULT_PROJECT)),
      project_named: named !== undefined,
      updated_at: new Date().toISOString(),
      fields,
      tags_to_add: update.tags_to_add ?? [],
      tags_to_remove: update.tags_to_remove ?? [],
    };
  }

  /** Completes the writes that a dead server left unfinished. */
  async sweep(): Promise<void> {
    await this.#parts.prices.fresh();
    await this.#traces.sweep();
    await this.#spans.sweep();
  }

  async #projectIds(
    principal: Principal,
    writes: readonly { project_name?: string | null | undefined }[],
  ): Promise<Map<string, string>> {
    const names = new Set(writes.map((write) => write.project_name || DEFAULT_PROJECT));
    const ids = await Promise.all([...names].map((name) => this.#parts.projects.idOf(principal, name)));
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
    ...writerOf(principal),
    id: write.id,
    trace_id,
    project_id: projects.get(write.project_name || DEFAULT_PROJECT) ?? '',
    project_named: Boolean(write.project_name),
    updated_at: write.last_updated_at ?? isoNow(),
    fields,
    cleared: write.cleared,
    unless_there: unlessThere,
  };
}

/** Write that deletes a row in any project. */
function tombstoneWrite(principal: Principal): Omit<DeleteWrite, 'id'> {
  const updated_at = new Date().toISOString();
  return { kind: 'delete', ...writerOf(principal), project_id: '', project_named: false, updated_at };
}

/** Sets the cost of a span, unless its client has set it. */
function price(span: StoredSpan, prices: Prices): void {
  if (span.cost_status === 'manual') return;
  const { model, provider, service_tier, ledger, start_time: at } = span;
  const { cost, status, unpriced } = prices.of(span.workspace, { model, provider, service_tier, ledger, at });
  span.total_estimated_cost = cost;
  span.cost_status = status;
  span.unpriced_parts = unpriced;
}

/** Waits for the outcome of a single write. Throws the reason if it was refused. */
async function throwRefusal(outcomes: Promise<Outcome[]>): Promise<void> {
  const [outcome] = await outcomes;
  if (outcome && !outcome.committed) throw outcome.error;
}
