import type { Comment, FeedbackScore, Json } from '@vitrine/core/model';
import type { Attachments } from '../attachments/attachments.ts';
import { restoreAttachments } from '../attachments/restore-attachments.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { chunksOf, chunksOfTexts } from '../../storage/batches/chunks-of.ts';
import type { Comments } from '../comments/comments.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import type { Page, PageQuery } from '../../platform/validation/pages.ts';
import { shortened, type Shortening } from '../rows/shortened.ts';
import { storedJson } from '../rows/stored-json.ts';
import { strictRow } from '../rows/strict-row.ts';
import type { TraceStats } from '../ingest/trace-stats.ts';
import type { Keys } from '../query/list-keys.ts';
import { pageRows } from '../query/page-rows.ts';
import { keyConditions, keyParameters } from '../query/row-groups.ts';
import { sortableBy } from '../query/sorting.ts';
import { threadEntityId } from '../entities/thread-entity-id.ts';
import { type Scores } from '../scores/scores.ts';
import type { Statistics } from '../statistics/statistics.ts';
import { gatheredThreads } from './gathered-threads.ts';
import { pageOfThreads, readsSums, streamOfThreads, type Cursor, type ThreadQuery } from './thread-keys.ts';
import { threadModelId } from '../entities/thread-model-id.ts';
import { threadStatistics } from './thread-statistics.ts';

/** A thread as REST answers it. */
export interface ThreadPublic {
  /** The thread id that its traces bear. */
  id: string;
  thread_model_id: string;
  project_id: string;
  start_time: string;
  end_time?: string;
  /** ms. */
  duration?: number;
  /** The input of the first trace, and the output of the last. */
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

/** The first input and the last output of a thread, as bodies of the traces that have them. */
interface Messages {
  id: string;
  input: Json | undefined;
  output: Json | undefined;
}

/** So many threads are read whole at once. */
const AT_ONCE = 50;

/** Reads threads as REST shows them: out of their traces, so that one is there as soon as a trace names it. */
export class PublicThreads {
  readonly #database: Database;
  readonly #scores: Scores;
  readonly #comments: Comments;
  readonly #attachments: Attachments;
  readonly #stats: TraceStats;

  constructor(parts: {
    database: Database;
    scores: Scores;
    comments: Comments;
    attachments: Attachments;
    stats: TraceStats;
  }) {
    this.#database = parts.database;
    this.#scores = parts.scores;
    this.#comments = parts.comments;
    this.#attachments = parts.attachments;
    this.#stats = parts.stats;
  }

