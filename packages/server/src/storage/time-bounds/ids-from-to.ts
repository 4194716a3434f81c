/**
 * The times that are compared: `traces` compares the start of a trace with its id, `spans` the start of a span with the
 * id of its trace, and `span_ids` the id of a span with the id of its trace, by which spans are sorted.
 */
export type BoundedEntity = 'traces' | 'spans' | 'span_ids';

/** Latest time that an id can contain, in ms since the epoch. */
export const END_MS = 2 ** 48 - 1;

/**
 * Returns an SQL condition on ids that rows meet if they start at `{from:String}` (ISO 8601) or later. Start times may
 * differ from the times in ids: history is imported under new ids, or the clock of a client is wrong. The bound
 * therefore allows for the largest difference in the project and month, which is stored in `time_skew`. The condition
 * contains a subquery, which ClickHouse evaluates before it uses the primary key.
 *
 * The condition only selects granules by the primary key (`indexHint`): ids are not read. Always combine it with the
 * condition on the start time.
 *
 * @param column the id by which the table is sorted
 * @param moment name of the parameter that holds the moment
 * @param project false for all projects of the workspace
 * @see benchmarks/queries.ts
 * @example
 * `SELECT name FROM traces FINAL
 *  WHERE ${idsFrom('traces', 'id')} AND start_time >= parseDateTime64BestEffort({from:String}, 6)`
 */
export function idsFrom(entity: BoundedEntity, column: string, { moment = 'from', project = true } = {}): string {
  const from = milliseconds(moment);
  return `indexHint(${column} >= (
    SELECT ${idPrefix(`ifNull(minOrNull(greatest(${MONTH_BEGINS}, ${from} - early_ms)), ${END_MS})`)}
    FROM time_skew WHERE ${scope(entity, project)} AND ${MONTH_ENDS} + early_ms >= ${from}))`;
}

/** Returns the condition for rows that start at `{to:String}` or earlier; see {@link idsFrom}. */
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

/** Returns the first 13 characters of the ids of a moment. */
function idPrefix(ms: string): string {
  const hex = `lower(leftPad(hex(toUInt64(greatest(0, ${ms}))), 12, '0'))`;
  return `concat(substring(${hex}, 1, 8), '-', substring(${hex}, 9, 4))`;
}
