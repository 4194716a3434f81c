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
  took.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95) };
}
