/** Number of values of the last eight digits of an id: 2^32. */
const VALUES = 0x1_0000_0000;

/** Whether a trace is recorded at a rate from 0 to 1. The last digits of its id, which are random, decide. */
export function isSampled(traceId: string, rate: number): boolean {
  if (rate >= 1) return true;
  const drawn = Number.parseInt(traceId.slice(-8), 16);
  return (Number.isNaN(drawn) ? 0 : drawn) < rate * VALUES;
}
