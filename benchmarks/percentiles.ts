/** Percentiles of a duration, in ms. */
export interface Percentiles {
  p50: number;
  p95: number;
}

/** Measures consecutive calls of `work`, after two warm-up calls. */
export async function percentilesOf(times: number, work: (index: number) => Promise<unknown>): Promise<Percentiles> {
  const took: number[] = [];
  for (let index = -2; index < times; index++) {
    const begun = performance.now();
    await work(index + 2);
    if (index >= 0) took.push(performance.now() - begun);
  }
  return { p50: percentile(took, 0.5), p95: percentile(took, 0.95) };
}

/** Returns the time, rounded to 0.1 ms, that a share (0 to 1) of the times does not exceed. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
}
