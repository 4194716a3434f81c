/** Runs one SDK in a process of its own: `run.ts NAME URL TRACES`. It prints its figures as JSON. */
import type { Subject } from './subject.ts';

/** Each is loaded where it is measured alone. */
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

/** About half a KB: with an input and an output each record has 1 KB. */
function payload(trace: number, span: number): object {
  let text = '';
  for (let at = trace + span; text.length < 450; at++) text += `${words[at % words.length]} ${at} `;
  return { role: 'user', trace, span, text };
}

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

// Long enough for the compiler; the sink does not count it.
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
    cpuUs: (user + system) / Number(traces),
    loopMs,
    totalMs: performance.now() - begun,
    /** The peak of the process, and what it was before the loop, in bytes. */
    peak: process.resourceUsage().maxRSS * 1_024,
    rss,
  }),
);
process.exit(0);
