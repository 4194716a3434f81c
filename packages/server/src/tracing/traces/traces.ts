import type { Comment, FeedbackScore } from '@vitrine/core/model';
import type { Attachments } from '../attachments/attachments.ts';
import { restoreAttachments } from '../attachments/restore-attachments.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import type { ListSpanCache } from '../../storage/time-bounds/list-span-cache.ts';
import type { Comments } from '../comments/comments.ts';
import type { Page } from '../../platform/validation/page.ts';
import type { StatisticsRefresher } from '../ingest/statistics-refresher.ts';
import type { ListQuery } from '../query/list-conditions.ts';
import type { Keys } from '../query/list-keys.ts';
import type { ListedPage, Search } from '../query/list-request.ts';
import type { ReadOptions } from '../rows/read-options.ts';
import { readsStatistics } from '../query/reads-statistics.ts';
import { readPage, streamRows, type RowReader } from '../query/read-page.ts';
import { keyConditions, keyParameters } from '../query/row-groups.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import type { Scores } from '../scores/scores.ts';
import { NO_SPANS, spanAggregates } from '../rows/span-aggregates.ts';
import { TRACE_COLUMNS } from '../../storage/tables/rows.ts';
import { RowAnswers, without, type AnsweredRow, type PublicRow } from '../rows/public-row.ts';
import { spanFeedbackScores } from './span-feedback-scores.ts';
import type { Statistics } from '../statistics/statistics.ts';
import { traceStatistics } from './trace-statistics.ts';

const ANSWERS = new RowAnswers(TRACE_COLUMNS);

/** Trace in a REST answer. */
export interface TracePublic extends PublicRow<typeof TRACE_COLUMNS> {
  usage?: Record<string, number>;
  /** USD. */
  total_estimated_cost?: number;
  feedback_scores?: FeedbackScore[];
  comments?: Comment[];
  /** Averages over the spans of the trace that have the score. */
  span_feedback_scores?: FeedbackScore[];
  span_count: number;
  llm_span_count: number;
  has_tool_spans: boolean;
  providers: string[];
}

/** Fields that are computed from the spans of a trace. */
const OF_SPANS = ['usage', 'total_estimated_cost', 'span_count', 'llm_span_count', 'has_tool_spans', 'providers'];

/** Fields of a trace that a request may exclude. */
export const EXCLUDABLE_OF_TRACES: readonly string[] = [
  ...ANSWERS.excludable,
  ...OF_SPANS,
  'feedback_scores',
  'span_feedback_scores',
  'comments',
  'guardrails_validations',
  'experiment',
];

interface Parts {
  database: Database;
  listSpans: ListSpanCache;
  scores: Scores;
  comments: Comments;
  attachments: Attachments;
  statistics: StatisticsRefresher;
}

/** Reads traces for REST answers. */
export class Traces {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async get(principal: Principal, id: string, options: ReadOptions): Promise<TracePublic | undefined> {
    const location = (await locateEntities(this.#parts.database, principal, 'trace', [id])).get(id);
    return location && (await this.#rows(principal, location.project_id, [{ id }], options))[0];
  }

  /** Returns a page of a project's traces, by id descending unless sorted otherwise. */
  async page(principal: Principal, query: ListedPage, signal?: AbortSignal): Promise<Page<TracePublic>> {
    if (readsStatistics(query)) await this.#parts.statistics.settled();
    return readPage(this.#parts, principal, 'traces', query, this.#reader(principal, query), signal);
  }

  /** Streams the traces of a project by id descending, in the form that the clients' stream readers accept. */
  async *search(principal: Principal, query: Search, signal: AbortSignal): AsyncGenerator<object> {
    if (readsStatistics(query)) await this.#parts.statistics.settled();
    const read = this.#reader(principal, query);
    yield* streamRows(this.#parts.database, principal, 'traces', query, read, signal);
  }

  /** Returns the statistics of the traces of a list. */
  async stats(principal: Principal, query: ListQuery, signal?: AbortSignal): Promise<Statistics> {
    await this.#parts.statistics.settled();
    return traceStatistics(this.#parts.database, principal, query, signal);
  }

  #reader(principal: Principal, query: ReadOptions & { projectId: string }): RowReader<'traces', TracePublic> {
    return (keys, options) => this.#rows(principal, query.projectId, keys, query, options);
  }

  /** Reads traces of a project in the order of their keys, with aggregates, scores and comments. */
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
    const database = this.#parts.database;
    const [rows, aggregates, scores, spanScores, comments] = await Promise.all([
      database.of(principal).read<AnsweredRow<typeof TRACE_COLUMNS>>(
        `SELECT ${ANSWERS.select(options)} FROM traces FINAL
         WHERE ${keyConditions('traces')} ${limit}`,
        { workspace: principal.workspace, project: projectId, ...keyParameters(keys) },
        signal,
      ),
      shows(...OF_SPANS) ? spanAggregates(database, principal, projectId, ids, signal) : undefined,
      shows('feedback_scores') ? this.#parts.scores.read(principal, 'trace', ids, signal) : undefined,
      shows('span_feedback_scores') ? spanFeedbackScores(database, principal, projectId, ids, signal) : undefined,
      shows('comments') ? this.#parts.comments.read(principal, 'trace', ids, signal) : undefined,
    ]);
    const shown =
      options.truncate || options.strip_attachments
        ? rows
        : await restoreAttachments(this.#parts.attachments, principal, 'trace', rows);
    const byId = new Map(shown.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      if (!row) return [];
      const spans = aggregates?.get(id) ?? NO_SPANS;
      const [ownScores, itsSpanScores, ownComments] = [scores?.get(id), spanScores?.get(id), comments?.get(id)];
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
        ...(ownComments && { comments: ownComments }),
      };
      return [without(trace, options.exclude)];
    });
  }
}
