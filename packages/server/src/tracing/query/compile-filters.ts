import { FIELDS, type Condition, type Field, type Filter } from '@vitrine/core/filter';
import { columnOf, type FilteredEntity } from './columns.ts';
import type { Comparison } from './comparison.ts';
import { compareJson } from './compare-json.ts';
import { compareEnum, compareList, compareString, compareText } from './compare-texts.ts';
import { compareDate, compareNumber, compareScores, matchesAbsent } from './compare-values.ts';
import { Parameters } from './parameters.ts';

/** Conditions of a WHERE clause, to be joined by AND, and their parameters. */
export interface Compiled {
  conditions: string[];
  parameters: Record<string, unknown>;
}

/**
 * Compiles a filter to SQL. Every value is a parameter (`f0`, `f1`, ...); every name comes from our own tables.
 *
 * The query has the parameters `workspace` and `project`. Queries of traces and spans also have `since` and `before`,
 * the range of ids (`''` and `'g'` for all), so that scores and statistics are read only for that range.
 *
 * - texts: case is ignored, `%` and `_` are plain characters; `input` and `output` are compared as JSON texts;
 * - numbers and dates: a row without one never matches, except `total_estimated_cost = 0`, which finds rows without a
 *   cost;
 * - lists: `contains` matches a part of an element, ignoring case; `=` matches a whole element;
 * - scores: the average over the authors of the score of that name, ignoring case;
 * - enums: exact; `metadata`, `input_json`, `output_json` with a key: the value at that JSON path.
 *
 * @example
 * const { conditions, parameters } = compileFilters('threads', parseFilters('threads', query.filters));
 * database.of(SCOPE).read(`SELECT thread_id FROM (SELECT thread_id, ... GROUP BY thread_id) WHERE ${['true', ...conditions].join(' AND ')}`,
 *   { workspace, project, ...parameters });
 */
export function compileFilters(entity: FilteredEntity, filter: Filter): Compiled {
  const parameters = new Parameters('f');
  const conditions = filter.flatMap((condition) => {
    const field = FIELDS[entity].get(condition.field);
    if (!field) throw new Error(`${entity} have no field ${condition.field}`);
    const column = columnOf(entity, condition.field);
    if (column.of === 'traces' || column.of === 'spans') {
      return [
        ofThread(column.of, condition, (positive) => compare({ field, column, condition: positive, parameters })),
      ];
    }
    const comparison = { field, column, condition, parameters };
    const sql = compare(comparison);
    return column.of === 'stats' ? [ofStats(sql, comparison)] : [sql];
  });
  return { conditions, parameters: parameters.values };
}

const COMPARE: Record<Field['type'], (comparison: Comparison) => string> = {
  string: compareString,
  text: compareText,
  dictionary: compareJson,
  number: compareNumber,
  counts: compareNumber,
  date: compareDate,
  list: compareList,
  scores: compareScores,
  error: ({ column, condition }) => `${column.sql} ${condition.operator === 'is_empty' ? '=' : '!='} ''`,
  enum: compareEnum,
};

function compare(comparison: Comparison): string {
  return COMPARE[comparison.field.type](comparison);
}

/** For each negative operator, its opposite. */
const OPPOSITES: Partial<Record<string, '=' | 'contains'>> = { '!=': '=', not_contains: 'contains' };

const IN_PROJECT = 'workspace = {workspace:String} AND project_id = {project:String}';

/**
 * Returns a condition on the traces of a thread, or on their spans: that one of them matches. For an operator such as
 * `!=`, none of them matches its opposite.
 */
function ofThread(of: 'traces' | 'spans', condition: Condition, compared: (positive: Condition) => string): string {
  const opposite = OPPOSITES[condition.operator];
  const sql = compared(opposite ? ({ ...condition, operator: opposite } as Condition) : condition);
  const ofTraces = of === 'traces' ? sql : `id IN (SELECT trace_id FROM spans FINAL WHERE ${IN_PROJECT} AND ${sql})`;
  return `thread_id ${opposite ? 'NOT IN' : 'IN'} (
    SELECT thread_id FROM traces FINAL WHERE ${IN_PROJECT} AND thread_id != '' AND ${ofTraces})`;
}

/**
 * Returns a condition on the statistics of a trace. If the condition also holds for traces without statistics, the
 * query selects the traces that do not match and excludes them.
 */
function ofStats(sql: string, comparison: Comparison): string {
  const isComplement = matchesAbsent(comparison);
  return `id ${isComplement ? 'NOT IN' : 'IN'} (
    SELECT trace_id FROM trace_stats FINAL
    WHERE workspace = {workspace:String} AND project_id = {project:String}
      AND trace_id >= {since:String} AND trace_id < {before:String}
      AND ${isComplement ? `NOT ifNull(${sql}, 0)` : sql})`;
}
