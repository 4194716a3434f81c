import type { Comment, FeedbackScore, Json } from '@vitrine/core/model';
import type { Attachments } from '../attachments/attachments.ts';
import { restoreAttachments } from '../attachments/restore-attachments.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { chunksOf, chunksOfTexts } from '../../storage/batches/chunks-of.ts';
import type { Comments } from '../comments/comments.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import type { Page, PageQuery } from '../../platform/validation/page.ts';
import { shortened, type Shortening } from '../rows/shortened.ts';
import { storedJson } from '../rows/stored-json.ts';
import { strictRow } from '../rows/strict-row.ts';
import type { StatisticsRefresher } from '../ingest/statistics-refresher.ts';
import type { Keys } from '../query/list-keys.ts';
import { pageRows } from '../query/page-rows.ts';
import { keyConditions, keyParameters } from '../query/row-groups.ts';
import { sortableBy } from '../query/compile-sorting.ts';
import { threadEntityId } from '../entities/thread-entity-id.ts';
import { type Scores } from '../scores/scores.ts';
import type { Statistics } from '../statistics/statistics.ts';
import { gatheredThreads } from './gathered-threads.ts';
import { pageOfThreads, readsSums, streamOfThreads, type Cursor, type ThreadQuery } from './thread-keys.ts';
import { threadModelId } from '../entities/thread-model-id.ts';
import { threadStatistics } from './thread-statistics.ts';

/** Thread in a REST answer. */
export interface ThreadPublic {
  /** Thread id of its traces. */
  id: string;
  thread_model_id: string;
  project_id: string;
  start_time: string;
  end_time?: string;
  /** ms. */
  duration?: number;
  /** Input of the first trace, and output of the last one. */
  first_message?: Json;
  last_message?: Json;
  number_of_messages: number;
  status: 'active' | 'inactive';
  tags?: string[];
  usage?: Record<string, number>;
  /** USD. */
  total_estimated_cost?: number;
  environment?: string;
  created_at: string;
  created_by: string;
  last_updated_at: string;
  last_updated_by: string;
  feedback_scores?: FeedbackScore[];
  comments?: Comment[];
}

type ThreadRow = Pick<
  ThreadPublic,
  'start_time' | 'number_of_messages' | 'status' | 'created_at' | 'created_by' | 'last_updated_at' | 'last_updated_by'
> & {
  thread_id: string;
  end_time: string | null;
  duration: number | null;
  first_id: string;
  last_id: string;
  tags: string[];
  environment: string;
};

interface Sums {
  thread_id: string;
  usage: Record<string, number>;
  cost: number | null;
}

/** First input and last output of a thread, which are bodies of its traces. */
interface Messages {
  id: string;
  input: Json | undefined;
  output: Json | undefined;
}

/** Maximum number of threads that are read whole at once. */
const AT_ONCE = 50;

interface Parts {
  database: Database;
  scores: Scores;
  comments: Comments;
  attachments: Attachments;
  statistics: StatisticsRefresher;
}

