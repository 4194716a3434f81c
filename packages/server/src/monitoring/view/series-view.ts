import { ClickHouseError } from '@clickhouse/client';
import type { SeriesInterval, SeriesMetric, SeriesView } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { parse } from '../../platform/validation/parse.ts';
import { ProjectQuery } from '../../tracing/project-registry/project-query.ts';
import { columnOf } from '../../tracing/query/columns.ts';
import { listConditions, type ListQuery } from '../../tracing/query/list-conditions.ts';
import { NarrowingQuery } from '../../tracing/query/list-request.ts';
import { readsStatistics } from '../../tracing/query/reads-statistics.ts';
import { timeSlices } from '../../storage/time-bounds/time-slices.ts';
import type { Database } from '../../storage/database/database.ts';
import type { StatisticsRefresher } from '../../tracing/ingest/statistics-refresher.ts';
import { groupColumns } from '../fields/query-fields.ts';

const MAX_INTERVALS = 1_000;
const MAX_GROUPS = 20;
/**
 * Limits of a query that computes all groups at once. Each group takes memory for all intervals, so if there are more
 * groups, such as distinct names, the largest groups are found first.
 */
const FEW_GROUPS = 'SETTINGS max_rows_to_group_by = 500, max_memory_usage = 536870912';
const TOO_MANY = new Set(['TOO_MANY_ROWS', 'MEMORY_LIMIT_EXCEEDED']);
const DAY_MS = 86_400_000;
/** Length of the range of time if a query has no lower bound. */
const DEFAULT_MS = 30 * DAY_MS;

/** Length of intervals, and the start of one of them, in ms since the epoch (which was a Thursday). */
const INTERVALS: Record<SeriesInterval, { stepMs: number; offsetMs: number }> = {
  minute: { stepMs: 60_000, offsetMs: 0 },
  hour: { stepMs: 3_600_000, offsetMs: 0 },
  day: { stepMs: DAY_MS, offsetMs: 0 },
  week: { stepMs: 7 * DAY_MS, offsetMs: 4 * DAY_MS },
};

/** How a metric is computed. */
interface Metric {
  table: 'traces' | 'spans';
  /** SQL of the value of a row. */
  value: string;
  /** SQL condition of rows that have a value, if some have none. A group without values has no line. */
  known?: string;
  /** SQL of the aggregate. */
  sum: string;
  /** Names of the lines, if there are several. */
  lines?: string[];
}

/**
 * Number of a row's interval. Intervals are elements of an array because grouping by a second key takes 50 % longer.
 */
const INTERVAL = 'toUInt32(intDiv(toUnixTimestamp64Micro(start_time) - {offset_us:Int64}, {step_us:Int64}))';
const SUM = `sumResample({first:UInt32}, {end:UInt32}, 1)(value, ${INTERVAL})`;
const SUM_OF_KNOWN = `sumOrNullResample({first:UInt32}, {end:UInt32}, 1)(value, ${INTERVAL})`;
const PERCENTILES = `quantilesResample(0.5, 0.95, {first:UInt32}, {end:UInt32}, 1)(value, ${INTERVAL})`;

const FAILED = "error_type != ''";

export const METRICS: Record<SeriesMetric, Metric> = {
  trace_count: { table: 'traces', value: '1', sum: SUM },
  trace_error_count: { table: 'traces', value: FAILED, sum: SUM },
  trace_duration: { table: 'traces', value: 'duration', sum: PERCENTILES, lines: ['p50', 'p95'] },
  span_count: { table: 'spans', value: '1', sum: SUM },
  span_error_count: { table: 'spans', value: FAILED, sum: SUM },
  span_duration: { table: 'spans', value: 'duration', sum: PERCENTILES, lines: ['p50', 'p95'] },
  total_tokens: { table: 'spans', value: 'total_tokens', sum: SUM },
  total_estimated_cost: {
    table: 'spans',
    value: 'assumeNotNull(total_estimated_cost)',
    known: 'total_estimated_cost IS NOT NULL',
    sum: SUM_OF_KNOWN,
  },
};

const SHARED = ['name', 'environment', 'source', 'error_type'];

/** Columns by which rows can be grouped. */
const GROUPS: Record<Metric['table'], string[]> = { traces: SHARED, spans: [...SHARED, 'type', 'model', 'provider'] };

/** Query parameters of `GET series`. */
export const SeriesRequest = ProjectQuery.extend(NarrowingQuery.shape).extend({
  metric: z.string().meta({ enum: Object.keys(METRICS) }),
  interval: z.enum(Object.keys(INTERVALS) as SeriesInterval[]).default('day'),
  group_by: z.string().optional(),
});

type SeriesQuery = Omit<ListQuery, 'trace_id' | 'type'> &
  Pick<z.infer<typeof SeriesRequest>, 'interval' | 'group_by'> & { metric: SeriesMetric };

/** @throws {VitrineError} `invalid` if a metric is not one of those that the caller may see */
export function parseMetric(metric: string, accepted: SeriesMetric[]): SeriesMetric {
  return parse(z.object({ metric: z.enum(accepted) }), { metric }, 'the query').metric;
}

