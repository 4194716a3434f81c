/** How long something takes, in ms. */
export interface Percentiles {
  p50: number;
  p95: number;
}

/** Does something again and again, one after the other, after two times that do not count. */
export async function percentilesOf(times: number, work: (index: number) => Promise<unknown>): Promise<Percentiles> {
  const took: number[] = [];
  for (let index = -2; index < times; index++) {
    const begun = performance.now();
    await work(index + 2);
    if (index >= 0) took.push(performance.now() - begun);
  }
  return { p50: percentile(took, 0.5), p95: percentile(took, 0.95) };
}

/** So much of the times took no longer than this, to a tenth of a ms. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
}
