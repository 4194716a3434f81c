import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import type { WorkspaceDatabase } from '../../storage/database/workspace-database.ts';
import { lowestId } from '@vitrine/core/model';
import type { PageQuery } from '../../platform/validation/page.ts';
import { compileFilters } from '../query/compile-filters.ts';
import { listConditions, type ListQuery } from '../query/list-conditions.ts';
import { compileSorting } from '../query/compile-sorting.ts';
import { timeSlices } from '../../storage/time-bounds/time-slices.ts';
import { gatheredThreads, type Gathered } from './gathered-threads.ts';

/** Windows in which the newest threads are searched before all are read, in days. */
const WINDOWS = [1, 7, 30];
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Maximum number of thread keys that a stream reads at once. */
const KEYS_AT_ONCE = 5_000;

/** Conditions of a list of threads. Threads without a trace for `cooldown` milliseconds are inactive. */
export interface ThreadQuery extends ListQuery {
  cooldown: number;
}

/**
 * Position in a stream of threads: it continues with threads that started earlier, or at the same time with a lower id.
 */
export interface Cursor {
  start_time: string;
  thread_id: string;
}

/**
 * Returns the thread ids of a page, those with the newest traces first unless sorted otherwise, and the total number.
 */
export async function pageOfThreads(
  database: Database,
  principal: Principal,
  query: ThreadQuery & PageQuery & { sorting?: string | undefined },
  signal?: AbortSignal,
): Promise<{ ids: string[]; total: number }> {
  const order = compileSorting('threads', query.sorting, 'newest_id DESC');
  const { from, where, parameters } = threadsOf(database, principal, query, query.sorting);
  const end = query.page * query.size;
  const scoped = database.of(principal);
  const isPlain = order.isOwn && !query.filter?.length && !query.search && !query.from_time && !query.to_time;
  const counting = isPlain
    ? countThreads(database, principal, query.projectId, signal)
    : countOf(scoped, from, where, parameters, signal);
  const reading = isPlain
    ? newestThreads(scoped, parameters, end, signal).then((ids) => ids.slice(end - query.size))
    : scoped
        .read<{ thread_id: string }>(
          `SELECT thread_id FROM (${from}) AS threads ${order.joins} WHERE ${where}
           ORDER BY ${order.orderBy} LIMIT {limit:UInt32} OFFSET {offset:UInt64}`,
          { ...parameters, ...order.parameters, limit: query.size, offset: end - query.size },
          signal,
        )
        .then((rows) => rows.map((row) => row.thread_id));
  const [ids, total] = await Promise.all([reading, counting]);
  return { ids, total };
}

/** Counts the threads of a project. */
async function countThreads(
  database: Database,
  principal: Principal,
  project: string,
  signal?: AbortSignal,
): Promise<number> {
  const ofProject = "workspace = {workspace:String} AND project_id = {project:String} AND thread_id != ''";
  const slices = timeSlices(
    database,
    { workspace: principal.workspace, projectId: project },
    { table: 'traces', key: 'id' },
    {},
  );
  const selects = slices.conditions.map((time) => `SELECT thread_id FROM traces FINAL WHERE ${ofProject} AND ${time}`);
  const [row] = await database
    .of(principal)
    .read<{ threads: number }>(
      `SELECT uniqExact(thread_id) AS threads FROM (${selects.join(' UNION ALL ')})`,
      { project, ...slices.parameters },
      signal,
    );
  return row?.threads ?? 0;
}

async function countOf(
  database: WorkspaceDatabase,
  from: string,
  where: string,
  parameters: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<number> {
  const [row] = await database.read<{ total: number }>(
    `SELECT count() AS total FROM (${from}) WHERE ${where}`,
    parameters,
    signal,
  );
  return row?.total ?? 0;
}

/** Streams the ids of a project's threads, latest start first. */
export async function* streamOfThreads(
  database: Database,
  principal: Principal,
  query: ThreadQuery & { limit: number; below?: Cursor | undefined },
  signal: AbortSignal,
): AsyncGenerator<string[]> {
  const { from, where, parameters } = threadsOf(database, principal, query);
  let { below } = query;
  for (let left = query.limit; left > 0;) {
    const wanted = Math.min(left, KEYS_AT_ONCE);
    const isBelow = below
      ? 'AND (start_time, thread_id) < (parseDateTime64BestEffort({below_time:String}, 6), {below_id:String})'
      : '';
    const rows = await database.of(principal).read<Cursor>(
      `SELECT start_time, thread_id FROM (${from}) WHERE ${where} ${isBelow}
       ORDER BY start_time DESC, thread_id DESC LIMIT {limit:UInt32}`,
      { ...parameters, limit: wanted, below_time: below?.start_time ?? '', below_id: below?.thread_id ?? '' },
      signal,
    );
    if (rows.length > 0) yield rows.map((row) => row.thread_id);
    if (rows.length < wanted) return;
    below = rows.at(-1);
    left -= rows.length;
  }
}

/**
 * Returns the subquery for the threads of a list, one row per thread, and the conditions on it. `search` and times
 * narrow the traces: a thread with a matching trace is included whole.
 */
export function threadsOf(
  database: Database,
  principal: Principal,
  query: ThreadQuery,
  sorting = '',
): { from: string; where: string; parameters: Record<string, unknown> } {
  const filters = compileFilters('threads', query.filter ?? []);
  const gathered: Gathered = {
    messages: reads(query, sorting, ['input', 'output', 'first_message', 'last_message']),
    sums: readsSums(query, sorting),
  };
  const { search, from_time, to_time, projectId } = query;
  const ofTraces = listConditions(database, principal, 'traces', { search, from_time, to_time, projectId });
  const isNarrow = Boolean(search || from_time || to_time);
  const which = isNarrow ? `thread_id IN (SELECT thread_id FROM traces FINAL WHERE ${ofTraces.where})` : '1';
  return {
    from: gatheredThreads(which, gathered),
    where: ['1', ...filters.conditions].join(' AND '),
    parameters: { ...ofTraces.parameters, ...filters.parameters, cooldown: query.cooldown },
  };
}

/** Whether threads are filtered or sorted by sums over their spans. */
export function readsSums(query: ThreadQuery, sorting = ''): boolean {
  return reads(query, sorting, ['usage', 'total_estimated_cost']);
}

function reads({ filter = [] }: ThreadQuery, sorting: string, fields: readonly string[]): boolean {
  const names = [...filter.map((condition) => condition.field), sorting];
  return names.some((name) => fields.some((field) => name.includes(field)));
}

/** Returns the ids of the threads with the newest traces. A window with enough threads holds the newest of all. */
async function newestThreads(
  database: WorkspaceDatabase,
  parameters: Record<string, unknown>,
  wanted: number,
  signal?: AbortSignal,
): Promise<string[]> {
  for (const days of [...WINDOWS, undefined]) {
    const rows = await database.read<{ thread_id: string }>(
      `SELECT thread_id FROM traces FINAL
       WHERE workspace = {workspace:String} AND project_id = {project:String} AND thread_id != '' AND id >= {oldest:String}
       GROUP BY thread_id ORDER BY max(id) DESC LIMIT {wanted:UInt32}`,
      { ...parameters, wanted, oldest: days === undefined ? '' : lowestId(Date.now() - days * DAY_MS) },
      signal,
    );
    if (rows.length === wanted || days === undefined) return rows.map((row) => row.thread_id);
  }
  return [];
}
