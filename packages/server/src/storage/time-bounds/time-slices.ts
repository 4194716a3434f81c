import type { IdTimeBounds } from './id-time-bounds.ts';

const HOUR_MS = 3_600_000;
/**
 * Age after which rows are in one part per week (`0008_less_to_merge.sql`). It takes a few hours until a row is in a
 * part that is large enough not to be merged again, half a day until that part is old enough to be merged with the part
 * of the week, and up to half a day more if the part of the week is not.
 */
const SETTLED_AFTER_MS = 30 * HOUR_MS;
/** Maximum distance between start times and ids, in ms. Beyond it, the two slices would overlap. */
const MAX_DRIFT_MS = 12 * HOUR_MS;

/**
 * Divides a range of time that contains both settled and recent rows into two slices. Read each slice with `FINAL` and
 * combine them by `UNION ALL`. `FINAL` compares all rows of parts that overlap, and in the current week all parts do,
 * because the first granule of a project in a new part covers all its rows in older parts. The older slice is a single
 * part if it is read alone, and needs no comparison.
 *
 * @param scope the workspace and project whose rows are read
 * @returns a condition for each slice, and their parameters
 * @see benchmarks/queries.ts
 */
export function timeSlices(
  { idTimeBounds }: { readonly idTimeBounds: IdTimeBounds },
  scope: { workspace: string; projectId: string },
  { table, key }: { table: 'traces' | 'spans'; key: string },
  { from_time, to_time }: { from_time?: string | undefined; to_time?: string | undefined },
): { conditions: string[]; parameters: Record<string, string> } {
  const from = from_time
    ? `${idTimeBounds.from(table, key, scope, from_time)} AND start_time >= parseDateTime64BestEffort({from:String}, 6)`
    : '1';
  const to = to_time
    ? `${idTimeBounds.to(table, key, scope, to_time)} AND start_time <= parseDateTime64BestEffort({to:String}, 6)`
    : '1';
  const parameters = { ...(from_time && { from: from_time }), ...(to_time && { to: to_time }) };
  const cutMs = Date.now() - SETTLED_AFTER_MS;
  const cut = new Date(cutMs).toISOString();
  const isWithin = !(from_time && Date.parse(from_time) >= cutMs) && !(to_time && Date.parse(to_time) <= cutMs);
  if (!isWithin || (idTimeBounds.maxDrift(table, scope, cut) ?? Infinity) > MAX_DRIFT_MS) {
    return { conditions: [`${from} AND ${to}`], parameters };
  }
  const before = `${idTimeBounds.to(table, key, scope, cut, 'cut')} AND start_time < parseDateTime64BestEffort({cut:String}, 6)`;
  const after = `${idTimeBounds.from(table, key, scope, cut, 'cut')} AND start_time >= parseDateTime64BestEffort({cut:String}, 6)`;
  return { conditions: [`${from} AND ${before}`, `${after} AND ${to}`], parameters: { ...parameters, cut } };
}
