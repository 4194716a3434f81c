import type { TracesView } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import { newestOf, type Window } from '../../storage/time-bounds/newest-of.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { spanAggregates } from '../../tracing/rows/span-aggregates.ts';
import { listConditions, type ListQuery } from '../../tracing/query/list-conditions.ts';
import { readsStatistics } from '../../tracing/query/reads-statistics.ts';
import { withShownPreviews } from './shown-previews.ts';
import { ROW_COLUMNS, traceRow, type NarrowTrace } from './trace-row.ts';
import type { Database } from '../../storage/database/database.ts';
import type { ListSpanCache } from '../../storage/time-bounds/list-span-cache.ts';
import type { StatisticsRefresher } from '../../tracing/ingest/statistics-refresher.ts';
import type { Scores } from '../../tracing/scores/scores.ts';

/** Maximum number of traces that are counted, so that a page does not wait for a full count. */
const COUNT_LIMIT = 10_000;

/** Maximum length of a first window, in ms, read as whole rows at once: few of its rows are beyond the page. */
const SHORT_MS = 10 * 60_000;

/** Key of a trace on a page. It is the whole row if the first window is short. */
type TraceKey = Pick<NarrowTrace, 'id' | 'start_time'> & Partial<NarrowTrace>;

/** Start time and id of the last trace of a page. The next page begins after it. */
const Cursor = z.tuple([z.iso.datetime(), z.string()]);

/**
 * Returns a page of a project's traces, newest first, with the statistics of their spans and their scores.
 *
 * @see benchmarks/queries.ts
 */
export async function tracesView(
  {
    database,
    scores,
    listSpans,
    statistics,
  }: { database: Database; scores: Scores; listSpans: ListSpanCache; statistics: StatisticsRefresher },
  principal: Principal,
  query: ListQuery & { limit: number; cursor?: string | undefined; thread_id?: string | undefined },
  signal?: AbortSignal,
): Promise<TracesView> {
  if (readsStatistics(query)) await statistics.settled();
  const before = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const thread = query.thread_id ? 'AND thread_id = {thread:String}' : '';
  const [end] = [before?.[0], query.to_time].filter((time) => time !== undefined).toSorted(earlier);
  // A search reads all texts, so it counts only if the page does not contain all results.
  const isNarrow = Boolean(query.search) || (query.filter?.length ?? 0) > 0;
  const isNewest = !isNarrow && !end && !query.thread_id;
  const list = `${principal.workspace}/${query.projectId}`;
  const firstMs = isNewest ? listSpans.firstMs(list) : undefined;
  const readKeys = (window: Window, limit: number): Promise<TraceKey[]> => {
    const isShort = firstMs !== undefined && firstMs <= SHORT_MS && window.before === undefined;
    const { where, parameters } = listConditions(database, principal, 'traces', {
      ...query,
      from_time: window.since !== undefined ? new Date(window.since).toISOString() : query.from_time,
      to_time: window.before !== undefined ? lastBefore(window.before) : end,
    });
    const cursor = before
      ? 'AND (start_time, id) < (parseDateTime64BestEffort({before_time:String}, 6), {before_id:String})'
      : '';
    return database.of(principal).read(
      `SELECT ${isShort ? ROW_COLUMNS : 'id, start_time'} FROM traces FINAL WHERE ${where} ${thread} ${cursor}
       ORDER BY start_time DESC, id DESC LIMIT {limit:UInt32}`,
      {
        ...parameters,
        thread: query.thread_id ?? '',
        before_time: before?.[0] ?? '',
        before_id: before?.[1] ?? '',
        limit,
      },
      signal,
    );
  };
  const reading = newestOf({ from: query.from_time, to: end, wanted: query.limit + 1, firstMs }, readKeys);
  const isWhole = isNewest && !query.from_time;
  const isLong = isWhole && listSpans.isLong(list);
  const counting = isLong ? Promise.resolve(COUNT_LIMIT) : isNarrow && !before ? undefined : count();
  // A rejection is handled where the count is awaited, after the rows are read.
  counting?.catch(() => undefined);
  const keys = await reading;
  const page = keys.slice(0, query.limit);
  const oldest = keys[query.limit];
  if (isNewest && oldest) listSpans.record(list, Date.now() - Date.parse(oldest.start_time));
  const ids = page.map((key) => key.id);
  const known = page.filter(isRow);
  const [rows, aggregates, pageScores, total] = await Promise.all([
    known.length === page.length ? known : readRows(ids),
    spanAggregates(database, principal, query.projectId, ids, signal),
    scores.read(principal, 'trace', ids, signal),
    counting ?? (keys.length <= query.limit ? keys.length : count()),
  ]);
  if (isWhole && !isLong && total >= COUNT_LIMIT) listSpans.markLong(list);
  const shown = await withShownPreviews(database, principal, rows, signal);
  const byId = new Map(shown.map((row) => [row.id, row]));
  const last = page.at(-1);
  return {
    traces: ids.flatMap((id) => {
      const row = byId.get(id);
      return row ? [traceRow(row, aggregates.get(id), pageScores.get(id))] : [];
    }),
    next_cursor: keys.length > page.length && last ? writeCursor([last.start_time, last.id]) : null,
    total,
    total_exact: total < COUNT_LIMIT,
  };

  /** Counts the traces that the query matches, up to {@link COUNT_LIMIT}. */
  async function count(): Promise<number> {
    const { where, parameters } = listConditions(database, principal, 'traces', query);
    const [row] = await database
      .of(principal)
      .read<{ total: number }>(
        `SELECT count() AS total FROM (SELECT 1 FROM traces FINAL WHERE ${where} ${thread} LIMIT ${COUNT_LIMIT})`,
        { ...parameters, thread: query.thread_id ?? '' },
        signal,
      );
    return row?.total ?? 0;
  }

  async function readRows(ids: readonly string[]): Promise<NarrowTrace[]> {
    if (ids.length === 0) return [];
    return database.of(principal).read(
      `SELECT ${ROW_COLUMNS} FROM traces FINAL
       WHERE workspace = {workspace:String} AND project_id = {project:String} AND id IN {ids:Array(String)}`,
      { workspace: principal.workspace, project: query.projectId, ids },
      signal,
    );
  }
}

function isRow(key: TraceKey): key is NarrowTrace {
  return key.project_id !== undefined;
}

function earlier(one: string, other: string): number {
  return Date.parse(one) - Date.parse(other);
}

/** Returns the last microsecond before a moment (ms since the epoch), as ISO 8601. */
function lastBefore(ms: number): string {
  return new Date(ms - 1).toISOString().replace('Z', '999Z');
}

function writeCursor(cursor: z.infer<typeof Cursor>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(text: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw new VitrineError(
      'malformed',
      'the cursor does not come from this server; leave it out to begin with the newest traces',
    );
  }
}
