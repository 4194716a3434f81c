import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';

/** Where a trace or span is stored. */
export interface Place {
  project_id: string;
  trace_id: string;
  /** Whether it is deleted: then its row is still there for a while. */
  deleted: 0 | 1;
}

/** The places of some traces or spans, by id; what is not there (yet) is absent. */
export async function locateEntities(
  database: Database,
  principal: Principal,
  entity: 'trace' | 'span',
  ids: readonly string[],
): Promise<Map<string, Place>> {
  const rows = await database.of(principal).read<Place & { id: string }>(
    entity === 'trace'
      ? `SELECT id, any(project_id) AS project_id, id AS trace_id, max(is_deleted) AS deleted FROM traces
         WHERE workspace = {workspace:String} AND id IN {ids:Array(String)} GROUP BY id`
      : `SELECT id, any(project_id) AS project_id, any(trace_id) AS trace_id, max(is_deleted) AS deleted FROM spans
         WHERE workspace = {workspace:String} AND id IN {ids:Array(String)} GROUP BY id`,
    { workspace: principal.workspace, ids },
  );
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}