/** Reads threads for REST answers from their traces, so that a thread exists as soon as a trace names it. */
export class Threads {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Returns a thread; undefined if no trace of the project has that thread id. */
  async get(
    principal: Principal,
    threadId: string,
    query: ThreadQuery & Shortening,
  ): Promise<ThreadPublic | undefined> {
    return (await this.#rows(principal, [threadId], query))[0];
  }

  /** Returns a page of a project's threads, those with the newest traces first unless sorted otherwise. */
  async page(
    principal: Principal,
    query: ThreadQuery & PageQuery & Shortening & { sorting?: string | undefined },
    signal?: AbortSignal,
  ): Promise<Page<ThreadPublic>> {
    if (readsSums(query, query.sorting)) await this.#parts.statistics.settled();
    const { ids, total } = await pageOfThreads(this.#parts.database, principal, query, signal);
    const content = await this.#rows(principal, ids, query, signal);
    return { page: query.page, size: content.length, total, content, sortableBy: sortableBy('threads') };
  }

  /** Streams the threads of a project, latest start first, in the form that the clients' stream readers accept. */
  async *search(
    principal: Principal,
    query: ThreadQuery & Shortening & { limit: number; below?: Cursor | undefined },
    signal: AbortSignal,
  ): AsyncGenerator<object> {
    if (readsSums(query)) await this.#parts.statistics.settled();
    for await (const ids of streamOfThreads(this.#parts.database, principal, query, signal)) {
      for (const some of chunksOf(ids, AT_ONCE)) {
        for await (const thread of this.#streamed(principal, some, query, signal)) yield strictRow(thread);
      }
    }
  }

  /** Returns the statistics of the threads of a list. */
  async stats(principal: Principal, query: ThreadQuery, signal?: AbortSignal): Promise<Statistics> {
    await this.#parts.statistics.settled();
    return threadStatistics(this.#parts.database, principal, query, signal);
  }

  /** Yields threads of a stream: reads them at once, or one by one if they are too large together. */
  async *#streamed(
    principal: Principal,
    ids: readonly string[],
    query: ThreadQuery & Shortening,
    signal: AbortSignal,
  ): AsyncGenerator<ThreadPublic> {
    const threads = await this.#rows(principal, ids, query, signal).catch((error: unknown) => {
      if (error instanceof VitrineError && error.code === 'too_large') return undefined;
      throw error;
    });
    if (threads) yield* threads;
    else for (const id of ids) yield* await this.#rows(principal, [id], query, signal);
  }

  /** Reads threads in the order of the given ids; unknown ids are left out. */
  async #rows(
    principal: Principal,
    ids: readonly string[],
    query: ThreadQuery & Shortening,
    signal?: AbortSignal,
  ): Promise<ThreadPublic[]> {
    const threads: ThreadPublic[] = [];
    for (const chunk of chunksOfTexts(ids, (id) => threadEntityId(query.projectId, id))) {
      threads.push(...(await this.#chunk(principal, chunk, query, signal)));
    }
    return threads;
  }

  /** Reads threads whose ids fit into one parameter. */
  async #chunk(
    principal: Principal,
    ids: readonly string[],
    query: ThreadQuery & Shortening,
    signal?: AbortSignal,
  ): Promise<ThreadPublic[]> {
    const { projectId } = query;
    const { workspace } = principal;
    const scope = { workspace, project: projectId, threads: ids };
    // The traces of threads are scattered, so they are located once, and each query then reads them by id.
    const traces = await this.#parts.database
      .of(principal)
      .read<{ id: string }>(`${TRACES_OF_THREADS} LIMIT ${MANY_TRACES}`, scope, signal);
    const which = traces.length < MANY_TRACES ? 'id IN {ids:Array(String)}' : `id IN (${TRACES_OF_THREADS})`;
    const parameters = { ...scope, cooldown: query.cooldown, ids: traces.map((trace) => trace.id) };
    const entities = ids.map((id) => threadEntityId(projectId, id));
    const ofThreads = `thread_id IN {threads:Array(String)} AND ${which}`;
    const [rows, sums, scores, comments] = await Promise.all([
      this.#parts.database.of(principal).read<ThreadRow>(gatheredThreads(ofThreads), parameters, signal),
      this.#sums(principal, ofThreads, parameters, signal),
      this.#parts.scores.read(principal, 'thread', entities, signal),
      this.#parts.comments.read(principal, 'thread', entities, signal),
    ]);
    const messages = await this.#messages(principal, rows, query, signal);
    const byId = new Map(rows.map((row) => [row.thread_id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      if (!row) return [];
      const entity = threadEntityId(projectId, id);
      const [first, last] = [messages.get(row.first_id)?.input, messages.get(row.last_id)?.output];
      const { usage = {}, cost = null } = sums.get(id) ?? {};
      const [scored, ownComments] = [scores.get(entity), comments.get(entity)];
      return {
        id,
        thread_model_id: threadModelId(principal, projectId, id),
        project_id: projectId,
        start_time: row.start_time,
        ...(row.end_time && { end_time: row.end_time }),
        ...(row.duration !== null && { duration: row.duration }),
        ...(first !== undefined && { first_message: first }),
        ...(last !== undefined && { last_message: last }),
        number_of_messages: row.number_of_messages,
        status: row.status,
        ...(row.tags.length > 0 && { tags: row.tags }),
        ...(Object.keys(usage).length > 0 && { usage }),
        ...(cost !== null && { total_estimated_cost: cost }),
        ...(row.environment && { environment: row.environment }),
        created_at: row.created_at,
        created_by: row.created_by,
        last_updated_at: row.last_updated_at,
        last_updated_by: row.last_updated_by,
        ...(scored && { feedback_scores: scored }),
        ...(ownComments && { comments: ownComments }),
      };
    });
  }

  /** Reads the bodies of the first and the last traces. */
  async #messages(
    principal: Principal,
    rows: readonly ThreadRow[],
    query: ThreadQuery & Shortening,
    signal?: AbortSignal,
  ): Promise<Map<string, Messages>> {
    const scope = { workspace: principal.workspace, scope: principal.scope, project: query.projectId };
    const [first, last] = [rows.map((row) => row.first_id), rows.map((row) => row.last_id)];
    const keys = [...new Set([...first, ...last])].map((id) => ({ id }));
    const body = (text: string): Json | undefined => (text ? shortened(storedJson(text), query) : undefined);
    const make = async (some: readonly Keys['traces'][], limit: string): Promise<Messages[]> => {
      const bodies = await this.#parts.database.of(principal).read<{ id: string; input: string; output: string }>(
        `SELECT id, if(id IN {first:Array(String)}, traces.input, '') AS input,
           if(id IN {last:Array(String)}, traces.output, '') AS output
         FROM traces FINAL WHERE ${keyConditions('traces')} ${limit}`,
        { project: query.projectId, first, last, ...keyParameters(some) },
        signal,
      );
      const whole =
        query.truncate || query.strip_attachments
          ? bodies
          : await restoreAttachments(this.#parts.attachments, principal, 'trace', bodies);
      return whole.map(({ id, input, output }) => ({ id, input: body(input), output: body(output) }));
    };
    const messages = await pageRows(this.#parts.database, 'traces', scope, keys, make, signal);
    return new Map(messages.map((each) => [each.id, each]));
  }

  /** Adds up the spans of threads. The spans are read rather than the statistics, so that recent writes count. */
  async #sums(
    principal: Principal,
    ofThreads: string,
    parameters: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<Map<string, Sums>> {
    const member = `SELECT id, thread_id FROM traces FINAL
      WHERE workspace = {workspace:String} AND project_id = {project:String} AND ${ofThreads}`;
    const rows = await this.#parts.database.of(principal).read<Sums>(
      `SELECT member.thread_id AS thread_id, sumMap(own.usage) AS usage, toFloat64(sum(own.cost)) AS cost
       FROM (
         SELECT trace_id, usage, total_estimated_cost AS cost FROM spans FINAL
         WHERE workspace = {workspace:String} AND project_id = {project:String} AND trace_id IN (SELECT id FROM (${member}))
       ) AS own INNER JOIN (${member}) AS member ON member.id = own.trace_id
       GROUP BY member.thread_id`,
      parameters,
      signal,
    );
    return new Map(rows.map((row) => [row.thread_id, row]));
  }
}

/** Selects the ids of the traces of threads; the index finds the few granules that hold them. */
const TRACES_OF_THREADS = `SELECT id FROM traces
  WHERE workspace = {workspace:String} AND project_id = {project:String} AND thread_id IN {threads:Array(String)}`;
/** Maximum number of trace ids that are sent as a parameter. */
const MANY_TRACES = 2_000;
