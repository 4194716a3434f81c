import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import type { EntityType } from '../entities/entity-type.ts';

/**
 * Returns the names of the scores of traces, spans or threads, in alphabetical order.
 *
 * @param which.projectId only in this project
 * @param which.type only on spans of this type
 */
export async function scoreNames(
  database: Database,
  principal: Principal,
  entity: EntityType,
  { projectId, type }: { projectId?: string | undefined; type?: string | undefined },
): Promise<{ scores: { name: string }[] }> {
  const conditions = ['workspace = {workspace:String}', 'entity_type = {entity:String}'];
  const table = entity === 'trace' ? 'traces' : 'spans';
  const ofRows = 'workspace = {workspace:String} AND project_id = {project:String}';
  if (projectId && entity === 'thread') conditions.push("startsWith(entity_id, concat({project:String}, '/'))");
  else if (projectId && !type) {
    // A score that arrived before its entity has no project id.
    conditions.push(
      `(project_id = {project:String} OR project_id = '' AND entity_id IN (SELECT id FROM ${table} WHERE ${ofRows}))`,
    );
  }
  if (type && entity === 'span') {
    const inProject = projectId ? ofRows : 'workspace = {workspace:String}';
    conditions.push(
      `entity_id IN (SELECT id FROM spans FINAL WHERE ${inProject} AND if(type = '', 'general', type) = {type:String})`,
    );
  }
  const scores = await database
    .of(principal)
    .read<{ name: string }>(
      `SELECT DISTINCT name FROM feedback_scores FINAL WHERE ${conditions.join(' AND ')} ORDER BY name`,
      { workspace: principal.workspace, entity, project: projectId ?? '', type: type ?? '' },
    );
  return { scores };
}
