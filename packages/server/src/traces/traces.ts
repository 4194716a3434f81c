import { lowestId, type ErrorInfo, type FeedbackScore, type Json } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import { newestOf, type Window } from '../clickhouse/progressive-window.ts';
import { orderBy, type PageQuery, type Page } from '../http/pages.ts';
import { storedJson } from '../http/stored-json.ts';
import type { StoredTrace } from '../ingest/stored-rows.ts';
import { placesOf } from '../scores/places.ts';
import type { Scores } from '../scores/scores.ts';
import { NO_SPANS, spanAggregates, type SpanAggregates } from '../spans/span-aggregates.ts';
import { listConditions, type ListQuery } from './list-conditions.ts';

/** A trace as REST answers it. What is absent is left out, as the strict clients want it. */
export interface TracePublic {
  id: string;
  project_id: string;
  name?: string;
  start_time: string;
  end_time?: string;
  input?: Json;
  output?: Json;
  metadata?: Json;
  tags?: string[];
  error_info?: ErrorInfo;
  usage?: Record<string, number>;
  created_at: string;
  created_by: string;
  last_updated_at: string;
  last_updated_by: string;
  feedback_scores?: FeedbackScore[];
  total_estimated_cost?: number;
  span_count: number;
  llm_span_count: number;
  has_tool_spans: boolean;
  providers: string[];
  duration?: number;
  ttft?: number;
  thread_id?: string;
  source?: string;
  environment?: string;
}

type TraceRow = StoredTrace & { duration: number | null };

const SORTABLE: Record<string, string> = {
  id: 'id',
  name: 'name',
  start_time: 'start_time',
  end_time: 'end_time',
  duration: 'duration',
  thread_id: 'thread_id',
  ttft: 'ttft',
  created_at: 'created_at',
  last_updated_at: 'last_updated_at',
  total_estimated_cost: 'stats.total_estimated_cost',
  span_count: 'stats.span_count',
  llm_span_count: 'stats.llm_span_count',
  'usage.total_tokens': 'stats.total_tokens',
};

/** Beyond so many rows a page is found by its offset in all of them. */
export const DEEPEST = 10_000;

/** Reads traces as REST shows them. */
export class Traces {
  readonly #database: Database;
  readonly #scores: Scores;

  constructor(database: Database, scores: Scores) {
    this.#database = database;
    this.#scores = scores;
  }

  async get(principal: Principal, id: string): Promise<TracePublic | undefined> {
    const place = (await placesOf(this.#database, principal, 'trace', [id])).get(id);
    return place && (await this.#whole(principal, place.project_id, [id]))[0];
  }

  /** A page of a project's traces, by id descending unless sorted otherwise. */
  async page(principal: Principal, query: ListQuery & PageQuery): Promise<Page<TracePublic>> {
    const { where, parameters } = listConditions(principal, 'traces', query);
    const order = orderBy(query.sorting, SORTABLE, 'id DESC');
    const join = order.includes('stats.') ? STATS_JOIN : '';
    const end = query.page * query.size;
    const read = ({ since, before }: Window, limit: number, offset = 0): Promise<{ id: string }[]> =>
      this.#database.read(
        `SELECT id FROM traces FINAL ${join} WHERE ${where} AND id >= {since:String} AND id < {before:String}
         ORDER BY ${order} LIMIT {limit:UInt32} OFFSET {offset:UInt64}`,
        { ...parameters, limit, offset, since: since ? lowestId(since) : '', before: before ? lowestId(before) : 'g' },
      );
    const [ids, [count]] = await Promise.all([
      query.sorting || end > DEEPEST
        ? read({}, query.size, end - query.size)
        : newestOf({ to: query.to_time, wanted: end }, read).then((rows) => rows.slice(end - query.size)),
      this.#database.read<{ total: number }>(`SELECT count() AS total FROM traces FINAL WHERE ${where}`, parameters),
    ]);
    const content = await this.#whole(
      principal,
      query.projectId,
      ids.map((row) => row.id),
    );
    return {
      page: query.page,
      size: content.length,
      total: count?.total ?? 0,
      content,
      sortableBy: Object.keys(SORTABLE),
    };
  }

  /** Whole traces of a project in the order of their ids' list. */
  async #whole(principal: Principal, projectId: string, ids: readonly string[]): Promise<TracePublic[]> {
    if (ids.length === 0) return [];
    const [rows, aggregates, scores] = await Promise.all([
      this.#database.read<TraceRow>(
        `SELECT *, duration FROM traces FINAL
         WHERE workspace = {workspace:String} AND project_id = {project:String} AND id IN {ids:Array(String)}`,
        { workspace: principal.workspace, project: projectId, ids },
      ),
      spanAggregates(this.#database, principal, projectId, ids),
      this.#scores.read(principal, 'trace', ids),
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      return row ? [toPublic(row, aggregates.get(id) ?? NO_SPANS, scores.get(id))] : [];
    });
  }
}

const STATS_JOIN = `LEFT JOIN (
  SELECT trace_id AS id, span_count, llm_span_count, total_estimated_cost, total_tokens FROM trace_stats FINAL
  WHERE workspace = {workspace:String} AND project_id = {project:String}
) AS stats USING (id)`;

function toPublic(row: TraceRow, spans: SpanAggregates, scores: FeedbackScore[] | undefined): TracePublic {
  return {
    ...publicFields(row),
    span_count: spans.span_count,
    llm_span_count: spans.llm_span_count,
    has_tool_spans: spans.tool_span_count > 0,
    providers: spans.providers,
    ...(Object.keys(spans.usage).length > 0 && { usage: spans.usage }),
    ...(spans.total_estimated_cost !== null && { total_estimated_cost: spans.total_estimated_cost }),
    ...(row.thread_id && { thread_id: row.thread_id }),
    ...(scores && { feedback_scores: scores }),
  };
}

type CommonRow = Omit<StoredTrace, 'thread_id' | 'otel_trace_id'> & { duration: number | null };

/** What REST answers of traces and spans alike. */
export function publicFields(
  row: CommonRow,
): Omit<TracePublic, 'span_count' | 'llm_span_count' | 'has_tool_spans' | 'providers'> {
  return {
    id: row.id,
    project_id: row.project_id,
    start_time: row.start_time,
    ...(row.name && { name: row.name }),
    ...(row.end_time && { end_time: row.end_time }),
    ...(row.input && { input: storedJson(row.input) }),
    ...(row.output && { output: storedJson(row.output) }),
    ...(row.metadata && { metadata: storedJson(row.metadata) }),
    ...(row.tags.length > 0 && { tags: row.tags }),
    ...(row.error_info && { error_info: storedJson(row.error_info) as unknown as ErrorInfo }),
    ...(row.duration !== null && { duration: row.duration }),
    ...(row.ttft !== null && { ttft: row.ttft }),
    ...(row.source && { source: row.source }),
    ...(row.environment && { environment: row.environment }),
    created_at: row.created_at,
    created_by: row.created_by,
    last_updated_at: row.last_updated_at,
    last_updated_by: row.last_updated_by,
  };
}