interface Row {
  group: string | null;
  points: (number | null)[] | (number | null)[][];
  groups: number;
}

/**
 * Returns a metric over time.
 *
 * @throws {VitrineError} `invalid` if the metric cannot be grouped by the column, if the range of time ends before it
 * begins, or if it has too many intervals
 * @see benchmarks/queries.ts
 */
export async function seriesView(
  { database, statistics }: { database: Database; statistics: StatisticsRefresher },
  principal: Principal,
  { metric, interval, group_by, ...query }: SeriesQuery,
  signal?: AbortSignal,
): Promise<SeriesView> {
  const { table, value, known = '1', sum, lines = [metric] } = METRICS[metric];
  const columns = groupColumns(table, GROUPS[table], principal.fields);
  if (group_by !== undefined && !columns.includes(group_by)) {
    throw fault('group_by', `${metric} cannot be grouped by ${group_by}, only by ${columns.join(', ')}`);
  }
  if (table === 'traces' && readsStatistics(query)) await statistics.settled();
  const isGrouped = group_by !== undefined;
  const group = group_by === 'type' ? columnOf('spans', 'type').sql : (group_by ?? 'NULL');
  const to_time = query.to_time ?? new Date().toISOString();
  const from_time = query.from_time ?? new Date(Date.parse(to_time) - DEFAULT_MS).toISOString();
  const { stepMs, offsetMs } = INTERVALS[interval];
  const { first, end } = between(from_time, to_time, interval);
  const { where, parameters } = listConditions(database, principal, table, {
    projectId: query.projectId,
    filter: query.filter,
    search: query.search,
    searchLimits: query.searchLimits,
  });
  const scope = { workspace: principal.workspace, projectId: query.projectId };
  const sorted = { table, key: table === 'traces' ? 'id' : 'trace_id' };
  const slices = timeSlices(database, scope, sorted, { from_time, to_time });
  const values = { ...parameters, ...slices.parameters };
  const rowsOf = (condition = ''): string =>
    slices.conditions
      .map(
        (time) => `SELECT start_time, ${group} AS group, ${value} AS value FROM ${table} FINAL
          WHERE ${where} AND ${time} AND ${known} ${condition}`,
      )
      .join(' UNION ALL ');
  const largest = `GROUP BY group ORDER BY count() DESC, group LIMIT ${MAX_GROUPS}`;
  const read = (from: string, among: object, settings = ''): Promise<Row[]> =>
    database.of(principal).read<Row>(
      `SELECT ${isGrouped ? 'group' : 'NULL AS group'}, ${sum} AS points, count() OVER () AS groups
       FROM (${from}) ${isGrouped ? largest : ''} ${settings}`,
      { ...values, ...among, first, end, step_us: stepMs * 1_000, offset_us: offsetMs * 1_000 },
      signal,
    );
  const readLargest = async (): Promise<Row[]> => {
    const found = await database
      .of(principal)
      .read<Pick<Row, 'group' | 'groups'>>(
        `SELECT group, count() OVER () AS groups FROM (${rowsOf()}) ${largest}`,
        values,
        signal,
      );
    const names = found.map((row) => row.group);
    const rows = await read(rowsOf(`AND ${group} IN {groups:Array(String)}`), { groups: names });
    return rows.map((row) => ({ ...row, groups: found[0]?.groups ?? rows.length }));
  };
  const rows = await read(rowsOf(), {}, isGrouped ? FEW_GROUPS : '').catch((error: unknown) => {
    if (isGrouped && error instanceof ClickHouseError && TOO_MANY.has(error.type ?? '')) return readLargest();
    throw error;
  });
  return {
    metric,
    interval,
    times: Array.from({ length: end - first }, (_, n) => new Date((first + n) * stepMs + offsetMs).toISOString()),
    lines: rows.flatMap((row) =>
      lines.map((name, n) => ({
        name,
        group: row.group,
        values: row.points.map((point) => (Array.isArray(point) ? (point[n] ?? null) : point)),
      })),
    ),
    groups_left_out: (rows[0]?.groups ?? 0) - rows.length,
  };
}

/** Returns the numbers of the first interval of a range of time and of the interval after its last one. */
function between(from_time: string, to_time: string, interval: SeriesInterval): { first: number; end: number } {
  const { stepMs, offsetMs } = INTERVALS[interval];
  const numberOf = (moment: string): number => Math.max(0, Math.floor((Date.parse(moment) - offsetMs) / stepMs));
  const first = numberOf(from_time);
  const end = numberOf(to_time) + 1;
  if (end <= first) throw fault('to_time', `the range of time ends (${to_time}) before it begins (${from_time})`);
  if (end - first > MAX_INTERVALS) {
    const message = `there are ${end - first} intervals (${interval}) between ${from_time} and ${to_time}; at most ${MAX_INTERVALS} are allowed: use longer intervals, or a shorter range of time`;
    throw fault('interval', message);
  }
  return { first, end };
}

function fault(path: string, message: string): VitrineError {
  return new VitrineError('invalid', message, { errors: [{ path, message }] });
}
