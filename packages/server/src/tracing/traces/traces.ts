import type { Comment, FeedbackScore } from '@vitrine/core/model';
import type { Attachments } from '../attachments/attachments.ts';
import { restoreAttachments } from '../attachments/restore-attachments.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import type { ListSpanCache } from '../../storage/time-bounds/list-span-cache.ts';
import type { Comments } from '../comments/comments.ts';
import type { Page } from '../../platform/validation/pages.ts';
import { strictRow } from '../rows/strict-row.ts';
import type { TraceStats } from '../ingest/trace-stats.ts';
import type { ListQuery } from '../query/list-conditions.ts';
import { pageOfKeys, streamOfKeys, type Keys } from '../query/list-keys.ts';
import type { ListedPage, Search } from '../query/list-request.ts';
import type { ReadOptions } from '../rows/read-options.ts';
import { readsStatistics } from '../query/reads-statistics.ts';
import { pageRows } from '../query/page-rows.ts';
import { keyConditions, keyParameters, rowGroups } from '../query/row-groups.ts';
import { sortableBy } from '../query/sorting.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import type { Scores } from '../scores/scores.ts';
import { NO_SPANS, spanAggregates } from '../rows/span-aggregates.ts';
import { TRACE_COLUMNS } from '../../storage/tables/rows.ts';
import { RowAnswers, without, type AnsweredRow, type PublicRow } from '../rows/public-row.ts';
import { spanFeedbackScores } from './span-feedback-scores.ts';
import { traceStatistics, type Statistics } from '../statistics/statistics.ts';

const ANSWERS = new RowAnswers(TRACE_COLUMNS);

/** A trace as REST answers it. */
export interface TracePublic extends PublicRow<typeof TRACE_COLUMNS> {
  usage?: Record<string, number>;
  /** USD. */
  total_estimated_cost?: number;
  feedback_scores?: FeedbackScore[];
  comments?: Comment[];
  /** The averages over the trace's spans that have such a score. */
  span_feedback_scores?: FeedbackScore[];
  span_count: number;
  llm_span_count: number;
  has_tool_spans: boolean;
  providers: string[];
}

/** The fields that the spans of a trace add up to. */
const OF_SPANS = ['usage', 'total_estimated_cost', 'span_count', 'llm_span_count', 'has_tool_spans', 'providers'];

/** What can be left out of a trace. */
export const EXCLUDABLE_OF_TRACES: readonly string[] = [
  ...ANSWERS.excludable,
  ...OF_SPANS,
  'feedback_scores',
  'span_feedback_scores',
  'comments',
  'guardrails_validations',
  'experiment',
];

/** Reads traces as REST shows them. */
export class Traces {
  readonly #database: Database;
  readonly #listSpans: ListSpanCache;
  readonly #scores: Scores;
  readonly #comments: Comments;
  readonly #attachments: Attachments;
  readonly #stats: TraceStats;

  constructor(parts: {
    database: Database;
    listSpans: ListSpanCache;
    scores: Scores;
    comments: Comments;
    attachments: Attachments;
    stats: TraceStats;
  }) {
    this.#database = parts.database;
    this.#listSpans = parts.listSpans;
    this.#scores = parts.scores;
    this.#comments = parts.comments;
    this.#attachments = parts.attachments;
    this.#stats = parts.stats;
  }

