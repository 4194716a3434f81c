import type { Comment, FeedbackScore } from '@vitrine/core/model';
import type { Attachments } from '../attachments/attachments.ts';
import { restoreAttachments } from '../attachments/restore-attachments.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import type { ListSpanCache } from '../../storage/time-bounds/list-span-cache.ts';
import type { Comments } from '../comments/comments.ts';
import type { Page } from '../../platform/validation/pages.ts';
import { strictRow } from '../rows/strict-row.ts';
import type { ListQuery } from '../query/list-conditions.ts';
import { pageOfKeys, streamOfKeys, type Keys } from '../query/list-keys.ts';
import type { ListedPage, Search } from '../query/list-request.ts';
import type { ReadOptions } from '../rows/read-options.ts';
import { pageRows } from '../query/page-rows.ts';
import { keyConditions, keyParameters, rowGroups } from '../query/row-groups.ts';
import { sortableBy } from '../query/sorting.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import type { Scores } from '../scores/scores.ts';
import { SPAN_COLUMNS } from '../../storage/tables/rows.ts';
import { RowAnswers, without, type AnsweredRow, type PublicRow } from '../rows/public-row.ts';
import type { Statistics } from '../statistics/statistics.ts';
import { spanStatistics } from './span-statistics.ts';

const ANSWERS = new RowAnswers(SPAN_COLUMNS);

/** A span as REST answers it. */
export interface SpanPublic extends PublicRow<typeof SPAN_COLUMNS> {
  feedback_scores?: FeedbackScore[];
  comments?: Comment[];
}

/** What can be left out of a span. */
export const EXCLUDABLE_OF_SPANS: readonly string[] = [...ANSWERS.excludable, 'feedback_scores', 'comments'];

/** Reads spans as REST shows them. */
export class Spans {
  readonly #database: Database;
  readonly #listSpans: ListSpanCache;
  readonly #scores: Scores;
  readonly #comments: Comments;
  readonly #attachments: Attachments;

  constructor(parts: {
    database: Database;
    listSpans: ListSpanCache;
    scores: Scores;
    comments: Comments;
    attachments: Attachments;
  }) {
    this.#database = parts.database;
    this.#listSpans = parts.listSpans;
    this.#scores = parts.scores;
    this.#comments = parts.comments;
    this.#attachments = parts.attachments;
  }

  async get(principal: Principal, id: string, options: ReadOptions): Promise<SpanPublic | undefined> {
    // By its id alone a span is found through its place: the table is sorted by that.
    const place = (await locateEntities(this.#database, principal, 'span', [id])).get(id);
    return place && (await this.#rows(principal, place.project_id, [{ id, trace_id: place.trace_id }], options))[0];
  }

  /** A page of the spans of a project, or of one of its traces, by id descending unless sorted otherwise. */
  async page(principal: Principal, query: ListedPage, signal?: AbortSignal): Promise<Page<SpanPublic>> {
    const parts = { database: this.#database, listSpans: this.#listSpans };
    const { keys, total: counting } = await pageOfKeys(parts, principal, 'spans', query, signal);
    const scope = { workspace: principal.workspace, project: query.projectId };
    const make = (some: readonly Keys['spans'][], limit: string): Promise<SpanPublic[]> =>
      this.#rows(principal, query.projectId, some, query, { limit, signal });
    const [content, total] = await Promise.all([
      pageRows(this.#database, 'spans', scope, keys, make, signal),
      counting,
    ]);
    return { page: query.page, size: content.length, total, content, sortableBy: sortableBy('spans') };
  }

  /** A project's spans by id descending, in the form that the clients' stream readers accept. */
  async *search(principal: Principal, query: Search, signal: AbortSignal): AsyncGenerator<object> {
    const scope = { workspace: principal.workspace, project: query.projectId };
    for await (const keys of streamOfKeys(this.#database, principal, 'spans', query, signal)) {
      for await (const group of rowGroups(this.#database, 'spans', scope, keys, signal)) {
        const spans = await this.#rows(principal, query.projectId, group, query, { signal });
        for (const span of spans) yield strictRow(span);
      }
    }
  }

  /** What the spans of a list add up to. */
  stats(principal: Principal, query: ListQuery, signal?: AbortSignal): Promise<Statistics> {
    return spanStatistics(this.#database, principal, query, signal);
  }

  /** Spans of a project in the order of their keys. All that belongs to a span comes together here. */
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
      this.#database
        .of(principal)
        .read<AnsweredRow<typeof SPAN_COLUMNS>>(
          `SELECT ${ANSWERS.select(options)} FROM spans FINAL WHERE ${keyConditions('spans')} ${limit}`,
          { workspace: principal.workspace, project: projectId, ...keyParameters(keys) },
          signal,
        ),
      options.exclude.has('feedback_scores') ? undefined : this.#scores.read(principal, 'span', ids, signal),
      options.exclude.has('comments') ? undefined : this.#comments.read(principal, 'span', ids, signal),
    ]);
    const shown =
      options.truncate || options.strip_attachments
        ? rows
        : await restoreAttachments(this.#attachments, principal, 'span', rows);
    const byId = new Map(shown.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      if (!row) return [];
      const [ownScores, said] = [scores?.get(id), comments?.get(id)];
      const span: SpanPublic = {
        ...ANSWERS.fields(row, options),
        ...(ownScores && { feedback_scores: ownScores }),
        ...(said && { comments: said }),
      };
      return [without(span, options.exclude)];
    });
  }
}
