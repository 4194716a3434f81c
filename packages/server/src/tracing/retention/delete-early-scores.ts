import { lowestId } from '@vitrine/core/model';
import type { Database } from '../../storage/database/database.ts';
import { deleteRows } from '../deletion/delete-rows.ts';

/** Maximum number of ids in one query. */
const CHUNK = 1_000;

/** Entities of such scores, with their table and its column of trace ids, which carry the time. */
const KINDS = [
  ['trace', 'traces', 'id'],
  ['span', 'spans', 'trace_id'],
] as const;

/**
 * Deletes scores that have no project id because they arrived before their trace or span, if a rule deletes that trace
 * or span. It must run while these exist, because only they know the project.
 *
 * @param scope SQL that narrows the traces, with `{name:Type}` in place of every value, `{workspace:String}` among them
 * @param orphans whether to also delete scores of the same age whose entity is not stored
 * @returns the number of deleted rows
 */
export async function deleteEarlyScores(
  database: Database,
  beforeMs: number,
  scope: { condition: string; parameters: Record<string, unknown> & { workspace: string } },
  { orphans }: { orphans: boolean },
): Promise<number> {
  const before = lowestId(beforeMs);
  const { workspace } = scope.parameters;
  let rows = 0;
  for (const [entity, table, traceId] of KINDS) {
    // A deleted score hides an older version, which may have a project id.
    const isEarly = `workspace = {workspace:String} AND entity_type = '${entity}' AND project_id = '' AND is_deleted = 0`;
    for (let after = ''; ;) {
      const scored = await database.ofServer(workspace).read<{ id: string }>(
        `SELECT DISTINCT entity_id AS id FROM feedback_scores WHERE ${isEarly} AND entity_id > {after:String}
         ORDER BY id LIMIT ${CHUNK}`,
        { workspace, after },
      );
      const last = scored.at(-1);
      if (!last) break;
      after = last.id;
      const stored = await database.ofServer(workspace).read<{ id: string; expires: 0 | 1 }>(
        `SELECT id, min(${scope.condition} AND ${traceId} < {before:String}) AS expires FROM ${table} FINAL
         WHERE workspace = {workspace:String} AND id IN {ids:Array(String)} GROUP BY id`,
        { ...scope.parameters, before, ids: scored.map(({ id }) => id) },
      );
      const expires = new Map(stored.map((row) => [row.id, row.expires === 1]));
      const ids = scored.flatMap(({ id }) => ((expires.get(id) ?? (orphans && id < before)) ? [id] : []));
      if (ids.length === 0) continue;
      rows += await deleteRows(database, 'feedback_scores', `${isEarly} AND entity_id IN {ids:Array(String)}`, {
        workspace,
        ids,
      });
    }
  }
  return rows;
}
