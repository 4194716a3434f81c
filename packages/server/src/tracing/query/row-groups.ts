import type { Reading } from '../../storage/database/workspace-database.ts';
import type { Database } from '../../storage/database/database.ts';
import { chunksBySize, chunksOf } from '../../storage/batches/chunks-of.ts';
import type { Keys } from './list-keys.ts';

/** Maximum number of bytes of whole rows that a stream holds at once, unless a single row is larger. */
const MAX_BYTES = 4 * 2 ** 20;
/** Maximum number of rows in a group. */
const MAX_ROWS = 500;

/**
 * Splits keys into groups of rows that may be read at once, by the size of their bodies. So a stream needs the same
 * memory for small and for large rows.
 */
export async function* rowGroups<Table extends keyof Keys>(
  database: Database,
  table: Table,
  { project, ...reading }: Reading & { project: string },
  keys: readonly Keys[Table][],
  signal?: AbortSignal,
): AsyncGenerator<Keys[Table][]> {
  for (const chunk of chunksOf(keys, MAX_ROWS)) {
    const sizes = await database.of(reading).read<{ id: string; bytes: number }>(
      `SELECT id, length(input) + length(output) + length(metadata) + length(error_info) AS bytes FROM ${table} FINAL
       WHERE ${keyConditions(table)}`,
      { project, ...keyParameters(chunk) },
      signal,
    );
    const bytesOf = new Map(sizes.map(({ id, bytes }) => [id, bytes]));
    yield* chunksBySize(chunk, MAX_BYTES, (key) => bytesOf.get(key.id) ?? 0);
  }
}

/** Returns the condition that finds rows of a project by their keys. */
export function keyConditions(table: keyof Keys): string {
  const ofTraces = table === 'spans' ? 'AND trace_id IN {traces:Array(String)}' : '';
  return `workspace = {workspace:String} AND project_id = {project:String} ${ofTraces} AND id IN {ids:Array(String)}`;
}

/** Returns the parameters of {@link keyConditions}. */
export function keyParameters(keys: readonly (Keys['traces'] | Keys['spans'])[]): Record<string, unknown> {
  const traces = new Set(keys.flatMap((key) => ('trace_id' in key ? [key.trace_id] : [])));
  return { ids: keys.map((key) => key.id), traces: [...traces] };
}
