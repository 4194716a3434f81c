import type { Database } from '../../storage/database/database.ts';
import { deleteEarlyScores } from './delete-early-scores.ts';
import { deleteOlder } from './delete-older.ts';
import type { Drop } from './drops.ts';
import type { RetentionRule } from './retention-rules.ts';

const DAY_MS = 86_400_000;

/** Deletes data that is older than the rules of a workspace allow. Yields what was deleted after each rule. */
export async function* applyRules(
  database: Database,
  workspace: string,
  rules: readonly RetentionRule[],
  nowMs: number = Date.now(),
): AsyncGenerator<Drop> {
  const ofProjects = rules.flatMap((rule) => (rule.project_id ? [rule.project_id] : []));
  for (const { project_id, days } of rules) {
    const beforeMs = nowMs - days * DAY_MS;
    const scope = project_id
      ? {
          condition: 'workspace = {workspace:String} AND project_id = {project:String}',
          parameters: { workspace, project: project_id },
        }
      : {
          // Rows without a project id may belong to a project with its own rule.
          condition: 'workspace = {workspace:String} AND project_id NOT IN {projects:Array(String)}',
          parameters: { workspace, projects: ['', ...ofProjects] },
        };
    let rows = 0;
    try {
      rows += await deleteEarlyScores(database, beforeMs, scope, { orphans: !project_id });
      for await (const deleted of deleteOlder(database, beforeMs, scope)) rows += deleted;
    } finally {
      // Reported even if deleting the rest failed.
      if (rows > 0) {
        yield {
          at: new Date().toISOString(),
          reason: 'age',
          project_id: project_id ?? null,
          before: new Date(beforeMs).toISOString(),
          rows,
          why: `${project_id ? 'the project' : 'the workspace'} keeps traces for ${days} day${days === 1 ? '' : 's'}`,
        };
      }
    }
  }
}
