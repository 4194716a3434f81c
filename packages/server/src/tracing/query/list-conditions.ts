import type { Filter } from '@vitrine/core/filter';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { containsText } from './compare-texts.ts';
import { compileFilters } from './compile-filters.ts';

/** What a search leaves out. */
export interface SearchLimits {
  /** Columns that are not searched. */
  without: readonly string[];
  /** Pattern (RE2) of bodies that are not searched. */
  exceptBodies?: string;
}

/** Conditions that narrow a list of traces or spans. */
export interface ListQuery {
  projectId: string;
  filter?: Filter | undefined;
  /** Text to search in name, id and bodies, ignoring case. */
  search?: string | undefined;
  searchLimits?: SearchLimits | undefined;
  /** Earliest and latest start, ISO 8601. */
  from_time?: string | undefined;
  to_time?: string | undefined;
  /** Trace and type of spans. */
  trace_id?: string | undefined;
  type?: string | undefined;
}

/** For each table: the id that it is sorted by, and a further column that a search reads. */
const LISTS = {
  traces: { key: 'id', alsoSearched: 'thread_id' },
  spans: { key: 'trace_id', alsoSearched: 'model' },
} as const;

/**
 * Returns the conditions of a list and their parameters. A bound on the start time is also a bound on ids. The
 * parameters `since` and `before`, the range of ids that filters read, are unbounded until a query sets them.
 */
export function listConditions(
  { idTimeBounds }: Pick<Database, 'idTimeBounds'>,
  principal: Principal,
  table: keyof typeof LISTS,
  { projectId, filter = [], search, searchLimits, from_time, to_time, trace_id, type }: ListQuery,
): { where: string; parameters: Record<string, unknown> } {
  const { key, alsoSearched } = LISTS[table];
  const scope = { workspace: principal.workspace, projectId };
  const filters = compileFilters(table, filter);
  const conditions = ['workspace = {workspace:String}', 'project_id = {project:String}', ...filters.conditions];
  const parameters: Record<string, unknown> = {
    workspace: principal.workspace,
    project: projectId,
    since: '',
    before: 'g',
    ...filters.parameters,
  };
  if (from_time) {
    conditions.push(
      idTimeBounds.from(table, key, scope, from_time),
      'start_time >= parseDateTime64BestEffort({from:String}, 6)',
    );
    parameters['from'] = from_time;
  }
  if (to_time) {
    conditions.push(
      idTimeBounds.to(table, key, scope, to_time),
      'start_time <= parseDateTime64BestEffort({to:String}, 6)',
    );
    parameters['to'] = to_time;
  }
  if (search) {
    const { without = [], exceptBodies } = searchLimits ?? {};
    const bodies = ['input', 'output'].filter((column) => !without.includes(column));
    const inBodies = (parameter: string): string[] =>
      bodies.map((column) => {
        const condition = containsText(column, parameter);
        return exceptBodies === undefined ? condition : `(${condition} AND NOT match(${column}, {unsearched:String}))`;
      });
    if (exceptBodies !== undefined) parameters['unsearched'] = exceptBodies;
    const found = ['id', 'name', alsoSearched]
      .filter((column) => !without.includes(column))
      .map((column) => containsText(column, '{search:String}'));
    found.push(...inBodies('{search:String}'));
    parameters['search'] = search.toWellFormed();
    // Bodies are stored as JSON, which escapes quotes and line breaks.
    const inJson = JSON.stringify(parameters['search']).slice(1, -1);
    if (inJson !== parameters['search']) {
      found.push(...inBodies('{search_json:String}'));
      parameters['search_json'] = inJson;
    }
    conditions.push(`(${found.join(' OR ')})`);
  }
  if (trace_id) {
    conditions.push('trace_id = {trace:String}');
    parameters['trace'] = trace_id;
  }
  if (type) {
    conditions.push("if(type = '', 'general', type) = {type:String}");
    parameters['type'] = type;
  }
  return { where: conditions.join(' AND '), parameters };
}
