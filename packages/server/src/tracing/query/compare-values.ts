import type { BinaryOperator } from '@vitrine/core/filter';
import type { Comparison } from './comparison.ts';
import { EARLIEST, LATEST } from './time-bound.ts';

/** Compares numbers, and usage counts by key. */
export function compareNumber(comparison: Comparison): string {
  const { field, column, condition, parameters } = comparison;
  let value = `toFloat64(${column.sql})`;
  if (field.type === 'counts') {
    const key = parameters.add('String', condition.key ?? '');
    value = `if(mapContains(${column.sql}, ${key}), toFloat64(${column.sql}[${key}]), NULL)`;
  } else if (matchesAbsent(comparison)) {
    value = `ifNull(${value}, 0)`;
  }
  return `${value} ${condition.operator} ${parameters.add('Float64', numberOf(comparison))}`;
}

/** Whether a condition holds for rows without a value. */
export function matchesAbsent(comparison: Comparison): boolean {
  const { field, column, condition } = comparison;
  if (field.type !== 'number') return false;
  const value = numberOf(comparison);
  if (field.name === 'total_estimated_cost') return condition.operator === '=' && value === 0;
  return column.absent !== undefined && COMPARES[condition.operator as BinaryOperator]?.(column.absent, value) === true;
}

const COMPARES: Partial<Record<BinaryOperator, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
};

/** Compares moments. A bound on the start time is also a bound on ids. */
export function compareDate({ column, condition, parameters }: Comparison): string {
  const { operator } = condition;
  const moment = parameters.addNamed(isoDate('value' in condition ? condition.value : ''));
  const compared = `${column.sql} ${operator} parseDateTime64BestEffort({${moment}:String}, 6, 'UTC')`;
  if (!column.ids) return compared;
  const bounds = [
    ...(operator === '<' || operator === '<=' ? [] : [column.ids('from', moment)]),
    ...(operator === '>' || operator === '>=' ? [] : [column.ids('to', moment)]),
  ];
  return [...bounds, compared].join(' AND ');
}

/** Formats a date for ClickHouse. A date without a zone is in UTC. */
function isoDate(given: string): string {
  const [date = '', time = '00:00'] = given.toUpperCase().split(/[T ]/);
  const iso = `${date}T${time}${/Z|[+-]\d\d:?\d\d$/.test(time) ? '' : 'Z'}`;
  const ms = Date.parse(iso);
  if (!(ms >= Date.parse(EARLIEST))) return EARLIEST;
  if (ms >= Date.parse(LATEST)) return LATEST;
  const [, beyondMs = ''] = /\.\d{3}(\d{1,3})/.exec(iso) ?? [];
  return new Date(ms).toISOString().replace('Z', `${beyondMs}Z`);
}

/** Compares the average of a score over its authors. An entity without that score never matches a comparison. */
export function compareScores(comparison: Comparison): string {
  const { column, condition, parameters } = comparison;
  const { operator, key } = condition;
  const named = key === undefined ? '' : `AND lowerUTF8(score.name) = lowerUTF8(${parameters.add('String', key)})`;
  if (operator === 'is_empty' || operator === 'is_not_empty') {
    return `${column.sql} ${operator === 'is_empty' ? 'NOT IN' : 'IN'} (${scoredIds(column.scores, named)})`;
  }
  const value = parameters.add('Float64', numberOf(comparison));
  return `${column.sql} IN (${scoredIds(column.scores, named, `HAVING avg(score.value) ${operator} ${value}`)})`;
}

const IN_PROJECT = 'workspace = {workspace:String} AND project_id = {project:String}';
const OF_WORKSPACE = 'score.workspace = {workspace:String}';

/**
 * Selects the ids of entities with a score, averaged over its authors. For a trace's span scores, the averages of the
 * spans are averaged by the spans' own trace, because a score that arrived before its span does not know the trace.
 */
function scoredIds(whose: Comparison['column']['scores'], named: string, having = ''): string {
  if (whose === 'span_of_trace') {
    return `SELECT span.trace_id FROM (
        SELECT score.entity_id AS entity_id, score.name AS name, avg(score.value) AS value FROM feedback_scores AS score FINAL
        WHERE ${OF_WORKSPACE} AND score.entity_type = 'span' ${named} GROUP BY score.entity_id, score.name
      ) AS score INNER JOIN (SELECT DISTINCT id, trace_id FROM spans
        WHERE ${IN_PROJECT} AND trace_id >= {since:String} AND trace_id < {before:String}) AS span
      ON span.id = score.entity_id GROUP BY span.trace_id, score.name ${having}`;
  }
  const between =
    whose === 'thread' ? '' : 'AND score.entity_id >= {since:String} AND score.entity_id < {before:String}';
  return `SELECT score.entity_id FROM feedback_scores AS score FINAL
    WHERE ${OF_WORKSPACE} AND score.entity_type = '${whose}' ${between} ${named}
    GROUP BY score.entity_id, score.name ${having}`;
}

function numberOf({ condition }: Comparison): number {
  return 'value' in condition ? Number(condition.value) : Number.NaN;
}
