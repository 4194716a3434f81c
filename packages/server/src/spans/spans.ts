import type { FeedbackScore } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import { orderBy, type Page, type PageQuery } from '../http/pages.ts';
import type { StoredSpan } from '../ingest/stored-rows.ts';
import type { Scores } from '../scores/scores.ts';
import { listConditions, publicFields, type ListQuery, type TracePublic } from '../traces/traces.ts';

/** A span as REST answers it. */
export interface SpanPublic extends Omit<
  TracePublic,
  'span_count' | 'llm_span_count' | 'has_tool_spans' | 'providers' | 'thread_id'
> {
  trace_id: string;
  parent_span_id?: string;
  type: string;
  model?: string;
  provider?: string;
  total_estimated_cost_version?: string;
}

type SpanRow = StoredSpan & { duration: number | null };

const SORTABLE: Record<string, string> = {
  id: 'id',
  name: 'name',
  start_time: 'start_time',
  end_time: 'end_time',
  duration: 'duration',
  type: 'type',
  model: 'model',
  provider: 'provider',
  ttft: 'ttft',
  created_at: 'created_at',
  last_updated_at: 'last_updated_at',
  total_estimated_cost: 'total_estimated_cost',
  'usage.total_tokens': 'total_tokens',
};

/** Reads spans as REST shows them. */
export class Spans {
  readonly #database: Database;
  readonly #scores: Scores;

  constructor(database: Database, scores: Scores) {
    this.#database = database;
    this.#scores = scores;
  }

  async get(principal: Principal, id: string): Promise<SpanPublic | undefined> {
    return (await this.#whole(principal, [id]))[0];
  }

  /** A page of the spans of a project, or of one of its traces, by id descending unless sorted otherwise. */
  async page(
    principal: Principal,
    query: ListQuery & PageQuery & { trace_id?: string | undefined; type?: string | undefined },
  ): Promise<Page<SpanPublic>> {
    const { where: common, parameters } = listConditions(principal, query, ['model']);
    const where = [
      common,
      ...(query.trace_id ? ['trace_id = {trace:String}'] : []),
      ...(query.type ? ['type = {type:String}'] : []),
    ].join(' AND ');
    const values = { ...parameters, trace: query.trace_id ?? '', type: query.type ?? '' };
    const order = orderBy(query.sorting, SORTABLE, 'id DESC');
    const [ids, [count]] = await Promise.all([
      this.#database.read<{ id: string; trace_id: string }>(
        `SELECT id, trace_id FROM spans FINAL WHERE ${where} ORDER BY ${order} LIMIT {size:UInt32} OFFSET {offset:UInt64}`,
        { ...values, size: query.size, offset: (query.page - 1) * query.size },
      ),
      this.#database.read<{ total: number }>(`SELECT count() AS total FROM spans FINAL WHERE ${where}`, values),
    ]);
    const content = await this.#whole(
      principal,
      ids.map((row) => row.id),
      ids.map((row) => row.trace_id),
    );
    return {
      page: query.page,
      size: content.length,
      total: count?.total ?? 0,
      content,
      sortableBy: Object.keys(SORTABLE),
    };
  }

  async #whole(principal: Principal, ids: readonly string[], traceIds?: readonly string[]): Promise<SpanPublic[]> {
    if (ids.length === 0) return [];
    // By its id alone a span is found through its trace: the table is sorted by that.
    const traces = traceIds ?? (await this.#tracesOf(principal, ids));
    const [rows, scores] = await Promise.all([
      this.#database.read<SpanRow>(
        `SELECT *, duration FROM spans FINAL
         WHERE workspace = {workspace:String} AND trace_id IN {traces:Array(String)} AND id IN {ids:Array(String)}`,
        { workspace: principal.workspace, traces: [...new Set(traces)], ids },
      ),
      this.#scores.read(principal, 'span', ids),
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      return row ? [toPublic(row, scores.get(id))] : [];
    });
  }

  async #tracesOf(principal: Principal, ids: readonly string[]): Promise<string[]> {
    const rows = await this.#database.read<{ trace_id: string }>(
      'SELECT DISTINCT trace_id FROM spans WHERE workspace = {workspace:String} AND id IN {ids:Array(String)}',
      { workspace: principal.workspace, ids },
    );
    return rows.map((row) => row.trace_id);
  }
}

function toPublic(row: SpanRow, scores: FeedbackScore[] | undefined): SpanPublic {
  return {
    ...publicFields(row),
    trace_id: row.trace_id,
    ...(row.parent_span_id && { parent_span_id: row.parent_span_id }),
    type: row.type || 'general',
    ...(row.model && { model: row.model }),
    ...(row.provider && { provider: row.provider }),
    ...(Object.keys(row.usage).length > 0 && { usage: row.usage }),
    ...(row.total_estimated_cost !== null && { total_estimated_cost: row.total_estimated_cost }),
    ...(row.total_estimated_cost_version && { total_estimated_cost_version: row.total_estimated_cost_version }),
    ...(scores && { feedback_scores: scores }),
  };
}
