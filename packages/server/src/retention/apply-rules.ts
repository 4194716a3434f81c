import type { Database } from '../clickhouse/database.ts';
import { deleteOlder } from './delete-older.ts';
import type { Drop } from './drops.ts';
import type { RetentionRule } from './retention-rules.ts';

const DAY_MS = 86_400_000;

/** Deletes what is older than the rules of a workspace say. Returns what that was. */
export async function applyRules(
  database: Database,
  workspace: string,
  rules: readonly RetentionRule[],
  nowMs: number = Date.now(),
): Promise<Drop[]> {
  const ofProjects = rules.flatMap((rule) => (rule.project_id ? [rule.project_id] : []));
  const drops: Drop[] = [];
  for (const { project_id, days } of rules) {
    const beforeMs = nowMs - days * DAY_MS;
    const rows = await deleteOlder(
      database,
      beforeMs,
      project_id
        ? {
            condition: 'workspace = {workspace:String} AND project_id = {project:String}',
            parameters: { workspace, project: project_id },
          }
        : {
            condition: 'workspace = {workspace:String} AND project_id NOT IN {projects:Array(String)}',
            parameters: { workspace, projects: ofProjects },
          },
    );
    if (rows === 0) continue;
    drops.push({
      at: new Date().toISOString(),
      reason: 'age',
      project_id: project_id ?? null,
      before: new Date(beforeMs).toISOString(),
      rows,
      why: `${project_id ? 'the project' : 'the workspace'} keeps traces for ${days} day${days === 1 ? '' : 's'}`,
    });
  }
  return drops;
}
