import type { Filter } from '@vitrine/core/filter';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { containsText } from './compare-texts.ts';
import { compileFilters } from './compile-filters.ts';

/** What narrows a list of traces or spans. */
export interface ListQuery {
  projectId: string;
  filter?: Filter | undefined;
  /** Looked for in name, id and bodies, ignoring case. */
  search?: string | undefined;
  /** The earliest and the latest start, ISO 8601. */
  from_time?: string | undefined;
  to_time?: string | undefined;
  /** Of spans: their trace, and their type. */
  trace_id?: string | undefined;
  type?: string | undefined;
}

/** Where the rows of a list are: their table, the id that it is sorted by, and what else a search looks through. */
const LISTS = {
  traces: { key: 'id', alsoSearched: 'thread_id' },
  spans: { key: 'trace_id', alsoSearched: 'model' },
} as const;

/**
 * The conditions of a list, with their values as parameters. A bound on the start time is one on the ids too. The
 * parameters `since` and `before`, between which ids filters look, bound nothing until a query sets them.
 */
export function listConditions(
  { skew }: Pick<Database, 'skew'>,
  principal: Principal,
  table: keyof typeof LISTS,
  { projectId, filter = [], search, from_time, to_time, trace_id, type }: ListQuery,
): { where: string; parameters: Record<string, unknown> } {
  const { key, alsoSearched } = LISTS[table];
  const place = { workspace: principal.workspace, projectId };
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
      skew.from(table, key, place, from_time),
      'start_time >= parseDateTime64BestEffort({from:String}, 6)',
    );
    parameters['from'] = from_time;
  }
  if (to_time) {
    conditions.push(skew.to(table, key, place, to_time), 'start_time <= parseDateTime64BestEffort({to:String}, 6)');
    parameters['to'] = to_time;
  }
  if (search) {
    const found = ['id', 'name', 'input', 'output', alsoSearched].map((column) =>
      containsText(column, '{search:String}'),
    );
    parameters['search'] = search.toWellFormed();
    // Bodies are stored as JSON, in which a quote or a new line is written otherwise.
    const inJson = JSON.stringify(parameters['search']).slice(1, -1);
    if (inJson !== parameters['search']) {
      found.push(...['input', 'output'].map((column) => containsText(column, '{search_json:String}')));
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
