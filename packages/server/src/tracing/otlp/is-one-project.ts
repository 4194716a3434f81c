import type { Id } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';

/** Whether the stored ones among the given traces are in one project. */
export async function isOneProject(database: Database, { workspace }: Principal, ids: readonly Id[]): Promise<boolean> {
  const projects = await database
    .ofServer(workspace)
    .read<{ project_id: string }>(
      `SELECT DISTINCT project_id FROM traces FINAL WHERE workspace = {workspace:String} AND id IN {ids:Array(String)}`,
      { workspace, ids },
    );
  return projects.length <= 1;
}
