import type { Subject } from './subject.ts';

/** Creates the baseline without tracing, which measures the cost of the loop itself. */
export function none(): Subject {
  return { startTrace: () => 0, startSpan: () => 0, endSpan() {}, endTrace() {}, finish: () => Promise.resolve() };
}
