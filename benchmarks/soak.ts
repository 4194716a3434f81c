import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { TracesView } from '@vitrine/core/model';
import { answerOf } from './answer-of.ts';
import { engineStatement } from './engine-statement.ts';
import { percentile } from './percentiles.ts';
import { keepResults } from './results.ts';
import type { Sent } from './soak-sender.ts';
import { startStandaloneServer } from './standalone-server.ts';

const SENDER = fileURLToPath(new URL('./soak-sender.ts', import.meta.url));
/** Pause between two page views, in ms: the pace of a reader, not a second load. */
const LOOK_EVERY_MS = 100;
const SECOND_MS = 1_000;

/**
 * Sends `rate` spans per second for `seconds` from another process, while this process opens lists, traces and series.
 * Measures the accepted spans, the memory and parts over time, and the latency of the reads.
 */
export async function soak({ seconds, rate }: { seconds: number; rate: number }): Promise<string> {
  const server = await startStandaloneServer();
  const sender = fork(SENDER, [server.url, String(seconds), String(rate)], {
    execArgv: ['--conditions=vitrine-source'],
  });
  const ended = once(sender, 'exit');
  try {
    const sent = once(sender, 'message') as Promise<[Sent]>;
    const failed = ended.then(() => Promise.reject(new Error('the sender process exited early')));
    failed.catch(() => undefined);
    const atStart = server.memory();
    const looking = new AbortController();
    const watched = watch(server, looking.signal);
    const looked = look(server, looking.signal);
    const [counts] = await Promise.race([sent, failed]).finally(() => looking.abort());
    const [{ memory, parts }, times] = await Promise.all([watched, looked]);
    const atEnd = server.memory();
    const middle = memory.at(Math.floor(memory.length / 2)) ?? atEnd;
    const engineMax = Math.max(...memory.map((each) => each.engine), atEnd.engine);
    const figures = Object.entries(times).map(([name, took]) => {
      return [name, { runs: took.length, p50: percentile(took, 0.5), p99: percentile(took, 0.99) }] as const;
    });
    const accepted = Math.round(counts.accepted / seconds);
    keepResults('soak', {
      seconds,
      rate,
      ...counts,
      acceptedPerSecond: accepted,
      memoryMb: { atStart, middle, atEnd, engineMax },
      partsMax: parts,
      milliseconds: Object.fromEntries(figures),
    });
    const latencies = figures.map(([name, { p50, p99 }]) => `${name} ${p50}/${p99}`).join(', ');
    return (
      `${accepted} of ${rate} spans/s accepted for ${seconds} s, ${counts.refused} refused, ${counts.held} not sent in time; resident MB at start, middle, ` +
      `end: server ${atStart.server}, ${middle.server}, ${atEnd.server}, engine ${atStart.engine}, ${middle.engine}, ` +
      `${atEnd.engine} (maximum ${engineMax}); maximum ${parts} parts of a table; p50/p99 in ms: ${latencies}`
    );
  } finally {
    sender.kill();
    await ended;
    await server.close();
  }
}

type Server = Awaited<ReturnType<typeof startStandaloneServer>>;

/** Samples the memory of both processes every second, and the number of parts of the table with the most parts. */
async function watch({ dataDir, memory }: Server, signal: AbortSignal) {
  const seen = { memory: [] as ReturnType<typeof memory>[], parts: 0 };
  while (!signal.aborted) {
    const parts = await engineStatement(
      dataDir,
      "SELECT max(parts) FROM (SELECT count() AS parts FROM system.parts WHERE active AND database = 'vitrine' GROUP BY table)",
    );
    seen.parts = Math.max(seen.parts, Number(parts));
    seen.memory.push(memory());
    await new Promise((resolve) => setTimeout(resolve, SECOND_MS));
  }
  return seen;
}

/** Opens one page after the other, and returns the durations in ms. */
async function look({ url }: Server, signal: AbortSignal): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = { list: [], open: [], series: [] };
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const begun = performance.now();
    const result = await work();
    times[name]?.push(performance.now() - begun);
    return result;
  };
  const agent = new Agent({ keepAlive: true });
  const get = async <T>(path: string): Promise<T> => (await answerOf(`${url}/${path}`, agent)) as T;
  const from = new Date().toISOString();
  const series = `view/series?project_name=bench&metric=total_tokens&group_by=model&interval=minute&from_time=${from}`;
  while (!signal.aborted) {
    // The first batch creates the project.
    const projects = await get<{ projects: { name: string }[] }>('view/projects');
    if (projects.projects.some(({ name }) => name === 'bench')) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  for (let index = 0; !signal.aborted; index++) {
    const { traces } = await timed('list', () => get<TracesView>('view/traces?project_name=bench'));
    const trace = traces[index % Math.max(1, traces.length)];
    if (trace) await timed('open', () => get(`view/traces/${trace.id}`));
    if (index % 10 === 0) await timed('series', () => get(series));
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  agent.destroy();
  return times;
}