  async get(principal: Principal, id: string, options: ReadOptions): Promise<TracePublic | undefined> {
    const place = (await locateEntities(this.#database, principal, 'trace', [id])).get(id);
    return place && (await this.#rows(principal, place.project_id, [{ id }], options))[0];
  }

  /** A page of a project's traces, by id descending unless sorted otherwise. */
  async page(principal: Principal, query: ListedPage, signal?: AbortSignal): Promise<Page<TracePublic>> {
    if (readsStatistics(query)) await this.#stats.settled();
    const parts = { database: this.#database, listSpans: this.#listSpans };
    const { keys, total: counting } = await pageOfKeys(parts, principal, 'traces', query, signal);
    const scope = { workspace: principal.workspace, project: query.projectId };
    const make = (some: readonly Keys['traces'][], limit: string): Promise<TracePublic[]> =>
      this.#rows(principal, query.projectId, some, query, { limit, signal });
    const [content, total] = await Promise.all([
      pageRows(this.#database, 'traces', scope, keys, make, signal),
      counting,
    ]);
    return { page: query.page, size: content.length, total, content, sortableBy: sortableBy('traces') };
  }

  /** A project's traces by id descending, in the form that the clients' stream readers accept. */
  async *search(principal: Principal, query: Search, signal: AbortSignal): AsyncGenerator<object> {
    if (readsStatistics(query)) await this.#stats.settled();
    const scope = { workspace: principal.workspace, project: query.projectId };
    for await (const keys of streamOfKeys(this.#database, principal, 'traces', query, signal)) {
      for await (const group of rowGroups(this.#database, 'traces', scope, keys, signal)) {
        const traces = await this.#rows(principal, query.projectId, group, query, { signal });
        for (const trace of traces) yield strictRow(trace);
      }
    }
  }

  /** What the traces of a list add up to. */
  async stats(principal: Principal, query: ListQuery, signal?: AbortSignal): Promise<Statistics> {
    await this.#stats.settled();
    return traceStatistics(this.#database, principal, query, signal);
  }

  /** Traces of a project in the order of their keys. All that belongs to a trace comes together here. */
  async #rows(
    principal: Principal,
    projectId: string,
    keys: readonly Keys['traces'][],
    options: ReadOptions,
    { limit = '', signal }: { limit?: string; signal?: AbortSignal | undefined } = {},
  ): Promise<TracePublic[]> {
    if (keys.length === 0) return [];
    const ids = keys.map((key) => key.id);
    const shows = (...fields: string[]): boolean => fields.some((field) => !options.exclude.has(field));
    const database = this.#database;
    const [rows, aggregates, scores, spanScores, comments] = await Promise.all([
      database.of(principal).read<AnsweredRow<typeof TRACE_COLUMNS>>(
        `SELECT ${ANSWERS.select(options)} FROM traces FINAL
         WHERE ${keyConditions('traces')} ${limit}`,
        { workspace: principal.workspace, project: projectId, ...keyParameters(keys) },
        signal,
      ),
      shows(...OF_SPANS) ? spanAggregates(database, principal, projectId, ids, signal) : undefined,
      shows('feedback_scores') ? this.#scores.read(principal, 'trace', ids, signal) : undefined,
      shows('span_feedback_scores') ? spanFeedbackScores(database, principal, projectId, ids, signal) : undefined,
      shows('comments') ? this.#comments.read(principal, 'trace', ids, signal) : undefined,
    ]);
    const shown =
      options.truncate || options.strip_attachments
        ? rows
        : await restoreAttachments(this.#attachments, principal, 'trace', rows);
    const byId = new Map(shown.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      if (!row) return [];
      const spans = aggregates?.get(id) ?? NO_SPANS;
      const [ownScores, itsSpanScores, said] = [scores?.get(id), spanScores?.get(id), comments?.get(id)];
      const trace: TracePublic = {
        ...ANSWERS.fields(row, options),
        span_count: spans.span_count,
        llm_span_count: spans.llm_span_count,
        has_tool_spans: spans.tool_span_count > 0,
        providers: spans.providers,
        ...(Object.keys(spans.usage).length > 0 && { usage: spans.usage }),
        ...(spans.total_estimated_cost !== null && { total_estimated_cost: spans.total_estimated_cost }),
        ...(ownScores && { feedback_scores: ownScores }),
        ...(itsSpanScores && { span_feedback_scores: itsSpanScores }),
        ...(said && { comments: said }),
      };
      return [without(trace, options.exclude)];
    });
  }
}
