/** Optional columns of gathered threads. Each one costs time. */
export interface Gathered {
  /** Bodies of the first input and the last output. */
  messages?: boolean;
  /** Usage and cost of the spans. */
  sums?: boolean;
}

/**
 * Returns a query that gathers the threads of a project from their traces, one row per thread. It has the columns that
 * the filter fields of threads name (see `tracing/query/columns.ts`), `first_id` and `last_id` (the traces of the first
 * and the last message) and `newest_id`. Its parameters are `workspace`, `project` and `cooldown` (ms).
 *
 * @param which a condition on the rows of `traces`, such as `thread_id IN {threads:Array(String)}`
 */
export function gatheredThreads(which: string, { messages = false, sums = false }: Gathered = {}): string {
  const traces = `workspace = {workspace:String} AND project_id = {project:String} AND thread_id != '' AND ${which}`;
  const order = '(rows.start_time, rows.id)';
  return `SELECT g.thread_id AS thread_id, g.trace_count * 2 AS number_of_messages,
    g.first_start AS start_time, g.last_end AS end_time,
    if(isNull(g.last_end), NULL, greatest(0, toUnixTimestamp64Micro(assumeNotNull(g.last_end)) - toUnixTimestamp64Micro(g.first_start)) / 1000) AS duration,
    g.first_created AS created_at, g.first_author AS created_by,
    greatest(g.last_updated, kept.touched_at) AS last_updated_at,
    if(kept.touched_at > g.last_updated, kept.touched_by, g.last_author) AS last_updated_by,
    g.last_environment AS environment, g.first_id AS first_id, g.last_id AS last_id, g.newest_id AS newest_id,
    kept.tags AS tags,
    multiIf(
      kept.status = 'inactive' AND g.last_created <= kept.status_at, 'inactive',
      greatest(g.last_updated, kept.status_at) < now64(6) - toIntervalMillisecond({cooldown:UInt64}), 'inactive',
      'active') AS status
    ${messages ? ', g.first_message AS first_message, g.last_message AS last_message' : ''}
    ${sums ? ', sums.usage AS usage, sums.cost AS total_estimated_cost' : ''}
  FROM (
    SELECT rows.thread_id AS thread_id, count() AS trace_count, min(rows.start_time) AS first_start,
      max(rows.end_time) AS last_end, min(rows.created_at) AS first_created, max(rows.created_at) AS last_created,
      max(rows.last_updated_at) AS last_updated, argMin(rows.created_by, ${order}) AS first_author,
      argMax(rows.last_updated_by, rows.last_updated_at) AS last_author, argMax(rows.environment, ${order}) AS last_environment,
      argMin(rows.id, ${order}) AS first_id, argMax(rows.id, ${order}) AS last_id, max(rows.id) AS newest_id
      ${messages ? `, argMin(rows.input, ${order}) AS first_message, argMax(rows.output, ${order}) AS last_message` : ''}
    FROM traces AS rows FINAL WHERE ${traces} GROUP BY rows.thread_id
  ) AS g
  LEFT JOIN (
    SELECT thread_id, status, status_at, tags, last_updated_at AS touched_at, last_updated_by AS touched_by FROM threads FINAL
    WHERE workspace = {workspace:String} AND project_id = {project:String}
  ) AS kept ON kept.thread_id = g.thread_id
  ${sums ? `LEFT JOIN (${sumsOfThreads(traces)}) AS sums ON sums.thread_id = g.thread_id` : ''}`;
}

/** Selects usage and cost of threads from the statistics of their traces. */
function sumsOfThreads(traces: string): string {
  return `SELECT member.thread_id AS thread_id, sumMap(stats.usage) AS usage, sum(stats.total_estimated_cost) AS cost
    FROM (SELECT id, thread_id FROM traces FINAL WHERE ${traces}) AS member
    INNER JOIN (
      SELECT trace_id, usage, total_estimated_cost FROM trace_stats FINAL
      WHERE workspace = {workspace:String} AND project_id = {project:String}
    ) AS stats ON stats.trace_id = member.id
    GROUP BY member.thread_id`;
}
