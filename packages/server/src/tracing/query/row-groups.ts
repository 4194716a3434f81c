import type { Database } from '../../storage/database/database.ts';
import { chunksBySize, chunksOf } from '../../storage/batches/chunks-of.ts';
import type { Keys } from './list-keys.ts';

/** A stream holds whole rows of at most so many bytes at once, or a single one. */
const MAX_BYTES = 4 * 2 ** 20;
/** And at most so many. */
const MAX_ROWS = 500;

/**
 * Parts the keys of rows into groups that may be read at once, by the sizes of their bodies: so that a stream takes the
 * same memory whether its rows are small or large.
 */
export async function* rowGroups<Table extends keyof Keys>(
  database: Database,
  table: Table,
  scope: { workspace: string; project: string },
  keys: readonly Keys[Table][],
  signal?: AbortSignal,
): AsyncGenerator<Keys[Table][]> {
  for (const chunk of chunksOf(keys, MAX_ROWS)) {
    const sizes = await database.of(scope).read<{ id: string; bytes: number }>(
      `SELECT id, length(input) + length(output) + length(metadata) + length(error_info) AS bytes FROM ${table} FINAL
       WHERE ${keyConditions(table)}`,
      { ...scope, ...keyParameters(chunk) },
      signal,
    );
    const bytesOf = new Map(sizes.map(({ id, bytes }) => [id, bytes]));
    yield* chunksBySize(chunk, MAX_BYTES, (key) => bytesOf.get(key.id) ?? 0);
  }
}

/** What finds the rows of some keys of a project. */
export function keyConditions(table: keyof Keys): string {
  const ofTraces = table === 'spans' ? 'AND trace_id IN {traces:Array(String)}' : '';
  return `workspace = {workspace:String} AND project_id = {project:String} ${ofTraces} AND id IN {ids:Array(String)}`;
}

/** The values of {@link keyConditions}. */
export function keyParameters(keys: readonly (Keys['traces'] | Keys['spans'])[]): Record<string, unknown> {
  const traces = new Set(keys.flatMap((key) => ('trace_id' in key ? [key.trace_id] : [])));
  return { ids: keys.map((key) => key.id), traces: [...traces] };
}
