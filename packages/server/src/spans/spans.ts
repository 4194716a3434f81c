import { lowestId, type FeedbackScore } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import { idsFrom } from '../clickhouse/id-bounds.ts';
import { newestOf, type Window } from '../clickhouse/progressive-window.ts';
import { orderBy, type Page, type PageQuery } from '../http/pages.ts';
import type { StoredSpan } from '../ingest/stored-rows.ts';
import { placesOf } from '../scores/places.ts';
import type { Scores } from '../scores/scores.ts';
import { listConditions, type ListQuery } from '../traces/list-conditions.ts';
import { DEEPEST, publicFields, type TracePublic } from '../traces/traces.ts';

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
type SpanKey = Pick<StoredSpan, 'id' | 'trace_id'>;

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

/** The parameter with the beginning of a window. */
const SINCE = { moment: 'since_time' };

/** Reads spans as REST shows them. */
export class Spans {
  readonly #database: Database;
  readonly #scores: Scores;

  constructor(database: Database, scores: Scores) {
    this.#database = database;
    this.#scores = scores;
  }

  async get(principal: Principal, id: string): Promise<SpanPublic | undefined> {
    // By its id alone a span is found through its place: the table is sorted by that.
    const place = (await placesOf(this.#database, principal, 'span', [id])).get(id);
    return place && (await this.#whole(principal, place.project_id, [{ id, trace_id: place.trace_id }]))[0];
  }

  /** A page of the spans of a project, or of one of its traces, by id descending unless sorted otherwise. */
  async page(
    principal: Principal,
    query: ListQuery & PageQuery & { trace_id?: string | undefined; type?: string | undefined },
  ): Promise<Page<SpanPublic>> {
    const { where: common, parameters } = listConditions(principal, 'spans', query);
    const where = [
      common,
      ...(query.trace_id ? ['trace_id = {trace:String}'] : []),
      ...(query.type ? ['type = {type:String}'] : []),
    ].join(' AND ');
    const values = { ...parameters, trace: query.trace_id ?? '', type: query.type ?? '' };
    const order = orderBy(query.sorting, SORTABLE, 'id DESC');
    const end = query.page * query.size;
    const read = (
      bounds: string,
      more: { limit: number; offset?: number; [name: string]: unknown },
    ): Promise<SpanKey[]> =>
      this.#database.read(
        `SELECT id, trace_id FROM spans FINAL WHERE ${where} ${bounds}
         ORDER BY ${order} LIMIT {limit:UInt32} OFFSET {offset:UInt64}`,
        { ...values, offset: 0, ...more },
      );
    const readWindow = ({ since, before }: Window, limit: number): Promise<SpanKey[]> => {
      const after = since ? `AND id >= {since:String} AND ${idsFrom('span_ids', 'trace_id', SINCE)}` : '';
      return read(`${after} AND id < {before:String}`, {
        limit,
        ...(since && { since: lowestId(since), since_time: new Date(since).toISOString() }),
        before: before ? lowestId(before) : 'g',
      });
    };
    const [keys, [count]] = await Promise.all([
      query.sorting || query.trace_id || end > DEEPEST
        ? read('', { limit: query.size, offset: end - query.size })
        : newestOf({ to: query.to_time, wanted: end }, readWindow).then((rows) => rows.slice(end - query.size)),
      this.#database.read<{ total: number }>(`SELECT count() AS total FROM spans FINAL WHERE ${where}`, values),
    ]);
    const content = await this.#whole(principal, query.projectId, keys);
    return {
      page: query.page,
      size: content.length,
      total: count?.total ?? 0,
      content,
      sortableBy: Object.keys(SORTABLE),
    };
  }

  /** Whole spans of a project in the order of their keys' list. */
  async #whole(principal: Principal, projectId: string, keys: readonly SpanKey[]): Promise<SpanPublic[]> {
    if (keys.length === 0) return [];
    const ids = keys.map((key) => key.id);
    const [rows, scores] = await Promise.all([
      this.#database.read<SpanRow>(
        `SELECT *, duration FROM spans FINAL
         WHERE workspace = {workspace:String} AND project_id = {project:String}
           AND trace_id IN {traces:Array(String)} AND id IN {ids:Array(String)}`,
        {
          workspace: principal.workspace,
          project: projectId,
          traces: [...new Set(keys.map((key) => key.trace_id))],
          ids,
        },
      ),
      this.#scores.read(principal, 'span', ids),
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      return row ? [toPublic(row, scores.get(id))] : [];
    });
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
