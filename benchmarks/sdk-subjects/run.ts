/** Measures one SDK in its own process: `run.ts NAME URL TRACES`. Prints the figures as JSON. */
import type { Subject } from './subject.ts';

/** Loaders of the subjects, so a process loads only the SDK that it measures. */
const SUBJECTS: Record<string, () => Promise<(url: string) => unknown>> = {
  none: async () => (await import('./none.ts')).none,
  vitrine: async () => (await import('./vitrine.ts')).vitrine,
  opik: async () => (await import('./opik.ts')).opik,
  langfuse: async () => (await import('./langfuse.ts')).langfuse,
  langsmith: async () => (await import('./langsmith.ts')).langsmith,
};
const SPANS = 5;

const [name = '', url = '', traces = '0'] = process.argv.slice(2);
const load = SUBJECTS[name];
if (load === undefined) throw new Error(`there is no subject "${name}"`);
const subject = (await load())(url) as Subject;

const words = 'order refund parcel policy customer delivery address invoice return carrier stock'.split(' ');

/** Returns a payload of about 0.5 KB. A record with an input and an output has about 1 KB. */
function payload(trace: number, span: number): object {
  let text = '';
  for (let at = trace + span; text.length < 450; at++) text += `${words[at % words.length]} ${at} `;
  return { role: 'user', trace, span, text };
}

/** Durations of all calls, in µs. */
const took: number[] = [];
function timed<R>(call: () => R): R {
  const begun = performance.now();
  const result = call();
  took.push((performance.now() - begun) * 1_000);
  return result;
}

function runTraces(from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const trace = timed(() => subject.startTrace(`trace ${at}`, payload(at, 0)));
    for (let index = 1; index <= SPANS; index++) {
      const input = payload(at, index);
      const span = timed(() => subject.startSpan(trace, `step ${index}`, input));
      const output = payload(at, -index);
      timed(() => subject.endSpan(span, output));
    }
    const output = payload(at, -1);
    timed(() => subject.endTrace(trace, output));
  }
}

/** Number of traces before the measurement, enough for the JIT compiler. `delivered` does not count them. */
const WARM_UP = 200;
runTraces(0, WARM_UP);
await subject.finish();
took.length = 0;
const rss = process.memoryUsage().rss;
const cpu = process.cpuUsage();
const begun = performance.now();
runTraces(WARM_UP, WARM_UP + Number(traces));
const loopMs = performance.now() - begun;
await subject.finish();
const { user, system } = process.cpuUsage(cpu);
took.sort((a, b) => a - b);
const at = (share: number): number => took[Math.floor((took.length - 1) * share)] ?? 0;
console.log(
  JSON.stringify({
    p50: at(0.5),
    p99: at(0.99),
    /** CPU time per trace, in µs. */
    cpuUs: (user + system) / Number(traces),
    loopMs,
    totalMs: performance.now() - begun,
    /** Peak of the resident memory, in bytes. */
    peak: process.resourceUsage().maxRSS * 1_024,
    /** Resident memory before the loop, in bytes. */
    rss,
  }),
);
process.exit(0);
