import type { Comment, FeedbackScore } from '@vitrine/core/model';
import type { Attachments } from '../attachments/attachments.ts';
import { restoreAttachments } from '../attachments/restore-attachments.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import type { ListSpanCache } from '../../storage/time-bounds/list-span-cache.ts';
import type { Comments } from '../comments/comments.ts';
import type { Page } from '../../platform/validation/page.ts';
import type { ListQuery } from '../query/list-conditions.ts';
import type { Keys } from '../query/list-keys.ts';
import type { ListedPage, Search } from '../query/list-request.ts';
import type { ReadOptions } from '../rows/read-options.ts';
import { readPage, streamRows, type RowReader } from '../query/read-page.ts';
import { keyConditions, keyParameters } from '../query/row-groups.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import type { Scores } from '../scores/scores.ts';
import { SPAN_COLUMNS } from '../../storage/tables/rows.ts';
import { RowAnswers, without, type AnsweredRow, type PublicRow } from '../rows/public-row.ts';
import type { Statistics } from '../statistics/statistics.ts';
import { spanStatistics } from './span-statistics.ts';

const ANSWERS = new RowAnswers(SPAN_COLUMNS);

/** Span in a REST answer. */
export interface SpanPublic extends PublicRow<typeof SPAN_COLUMNS> {
  feedback_scores?: FeedbackScore[];
  comments?: Comment[];
}

/** Fields of a span that a request may exclude. */
export const EXCLUDABLE_OF_SPANS: readonly string[] = [...ANSWERS.excludable, 'feedback_scores', 'comments'];

interface Parts {
  database: Database;
  listSpans: ListSpanCache;
  scores: Scores;
  comments: Comments;
  attachments: Attachments;
}

/** Reads spans for REST answers. */
export class Spans {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async get(principal: Principal, id: string, options: ReadOptions): Promise<SpanPublic | undefined> {
    // The table is sorted by project and trace, so these are found first.
    const location = (await locateEntities(this.#parts.database, principal, 'span', [id])).get(id);
    return (
      location && (await this.#rows(principal, location.project_id, [{ id, trace_id: location.trace_id }], options))[0]
    );
  }

  /** Returns a page of the spans of a project or trace, by id descending unless sorted otherwise. */
  async page(principal: Principal, query: ListedPage, signal?: AbortSignal): Promise<Page<SpanPublic>> {
    return readPage(this.#parts, principal, 'spans', query, this.#reader(principal, query), signal);
  }

  /** Streams the spans of a project by id descending, in the form that the clients' stream readers accept. */
  async *search(principal: Principal, query: Search, signal: AbortSignal): AsyncGenerator<object> {
    const read = this.#reader(principal, query);
    yield* streamRows(this.#parts.database, principal, 'spans', query, read, signal);
  }

  /** Returns the statistics of the spans of a list. */
  stats(principal: Principal, query: ListQuery, signal?: AbortSignal): Promise<Statistics> {
    return spanStatistics(this.#parts.database, principal, query, signal);
  }

  #reader(principal: Principal, query: ReadOptions & { projectId: string }): RowReader<'spans', SpanPublic> {
    return (keys, options) => this.#rows(principal, query.projectId, keys, query, options);
  }

  /** Reads spans of a project in the order of their keys, with their scores and comments. */
  async #rows(
    principal: Principal,
    projectId: string,
    keys: readonly Keys['spans'][],
    options: ReadOptions,
    { limit = '', signal }: { limit?: string; signal?: AbortSignal | undefined } = {},
  ): Promise<SpanPublic[]> {
    if (keys.length === 0) return [];
    const ids = keys.map((key) => key.id);
    const [rows, scores, comments] = await Promise.all([
      this.#parts.database
        .of(principal)
        .read<AnsweredRow<typeof SPAN_COLUMNS>>(
          `SELECT ${ANSWERS.select(options)} FROM spans FINAL WHERE ${keyConditions('spans')} ${limit}`,
          { workspace: principal.workspace, project: projectId, ...keyParameters(keys) },
          signal,
        ),
      options.exclude.has('feedback_scores') ? undefined : this.#parts.scores.read(principal, 'span', ids, signal),
      options.exclude.has('comments') ? undefined : this.#parts.comments.read(principal, 'span', ids, signal),
    ]);
    const shown =
      options.truncate || options.strip_attachments
        ? rows
        : await restoreAttachments(this.#parts.attachments, principal, 'span', rows);
    const byId = new Map(shown.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      if (!row) return [];
      const [ownScores, ownComments] = [scores?.get(id), comments?.get(id)];
      const span: SpanPublic = {
        ...ANSWERS.fields(row, options),
        ...(ownScores && { feedback_scores: ownScores }),
        ...(ownComments && { comments: ownComments }),
      };
      return [without(span, options.exclude)];
    });
  }
}
