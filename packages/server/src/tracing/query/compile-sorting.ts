import type { Columns } from '../../storage/tables/column.ts';
import { SPAN_COLUMNS, TRACE_COLUMNS } from '../../storage/tables/rows.ts';
import { jsonPath } from './json-path.ts';
import { jsonValues } from './json-values.ts';
import { Parameters } from './parameters.ts';
import { parseSorting, sortingError } from './parse-sorting.ts';

/** Order of a list: the ORDER BY expression, and the joins and parameters that it needs. */
export interface Order {
  orderBy: string;
  joins: string;
  parameters: Record<string, unknown>;
  /** Whether this is the default order of the list, because no sorting was requested. */
  isOwn: boolean;
}

/** Maximum number of keys in the path of a field. */
const MAX_JSON_STEPS = 20;

/** Sortable fields of each list. `stats.` reads the statistics of a trace; `x.*` takes a key. */
const SORTABLE = {
  traces: {
    ...sortableColumns(TRACE_COLUMNS),
    span_count: 'stats.span_count',
    llm_span_count: 'stats.llm_span_count',
    total_estimated_cost: 'stats.total_estimated_cost',
    'usage.*': 'stats.usage',
    'metadata.*': 'metadata',
    'feedback_scores.*': 'trace',
  },
  spans: {
    ...sortableColumns(SPAN_COLUMNS),
    'usage.*': 'usage',
    'metadata.*': 'metadata',
    'feedback_scores.*': 'span',
  },
  threads: {
    id: 'thread_id',
    ...plain('start_time', 'end_time', 'duration', 'first_message', 'last_message', 'number_of_messages', 'status'),
    ...plain('tags', 'environment', 'created_at', 'last_updated_at', 'created_by', 'last_updated_by'),
    total_estimated_cost: 'total_estimated_cost',
    'usage.*': 'usage',
    'feedback_scores.*': 'thread',
  },
} satisfies Record<string, Record<string, string>>;

type SortedEntity = keyof typeof SORTABLE;

function plain<Name extends string>(...names: Name[]): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, name])) as unknown as Record<Name, string>;
}

/** Returns the sortable columns of a table by the names of their fields. */
function sortableColumns(columns: Columns): Record<string, string> {
  const sortable = Object.entries(columns).filter(([, column]) => column.sortable);
  return Object.fromEntries(sortable.map(([name, { shownAs }]) => [name, shownAs ?? name]));
}

/** Returns the names of the sortable fields of a list, as `sortableBy` of a page lists them. */
export function sortableBy(entity: SortedEntity): string[] {
  return Object.keys(SORTABLE[entity]);
}

/**
 * Compiles the `sorting` of a query, such as `[{"field":"name","direction":"ASC"}]`. Rows without a value come last.
 * The query has the parameters of {@link compileFilters}; the values here are `s0`, `s1`, ...
 *
 * @param fallback order of equal rows, and of all rows if there is no sorting
 * @throws {VitrineError} `malformed` if it is not JSON of that form, or names another field
 */
export function compileSorting(entity: SortedEntity, sorting: string | undefined, fallback = 'id DESC'): Order {
  const parameters = new Parameters('s');
  const joins = new Map<string, string>();
  const parts = parseSorting(sorting, sortableBy(entity)).map(({ field, direction }) => {
    const dot = field.indexOf('.');
    const [name, key] = dot === -1 ? [field, undefined] : [`${field.slice(0, dot)}.*`, field.slice(dot + 1)];
    const columns: Record<string, string> = SORTABLE[entity];
    const column = Object.hasOwn(columns, name) && key !== '' ? columns[name] : undefined;
    if (column === undefined || key === '*') {
      throw sortingError(`cannot sort by "${field.slice(0, 60)}"`, sortableBy(entity));
    }
    if (column.startsWith('stats.')) joins.set('stats', STATS_JOIN);
    let value = column;
    if (key !== undefined) {
      if (name === 'metadata.*') {
        if (jsonPath(key).length > MAX_JSON_STEPS) {
          throw sortingError(`a path to sort by has at most ${MAX_JSON_STEPS} keys`, sortableBy(entity));
        }
        value = `nullIf(arrayFirst(raw -> raw != '', ${jsonValues(column, key, parameters)}), '')`;
      } else if (name === 'feedback_scores.*') {
        const parameter = parameters.add('String', key);
        const alias = `score_${joins.size}`;
        joins.set(alias, scoreJoin(column as keyof typeof SCORED, alias, parameter));
        value = `${alias}.value`;
      } else {
        const parameter = parameters.add('String', key);
        value = `if(mapContains(${column}, ${parameter}), ${column}[${parameter}], NULL)`;
      }
    }
    return `${value} ${direction} NULLS LAST`;
  });
  return {
    orderBy: [...parts, fallback].join(', '),
    joins: [...joins.values()].join('\n'),
    parameters: parameters.values,
    isOwn: parts.length === 0,
  };
}

const STATS_JOIN = `LEFT JOIN (
  SELECT trace_id AS id, span_count, llm_span_count, total_estimated_cost, usage FROM trace_stats FINAL
  WHERE workspace = {workspace:String} AND project_id = {project:String}
    AND trace_id >= {since:String} AND trace_id < {before:String}
) AS stats USING (id)`;

/** Selects the key by which a score is joined to its row. */
const SCORED = {
  trace: 'entity_id AS id',
  span: 'entity_id AS id',
  thread: 'substring(entity_id, length({project:String}) + 2) AS thread_id',
};

function scoreJoin(entity: keyof typeof SCORED, alias: string, name: string): string {
  const [, id] = SCORED[entity].split(' AS ');
  return `LEFT JOIN (
  SELECT ${SCORED[entity]}, toNullable(avg(value)) AS value FROM feedback_scores FINAL
  WHERE workspace = {workspace:String} AND entity_type = '${entity}' AND name = ${name}
    ${entity === 'thread' ? "AND startsWith(entity_id, concat({project:String}, '/'))" : ''}
  GROUP BY entity_id
) AS ${alias} USING (${id})`;
}
