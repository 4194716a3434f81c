/**
 * Which times are compared: a trace's start with its id, a span's start with its trace's id, or a span's own id with its
 * trace's id (rows of spans are sorted by that).
 */
export type BoundedEntity = 'traces' | 'spans' | 'span_ids';

/** Later than any id. */
export const END_MS = 2 ** 48 - 1;

/**
 * The condition that goes with "at `{from:String}` or later" (ISO 8601): the ids that such rows can have. Start times and
 * the times in ids need not agree (history is imported under new ids, a client's clock is wrong), so the bound is as far
 * off as the project's widest difference in that month, which `time_skew` knows. It is one subquery, which ClickHouse
 * turns into a constant before it looks at the primary key. The bound is for the primary key alone: the ids of what lies
 * within are not read, so the condition on the time has to stand beside it.
 *
 * @param column the id that the table is sorted by
 * @param moment the parameter that holds the moment, `from` if left out
 * @param project false for all projects of the workspace
 * @example
 * `SELECT name FROM traces FINAL WHERE ${idsFrom('traces', 'id')} AND start_time >= parseDateTime64BestEffort({from:String}, 6)`
 */
export function idsFrom(entity: BoundedEntity, column: string, { moment = 'from', project = true } = {}): string {
  const from = milliseconds(moment);
  return `indexHint(${column} >= (
    SELECT ${idPrefix(`ifNull(minOrNull(greatest(${MONTH_BEGINS}, ${from} - early_ms)), ${END_MS})`)}
    FROM time_skew WHERE ${scope(entity, project)} AND ${MONTH_ENDS} + early_ms >= ${from}))`;
}

/** The condition that goes with "at `{to:String}` or earlier"; see {@link idsFrom}. */
export function idsTo(entity: BoundedEntity, column: string, { moment = 'to' } = {}): string {
  const to = milliseconds(moment);
  return `indexHint(${column} < (
    SELECT ${idPrefix(`1 + ifNull(maxOrNull(least(${MONTH_ENDS}, ${to} + late_ms)), -1)`)}
    FROM time_skew WHERE ${scope(entity, true)} AND ${MONTH_BEGINS} - late_ms <= ${to}))`;
}

const MONTH_BEGINS = "toUnixTimestamp64Milli(toDateTime64(month, 3, 'UTC'))";
const MONTH_ENDS = "toUnixTimestamp64Milli(toDateTime64(addMonths(month, 1), 3, 'UTC'))";

function milliseconds(parameter: string): string {
  return `toUnixTimestamp64Milli(parseDateTime64BestEffort({${parameter}:String}, 3, 'UTC'))`;
}

function scope(entity: BoundedEntity, project: boolean): string {
  return `workspace = {workspace:String} ${project ? 'AND project_id = {project:String}' : ''} AND entity = '${entity}'`;
}

/** The first 13 characters of the lowest id of a moment: all of its ids follow them. */
function idPrefix(ms: string): string {
  const hex = `lower(leftPad(hex(toUInt64(greatest(0, ${ms}))), 12, '0'))`;
  return `concat(substring(${hex}, 1, 8), '-', substring(${hex}, 9, 4))`;
}
