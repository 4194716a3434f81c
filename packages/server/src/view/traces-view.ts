import type { TracesView } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import { ApiError } from '../http/api-error.ts';
import type { Resources } from '../resources.ts';
import { spanAggregates } from '../spans/span-aggregates.ts';
import { listConditions, type ListQuery } from '../traces/traces.ts';
import { ROW_COLUMNS, traceRow, type NarrowTrace } from './trace-rows.ts';

/** Counting stops here: a page does not wait for the size of the whole. */
const COUNT_LIMIT = 10_000;

/** Where the next page begins: below this start time and id. */
const Cursor = z.tuple([z.iso.datetime(), z.string()]);

/** One page of a project's traces, newest first, with what their spans add up to and how they were scored. */
export async function tracesView(
  { database, scores }: Resources,
  principal: Principal,
  query: ListQuery & { limit: number; cursor?: string | undefined; thread_id?: string | undefined },
): Promise<TracesView> {
  const { where, parameters } = listConditions(principal, query, ['thread_id']);
  const conditions = [where];
  if (query.thread_id) {
    conditions.push('thread_id = {thread:String}');
    parameters['thread'] = query.thread_id;
  }
  const all = conditions.join(' AND ');
  if (query.cursor) {
    const [time, id] = readCursor(query.cursor);
    conditions.push('(start_time, id) < (parseDateTime64BestEffort({before_time:String}, 6), {before_id:String})');
    Object.assign(parameters, { before_time: time, before_id: id });
  }
  const [rows, [count]] = await Promise.all([
    database.read<NarrowTrace>(
      `SELECT ${ROW_COLUMNS} FROM traces FINAL WHERE ${conditions.join(' AND ')}
       ORDER BY start_time DESC, id DESC LIMIT {limit:UInt32}`,
      { ...parameters, limit: query.limit + 1 },
    ),
    database.read<{ total: number }>(
      `SELECT count() AS total FROM (SELECT 1 FROM traces FINAL WHERE ${all} LIMIT ${COUNT_LIMIT})`,
      parameters,
    ),
  ]);
  const page = rows.slice(0, query.limit);
  const ids = page.map((row) => row.id);
  const [aggregates, pageScores] = await Promise.all([
    spanAggregates(database, principal, ids),
    scores.read(principal, 'trace', ids),
  ]);
  const last = page.at(-1);
  const total = count?.total ?? 0;
  return {
    traces: page.map((row) => traceRow(row, aggregates.get(row.id), pageScores.get(row.id))),
    next_cursor: rows.length > page.length && last ? writeCursor([last.start_time, last.id]) : null,
    total,
    total_exact: total < COUNT_LIMIT,
  };
}

function writeCursor(cursor: z.infer<typeof Cursor>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(text: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw new ApiError(400, 'the cursor is not one that this server gave; leave it out to begin with the newest');
  }
}
