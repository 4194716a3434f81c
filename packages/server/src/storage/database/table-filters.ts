import type { Id } from '@vitrine/core/model';
import type { Scope, ThreadKey } from './scope.ts';

/** Entities that a statement is about, by which the engine finds the visible ones fast. */
export interface About {
  /** Ids of traces. */
  traces?: readonly Id[];
  /** Ids of spans. */
  spans?: readonly Id[];
}

/**
 * Returns ClickHouse's setting `additional_table_filters` for a scope: a condition for each table, which the engine
 * applies wherever a statement names the table. So a statement that forgot a condition, in a join or a subquery,
 * returns nothing that is hidden. Returns undefined for the whole workspace.
 *
 * Scores, comments and attachments are visible if their entity is, because their own `project_id` and `trace_id` are
 * empty if they arrived before it.
 *
 * @param about entities that the statement names; without them, all visible ones are looked for
 */
export function tableFilters(workspace: string, scope: Scope, about: About = {}): Record<string, string> | undefined {
  const { projects, traces } = scope;
  if (projects === 'all' && !traces) return undefined;
  const inWorkspace = `workspace = ${literal(workspace)}`;
  const inProjects = projects === 'all' ? inWorkspace : `${inWorkspace} AND project_id IN ${list(projects)}`;
  const visible = [inProjects, ...conditionsOf(scope)].join(' AND ');
  const ofTraces = subquery('id', 'traces', visible, about.traces && `id IN ${list(about.traces)}`);
  const ofSpans = traces ? `${inProjects} AND trace_id IN ${ofTraces}` : inProjects;
  const spanIds = subquery('id', 'spans', ofSpans, about.spans && `id IN ${list(about.spans)}`);
  const threads = threadFilters(scope, inProjects);
  const ofEntity = [
    `(entity_type = 'trace' AND entity_id IN ${ofTraces})`,
    `(entity_type = 'span' AND entity_id IN ${spanIds})`,
    `(entity_type = 'thread' AND ${threads.entity})`,
  ].join(' OR ');
  const entities = `${inWorkspace} AND (${ofEntity})`;
  return {
    traces: escaped(visible),
    spans: escaped(ofSpans),
    trace_stats: escaped(ofSpans),
    threads: escaped(threads.row),
    feedback_scores: escaped(entities),
    comments: escaped(entities),
    attachments: escaped(entities),
  };
}

function conditionsOf({ traces }: Scope): string[] {
  if (!traces) return [];
  const { ids, threads, user, condition } = traces;
  return [
    // A trace of which only spans or patches have arrived is nobody's yet.
    'has_base = 1',
    ...(ids ? [`id IN ${list(ids)}`] : []),
    ...(threads ? [`(project_id, thread_id) IN ${pairs(threads)}`] : []),
    ...(user === undefined ? [] : [`end_user = ${literal(user)}`]),
    ...(condition === undefined ? [] : [`(${condition})`]),
  ];
}

/** A thread's own row, scores and comments are visible if all of its traces are. */
function threadFilters({ projects, traces }: Scope, inProjects: string): { row: string; entity: string } {
  if (!traces) {
    const entity = projects === 'all' ? '1' : projects.map((id) => `startsWith(entity_id, ${literal(`${id}/`)})`);
    return { row: inProjects, entity: typeof entity === 'string' ? entity : `(${['0', ...entity].join(' OR ')})` };
  }
  const { ids, user, condition, threads = [] } = traces;
  if (ids || user !== undefined || condition !== undefined) return { row: '0', entity: '0' };
  const entities = threads.map(({ project_id, thread_id }) => `${project_id}/${thread_id}`);
  return {
    row: `${inProjects} AND (project_id, thread_id) IN ${pairs(threads)}`,
    entity: `entity_id IN ${list(entities)}`,
  };
}

function subquery(column: string, table: string, visible: string, narrowed: string | undefined): string {
  return `(SELECT ${column} FROM ${table} FINAL WHERE ${narrowed === undefined ? '' : `${narrowed} AND `}${visible})`;
}

/** Returns a text as SQL. No text can end a literal of hex digits. */
export function literal(text: string): string {
  return `unhex('${Buffer.from(text).toString('hex')}')`;
}

/** Returns texts as a list. An empty list contains nothing. */
function list(texts: readonly string[]): string {
  return texts.length === 0 ? "('')" : `(${texts.map(literal).join(', ')})`;
}

function pairs(threads: readonly ThreadKey[]): string {
  const all = threads.length === 0 ? [{ project_id: '', thread_id: '' }] : threads;
  return `(${all.map(({ project_id, thread_id }) => `(${literal(project_id)}, ${literal(thread_id)})`).join(', ')})`;
}

/** Escapes the quotes of a filter. The client puts it between quotes as it is. */
function escaped(filter: string): string {
  return filter.replaceAll("'", String.raw`\'`);
}
