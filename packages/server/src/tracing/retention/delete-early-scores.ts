import { lowestId } from '@vitrine/core/model';
import type { Database } from '../../storage/database/database.ts';
import { deleteRows } from '../deletion/delete-rows.ts';

/** So many ids in one query. */
const CHUNK = 1_000;

/** What such scores are about, with its table and the id in it that carries the time of its trace. */
const KINDS = [
  ['trace', 'traces', 'id'],
  ['span', 'spans', 'trace_id'],
] as const;

/**
 * Deletes scores that do not know their project, for they came before what they are about: those of traces and spans
 * that a rule deletes. It has to be done while those are there, for they alone know it.
 *
 * @param scope SQL that narrows the traces, with `{name:Type}` in place of every value, `{workspace:String}` among them
 * @param unplaced whether to delete those as well that are as old, and about nothing that is stored
 * @returns how many rows there were
 */
export async function deleteEarlyScores(
  database: Database,
  beforeMs: number,
  scope: { condition: string; parameters: Record<string, unknown> & { workspace: string } },
  { unplaced }: { unplaced: boolean },
): Promise<number> {
  const before = lowestId(beforeMs);
  const { workspace } = scope.parameters;
  let rows = 0;
  for (const [entity, table, traceId] of KINDS) {
    // What was taken back hides an older version, which may know its project.
    const isEarly = `workspace = {workspace:String} AND entity_type = '${entity}' AND project_id = '' AND is_deleted = 0`;
    for (let after = ''; ;) {
      const scored = await database.of({ workspace }).read<{ id: string }>(
        `SELECT DISTINCT entity_id AS id FROM feedback_scores WHERE ${isEarly} AND entity_id > {after:String}
         ORDER BY id LIMIT ${CHUNK}`,
        { workspace, after },
      );
      const last = scored.at(-1);
      if (!last) break;
      after = last.id;
      const stored = await database.of({ workspace }).read<{ id: string; goes: 0 | 1 }>(
        `SELECT id, min(${scope.condition} AND ${traceId} < {before:String}) AS goes FROM ${table} FINAL
         WHERE workspace = {workspace:String} AND id IN {ids:Array(String)} GROUP BY id`,
        { ...scope.parameters, before, ids: scored.map(({ id }) => id) },
      );
      const goes = new Map(stored.map((row) => [row.id, row.goes === 1]));
      const ids = scored.flatMap(({ id }) => ((goes.get(id) ?? (unplaced && id < before)) ? [id] : []));
      if (ids.length === 0) continue;
      rows += await deleteRows(database, 'feedback_scores', `${isEarly} AND entity_id IN {ids:Array(String)}`, {
        workspace,
        ids,
      });
    }
  }
  return rows;
}
