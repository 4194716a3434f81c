import type { Principal } from '../../platform/auth/principal.ts';
import { hasProject } from '../../storage/database/scope.ts';
import type { Database } from '../../storage/database/database.ts';

/** Location of a trace or span. */
export interface EntityLocation {
  project_id: string;
  trace_id: string;
  /** Whether it is deleted. The row of a deleted one stays for a while. */
  deleted: 0 | 1;
}

/**
 * Returns the locations of traces or spans by id; an unknown id is absent. Those in projects that the caller may not see
 * are returned as deleted, so that nothing is added to them.
 */
export async function locateEntities(
  database: Database,
  principal: Principal,
  entity: 'trace' | 'span',
  ids: readonly string[],
): Promise<Map<string, EntityLocation>> {
  const rows = await database.ofServer(principal.workspace).read<EntityLocation & { id: string }>(
    entity === 'trace'
      ? `SELECT id, any(project_id) AS project_id, id AS trace_id, max(is_deleted) AS deleted FROM traces
         WHERE workspace = {workspace:String} AND id IN {ids:Array(String)} GROUP BY id`
      : `SELECT id, any(project_id) AS project_id, any(trace_id) AS trace_id, max(is_deleted) AS deleted FROM spans
         WHERE workspace = {workspace:String} AND id IN {ids:Array(String)} GROUP BY id`,
    { workspace: principal.workspace, ids },
  );
  return new Map(
    rows.map(({ id, ...location }) => [
      id,
      hasProject(principal.scope, location.project_id) ? location : { ...location, deleted: 1 },
    ]),
  );
}
