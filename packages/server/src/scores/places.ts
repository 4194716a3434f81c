import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';

/** Where a trace or span is stored. */
export interface Place {
  project_id: string;
  trace_id: string;
}

/** The places of some traces or spans, by id; what is not there (yet) is absent. */
export async function placesOf(
  database: Database,
  principal: Principal,
  entity: 'trace' | 'span',
  ids: readonly string[],
): Promise<Map<string, Place>> {
  const rows = await database.read<Place & { id: string }>(
    entity === 'trace'
      ? `SELECT DISTINCT id, project_id, id AS trace_id FROM traces
         WHERE workspace = {workspace:String} AND id IN {ids:Array(String)}`
      : `SELECT DISTINCT id, project_id, trace_id FROM spans
         WHERE workspace = {workspace:String} AND id IN {ids:Array(String)}`,
    { workspace: principal.workspace, ids },
  );
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}
