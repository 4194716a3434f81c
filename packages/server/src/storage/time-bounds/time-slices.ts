import type { IdTimeBounds } from './id-time-bounds.ts';

const HOUR_MS = 3_600_000;
/**
 * By then what was written lies in one part a week (`0008_less_to_merge.sql`): a few hours until it is in a part that is
 * large enough to be left alone, half a day until that part is old enough, half a day more where the week's part is not.
 */
const SETTLED_AFTER_MS = 30 * HOUR_MS;
/** Where ids lie farther from start times, the two slices would lie over each other. */
const MAX_DRIFT_MS = 12 * HOUR_MS;

/**
 * The rows of a time in two lots, where it reaches from what is settled to what is not, as one without bounds does: to be
 * read with `FINAL` one by one and put together by `UNION ALL`. `FINAL` compares all rows of parts that overlap, and in the
 * current week they all do: the granule in which a project begins reaches over all that older parts hold of it. Read by
 * itself, the older lot is one part, which is not compared with anything.
 *
 * @param sorted the table and the id that it is sorted by
 * @returns a condition for each lot, and their parameters
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
