import type { Principal } from '../auth/principal.ts';
import { idsFrom, idsTo } from '../clickhouse/id-bounds.ts';

/** What narrows a list of traces or spans. */
export interface ListQuery {
  projectId: string;
  /** Looked for in name, id and bodies, ignoring case. */
  search?: string | undefined;
  /** The earliest and the latest start, ISO 8601. */
  from_time?: string | undefined;
  to_time?: string | undefined;
  sorting?: string | undefined;
}

/** Where the rows of a list are: their table, the id that it is sorted by, and what else a search looks through. */
const LISTS = {
  traces: { key: 'id', alsoSearched: 'thread_id' },
  spans: { key: 'trace_id', alsoSearched: 'model' },
} as const;

/** The conditions of a list, with their values as parameters. A bound on the start time is one on the ids too. */
export function listConditions(
  principal: Principal,
  table: keyof typeof LISTS,
  { projectId, search, from_time, to_time }: Omit<ListQuery, 'sorting'>,
): { where: string; parameters: Record<string, unknown> } {
  const { key, alsoSearched } = LISTS[table];
  const conditions = ['workspace = {workspace:String}', 'project_id = {project:String}'];
  const parameters: Record<string, unknown> = { workspace: principal.workspace, project: projectId };
  if (from_time) {
    conditions.push(idsFrom(table, key), 'start_time >= parseDateTime64BestEffort({from:String}, 6)');
    parameters['from'] = from_time;
  }
  if (to_time) {
    conditions.push(idsTo(table, key), 'start_time <= parseDateTime64BestEffort({to:String}, 6)');
    parameters['to'] = to_time;
  }
  if (search) {
    const columns = ['id', 'name', 'input', 'output', alsoSearched];
    conditions.push(
      `(${columns.map((column) => `positionCaseInsensitiveUTF8(${column}, {search:String}) > 0`).join(' OR ')})`,
    );
    parameters['search'] = search;
  }
  return { where: conditions.join(' AND '), parameters };
}