  /** One thread; nothing where no trace of the project has that thread id. */
  async get(
    principal: Principal,
    threadId: string,
    query: ThreadQuery & Shortening,
  ): Promise<ThreadPublic | undefined> {
    return (await this.#rows(principal, [threadId], query))[0];
  }

  /** A page of a project's threads, those with the newest traces first unless sorted otherwise. */
  async page(
    principal: Principal,
    query: ThreadQuery & PageQuery & Shortening & { sorting?: string | undefined },
    signal?: AbortSignal,
  ): Promise<Page<ThreadPublic>> {
    if (readsSums(query, query.sorting)) await this.#stats.settled();
    const { ids, total } = await pageOfThreads(this.#database, principal, query, signal);
    const content = await this.#rows(principal, ids, query, signal);
    return { page: query.page, size: content.length, total, content, sortableBy: sortableBy('threads') };
  }

  /** A project's threads, those that began last first, in the form that the clients' stream readers accept. */
  async *search(
    principal: Principal,
    query: ThreadQuery & Shortening & { limit: number; below?: Cursor | undefined },
    signal: AbortSignal,
  ): AsyncGenerator<object> {
    if (readsSums(query)) await this.#stats.settled();
    for await (const ids of streamOfThreads(this.#database, principal, query, signal)) {
      for (const some of chunksOf(ids, AT_ONCE)) {
        for await (const thread of this.#streamed(principal, some, query, signal)) yield strictRow(thread);
      }
    }
  }

  /** What the threads of a list add up to. */
  async stats(principal: Principal, query: ThreadQuery, signal?: AbortSignal): Promise<Statistics> {
    await this.#stats.settled();
    return threadStatistics(this.#database, principal, query, signal);
  }

  /** Some threads of a stream: at once, or one by one where they are too large for that. */
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

  /** Threads in the order of their ids; those that are not there are left out. */
  async #rows(
    principal: Principal,
    ids: readonly string[],
    query: ThreadQuery & Shortening,
    signal?: AbortSignal,
  ): Promise<ThreadPublic[]> {
    const threads: ThreadPublic[] = [];
    for (const portion of chunksOfTexts(ids, (id) => threadEntityId(query.projectId, id))) {
      threads.push(...(await this.#portion(principal, portion, query, signal)));
    }
    return threads;
  }

  /** As many threads as have their ids in one parameter. */
  async #portion(
    principal: Principal,
    ids: readonly string[],
    query: ThreadQuery & Shortening,
    signal?: AbortSignal,
  ): Promise<ThreadPublic[]> {
    const { projectId } = query;
    const { workspace } = principal;
    const scope = { workspace, project: projectId, threads: ids };
    // The traces of threads lie scattered: they are found once, then each query goes to them by their ids.
    const traces = await this.#database
      .of(principal)
      .read<{ id: string }>(`${TRACES_OF_THREADS} LIMIT ${MANY_TRACES}`, scope, signal);
    const which = traces.length < MANY_TRACES ? 'id IN {ids:Array(String)}' : `id IN (${TRACES_OF_THREADS})`;
    const parameters = { ...scope, cooldown: query.cooldown, ids: traces.map((trace) => trace.id) };
    const entities = ids.map((id) => threadEntityId(projectId, id));
    const ofThreads = `thread_id IN {threads:Array(String)} AND ${which}`;
    const [rows, sums, scores, comments] = await Promise.all([
      this.#database.of(principal).read<ThreadRow>(gatheredThreads(ofThreads), parameters, signal),
      this.#sums(principal, ofThreads, parameters, signal),
      this.#scores.read(principal, 'thread', entities, signal),
      this.#comments.read(principal, 'thread', entities, signal),
    ]);
    const messages = await this.#messages(principal, rows, query, signal);
    const byId = new Map(rows.map((row) => [row.thread_id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      if (!row) return [];
      const entity = threadEntityId(projectId, id);
      const [first, last] = [messages.get(row.first_id)?.input, messages.get(row.last_id)?.output];
      const { usage = {}, cost = null } = sums.get(id) ?? {};
      const [scored, said] = [scores.get(entity), comments.get(entity)];
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
        ...(said && { comments: said }),
      };
    });
  }

  /** The bodies of the first and the last traces. */
  async #messages(
    principal: Principal,
    rows: readonly ThreadRow[],
    query: ThreadQuery & Shortening,
    signal?: AbortSignal,
  ): Promise<Map<string, Messages>> {
    const scope = { workspace: principal.workspace, project: query.projectId };
    const [first, last] = [rows.map((row) => row.first_id), rows.map((row) => row.last_id)];
    const keys = [...new Set([...first, ...last])].map((id) => ({ id }));
    const body = (text: string): Json | undefined => (text ? shortened(storedJson(text), query) : undefined);
    const make = async (some: readonly Keys['traces'][], limit: string): Promise<Messages[]> => {
      const bodies = await this.#database.of(principal).read<{ id: string; input: string; output: string }>(
        `SELECT id, if(id IN {first:Array(String)}, traces.input, '') AS input,
           if(id IN {last:Array(String)}, traces.output, '') AS output
         FROM traces FINAL WHERE ${keyConditions('traces')} ${limit}`,
        { ...scope, first, last, ...keyParameters(some) },
        signal,
      );
      const whole =
        query.truncate || query.strip_attachments
          ? bodies
          : await restoreAttachments(this.#attachments, principal, 'trace', bodies);
      return whole.map(({ id, input, output }) => ({ id, input: body(input), output: body(output) }));
    };
    const messages = await pageRows(this.#database, 'traces', scope, keys, make, signal);
    return new Map(messages.map((each) => [each.id, each]));
  }

  /** What the spans of some threads add up to, out of the spans themselves: what was just written counts. */
  async #sums(
    principal: Principal,
    ofThreads: string,
    parameters: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<Map<string, Sums>> {
    const member = `SELECT id, thread_id FROM traces FINAL
      WHERE workspace = {workspace:String} AND project_id = {project:String} AND ${ofThreads}`;
    const rows = await this.#database.of(principal).read<Sums>(
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

/** The ids of the traces of some threads; their index finds the few granules that have them. */
const TRACES_OF_THREADS = `SELECT id FROM traces
  WHERE workspace = {workspace:String} AND project_id = {project:String} AND thread_id IN {threads:Array(String)}`;
/** So many ids are not sent back as a parameter. */
const MANY_TRACES = 2_000;
