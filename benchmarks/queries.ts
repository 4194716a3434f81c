import { Agent } from 'node:http';
import { answerOf } from './answer-of.ts';
import { startBenchServer } from './bench-server.ts';
import { generateHistory, type History } from './generate-history.ts';
import { percentilesOf, type Percentiles } from './percentiles.ts';
import { keepResults } from './results.ts';

const RUNS = 20;
const DAY_MS = 86_400_000;

/**
 * Measures the reads behind the pages, in a history of `spans` spans. Each time is from the request over HTTP to the
 * parsed response. Requests run one at a time, and client, server and engine share this machine.
 */
export async function queries({ spans }: { spans: number }): Promise<string> {
  const server = await startBenchServer();
  try {
    const begun = performance.now();
    const history = await generateHistory(server, spans);
    const generateSeconds = Math.round((performance.now() - begun) / 1_000);
    const figures: Record<string, Percentiles> = {};
    for (const [name, { runs = RUNS, work }] of Object.entries(reads(server, history))) {
      figures[name] = await percentilesOf(runs, work);
    }
    keepResults('queries', { spans, rows: history.rows, generateSeconds, milliseconds: figures });
    const line = Object.entries(figures).map(([name, { p50, p95 }]) => `${name} ${p50}/${p95}`);
    return `p50/p95 in ms with ${spans.toLocaleString('en')} spans: ${line.join(', ')}`;
  } finally {
    await server.close();
  }
}

interface Read {
  work: (index: number) => Promise<unknown>;
  runs?: number;
}

function reads(
  server: Awaited<ReturnType<typeof startBenchServer>>,
  { projectId, traceIds, threadId }: History,
): Record<string, Read> {
  const agent = new Agent({ keepAlive: true });
  const get = (path: string, body?: object): Promise<unknown> => answerOf(`${server.url}/api/v1/${path}`, agent, body);
  const list = (query = ''): Promise<unknown> => get(`view/traces?project_id=${projectId}${query}`);
  const ago = (days: number): string => encodeURIComponent(new Date(Date.now() - days * DAY_MS).toISOString());
  const trace = (index: number): string => traceIds[index % traceIds.length] ?? '';
  const series = (query: string) => () => get(`view/series?project_id=${projectId}&${query}`);
  const hourly = `interval=hour&from_time=${ago(30)}`;
  return {
    'open a trace': { runs: 100, work: (index) => get(`view/traces/${trace(index)}`) },
    bodies: { runs: 50, work: (index) => get(`view/traces/${trace(index)}/bodies`, { ids: [trace(index)] }) },
    'trace list, newest': { work: () => list() },
    'trace list, 7 days': { work: () => list(`&from_time=${ago(7)}`) },
    'trace list, 20 days back': { work: () => list(`&to_time=${ago(20)}`) },
    'search that finds': { work: () => list('&search=refund') },
    'search that finds nothing, 7 days': { runs: 5, work: () => list(`&search=nowhere&from_time=${ago(7)}`) },
    'search that finds nothing': { runs: 3, work: () => list('&search=nowhere') },
    'REST page of traces': { work: () => get(`private/traces?project_id=${projectId}&size=25`) },
    'REST page of spans': { work: () => get(`private/spans?project_id=${projectId}&size=25`) },
    'REST page by cost': {
      runs: 5,
      work: () =>
        get(
          `private/traces?project_id=${projectId}&size=25&sorting=${encodeURIComponent('[{"field":"total_estimated_cost"}]')}`,
        ),
    },
    thread: { work: () => get(`view/thread?project_id=${projectId}&thread_id=${encodeURIComponent(threadId)}`) },
    projects: { work: () => get('view/projects') },
    '30 days of traces by hour': { work: series(`metric=trace_count&${hourly}`) },
    '30 days of trace durations by hour': { work: series(`metric=trace_duration&${hourly}`) },
    '30 days of tokens by day and model': { work: series('metric=total_tokens&group_by=model') },
    '30 days of cost by day and model': { work: series('metric=total_estimated_cost&group_by=model') },
    '30 days of span durations by day': { work: series('metric=span_duration') },
  };
}
