import { idTimeMs, lowestId } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Reading } from '../../storage/database/workspace-database.ts';
import type { Database } from '../../storage/database/database.ts';
import type { ListSpanCache } from '../../storage/time-bounds/list-span-cache.ts';
import { newestOf, type Window } from '../../storage/time-bounds/newest-of.ts';
import type { PageQuery } from '../../platform/validation/page.ts';
import { countRows } from './count-rows.ts';
import { listConditions, type ListQuery } from './list-conditions.ts';
import { compileSorting } from './compile-sorting.ts';

/** Keys that locate rows: traces are sorted by their ids, spans by the ids of their traces first. */
export interface Keys {
  traces: { id: string };
  spans: { id: string; trace_id: string };
}

const COLUMNS = { traces: 'id', spans: 'id, trace_id' };

/** Index of the last row that is found by reading windows of time. Later pages are found by their offset. */
const DEEPEST = 10_000;

/** Maximum number of keys that a stream reads at once. */
const KEYS_AT_ONCE = 5_000;

/** Keys of a page, and the total number of rows, which may take longer to count than the page takes to read. */
export interface PageOfKeys<Key> {
  keys: Key[];
  total: Promise<number>;
}

/**
 * Returns the keys of a page, newest first (by id) unless sorted otherwise. Bodies, scores and statistics are then read
 * by key, because several small queries are faster than one that reads everything.
 */
export async function pageOfKeys<Table extends keyof Keys>(
  { database, listSpans }: { database: Database; listSpans: ListSpanCache },
  principal: Principal,
  table: Table,
  query: ListQuery & PageQuery & { sorting?: string | undefined },
  signal?: AbortSignal,
): Promise<PageOfKeys<Keys[Table]>> {
  const { where, parameters } = listConditions(database, principal, table, query);
  const scope = { ...principal, projectId: query.projectId };
  const order = compileSorting(table, query.sorting);
  const end = query.page * query.size;
  const isNarrow = Boolean(query.search) || (query.filter?.length ?? 0) > 0;
  const count = (): Promise<number> => {
    const counting = countRows(database, principal, table, query, signal);
    // The caller awaits the promise later, so a rejection must not count as unhandled until then.
    counting.catch(() => undefined);
    return counting;
  };
  if (!order.isOwn || query.trace_id || end > DEEPEST) {
    const values = { ...parameters, ...order.parameters, limit: query.size, offset: end - query.size };
    const reading = database.of(principal).read<Keys[Table]>(
      `SELECT ${COLUMNS[table]} FROM ${table} FINAL ${order.joins} WHERE ${where}
       ORDER BY ${order.orderBy} LIMIT {limit:UInt32} OFFSET {offset:UInt64}`,
      values,
      signal,
    );
    const total = count();
    return { keys: await reading, total };
  }
  const list = `${table}/${principal.workspace}/${query.projectId}`;
  const isNewest = !isNarrow && !query.type && !query.to_time;
  const firstMs = isNewest ? listSpans.firstMs(list) : undefined;
  const reader = windowReader(database, table, scope, where, parameters, signal);
  const reading = newestOf({ to: query.to_time, wanted: end, firstMs }, reader);
  // If a filter or search reaches the end of the list, the number of found rows is the total.
  const counting = isNarrow ? undefined : count();
  const rows = await reading;
  const oldest = rows[end - 1];
  if (isNewest && oldest) listSpans.record(list, Date.now() - idTimeMs(oldest.id));
  const total = counting ?? (rows.length < end ? Promise.resolve(rows.length) : count());
  return { keys: rows.slice(end - query.size), total };
}

/**
 * Streams the keys of a list, newest first, only as far as the caller reads.
 *
 * @param query.below only ids below this one
 * @param query.limit maximum number of keys
 */
export async function* streamOfKeys<Table extends keyof Keys>(
  database: Database,
  principal: Principal,
  table: Table,
  query: ListQuery & { below?: string | undefined; limit: number },
  signal: AbortSignal,
): AsyncGenerator<Keys[Table][]> {
  const { where, parameters } = listConditions(database, principal, table, query);
  const scope = { ...principal, projectId: query.projectId };
  // A partial row from updates only has no start of its own, and is not streamed before its create.
  const conditions = `has_base = 1 AND id < {below:String} AND ${where}`;
  let { below } = query;
  for (let left = query.limit; left > 0;) {
    const wanted = Math.min(left, KEYS_AT_ONCE);
    const values = { ...parameters, below: below ?? 'g' };
    const to = below === undefined ? query.to_time : new Date(idTimeMs(below) + 1).toISOString();
    const keys = await newestOf({ to, wanted }, windowReader(database, table, scope, conditions, values, signal));
    if (keys.length > 0) yield keys;
    if (keys.length < wanted) return;
    below = keys.at(-1)?.id;
    left -= keys.length;
  }
}

/** Returns a function that reads the newest keys of a window of ids. */
function windowReader<Table extends keyof Keys>(
  database: Database,
  table: Table,
  reading: Reading & { projectId: string },
  where: string,
  parameters: Record<string, unknown>,
  signal?: AbortSignal,
): (window: Window, limit: number) => Promise<Keys[Table][]> {
  return ({ since, before }, limit) => {
    // Spans are sorted by trace id. The traces of the window's spans may be older by the known drift.
    const ofTraces =
      table === 'spans' && since !== undefined
        ? `AND ${database.idTimeBounds.from('span_ids', 'trace_id', reading, new Date(since).toISOString(), 'since_time')}`
        : '';
    return database.of(reading).read<Keys[Table]>(
      `SELECT ${COLUMNS[table]} FROM ${table} FINAL
       WHERE ${where} AND id >= {since:String} AND id < {before:String} ${ofTraces}
       ORDER BY id DESC LIMIT {limit:UInt32}`,
      {
        ...parameters,
        limit,
        since: since === undefined ? '' : lowestId(since),
        before: before === undefined ? 'g' : lowestId(before),
        ...(ofTraces && since !== undefined && { since_time: new Date(since).toISOString() }),
      },
      signal,
    );
  };
}
