import { idTimeMs, lowestId, type Id } from '@vitrine/core/model';

/** Condition on the spans of some traces. The bounds limit the partitions that are read. */
export const OF_TRACES = `workspace = {workspace:String} AND trace_id >= {from:String} AND trace_id < {to:String}
  AND trace_id IN {traces:Array(String)}`;

/** Returns the parameters of {@link OF_TRACES}. */
export function traceParameters(workspace: string, traceIds: readonly Id[]): Record<string, unknown> {
  const sorted = traceIds.toSorted();
  return {
    workspace,
    traces: sorted,
    from: lowestId(idTimeMs(sorted.at(0) ?? '')),
    to: lowestId(idTimeMs(sorted.at(-1) ?? '') + 1),
  };
}
