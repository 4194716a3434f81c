import type { TraceView } from '@vitrine/core/model';

/** Time range of the bars, in ms since the epoch. */
export interface TimeAxis {
  start: number;
  /** Always after `start`. */
  end: number;
}

/**
 * Returns the time from the first start to the last end of a trace and its spans, whose clocks may differ. A running
 * trace reaches to now.
 */
export function timeAxis(view: TraceView, nowMs: number): TimeAxis {
  let start = Infinity;
  let end = -Infinity;
  for (const row of [view.trace, ...view.spans]) {
    const from = Date.parse(row.start_time);
    start = Math.min(start, from);
    end = Math.max(end, row.end_time === null ? from : Date.parse(row.end_time));
  }
  if (view.trace.end_time === null) end = Math.max(end, nowMs);
  return { start, end: Math.max(end, start + 1) };
}

/** Returns at most five round times on the axis, in ms after its start, without 0. Times have a resolution of 1 ms. */
export function ticks({ start, end }: TimeAxis): number[] {
  const length = end - start;
  const rough = Math.max(1, length / 5);
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((size) => size >= rough) ?? rough;
  const marks: number[] = [];
  for (let at = step; at < length * 0.97; at += step) marks.push(at);
  return marks;
}
