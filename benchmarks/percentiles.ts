/** How long something takes, in ms. */
export interface Percentiles {
  p50: number;
  p95: number;
}

/** Does something again and again, one after the other, after a fifth as many times (two at least) that do not count. */
export async function percentilesOf(times: number, work: (index: number) => Promise<unknown>): Promise<Percentiles> {
  const took: number[] = [];
  const warming = Math.max(2, Math.ceil(times / 5));
  for (let index = -warming; index < times; index++) {
    const begun = performance.now();
    await work(index + warming);
    if (index >= 0) took.push(performance.now() - begun);
  }
  return { p50: percentile(took, 0.5), p95: percentile(took, 0.95) };
}

/** So much of the times took no longer than this, to a tenth of a ms. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
}
