import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { keepResults } from './results.ts';

const TRACES = 3_000;
/** Number of records per trace: the trace and its five spans. */
const RECORDS = 6;
/** Number of runs of each subject, in turn. The run with the median CPU time counts. */
const ROUNDS = 5;
const SUBJECTS = ['none', 'vitrine', 'opik', 'langfuse', 'langsmith'] as const;

interface Figures {
  p50: number;
  p99: number;
  cpuUs: number;
  loopMs: number;
  totalMs: number;
  peak: number;
  rss: number;
}

interface Received {
  url: string;
  bytes: Buffer;
  isPacked: boolean;
}

type Item = Record<string, unknown>;

/** Returns id, name and completion of all records in a request, in the protocol of any subject. */
function recordsOf({ url, bytes, isPacked }: Received): { id: string; name: unknown; ended: boolean }[] {
  const body = JSON.parse((isPacked ? gunzipSync(bytes) : bytes).toString()) as Record<string, Item[] | undefined>;
  if (url.includes('/otel/')) {
    const spans = (body['resourceSpans'] ?? [])
      .flatMap((resource) => (resource['scopeSpans'] as { spans: Item[] }[]) ?? [])
      .flatMap((scope) => scope.spans);
    return spans.map((span) => ({ id: String(span['spanId']), name: span['name'], ended: true }));
  }
  const plain = [
    ...(body['traces'] ?? []),
    ...(body['spans'] ?? []),
    ...(body['post'] ?? []),
    ...(body['patch'] ?? []),
  ];
  return plain.map((item) => ({ id: String(item['id']), name: item['name'], ended: Boolean(item['end_time']) }));
}

/** Starts a server in this process that stores requests and parses them only when `delivered` is called. */
async function startSink() {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const { url = '', headers } = request;
    void buffer(request).then((bytes) => {
      if (request.method === 'GET') {
        response.setHeader('content-type', 'application/json');
        // LangSmith requests the server's capabilities. JSON batches can be counted without its multipart format.
        response.end(JSON.stringify({ batch_ingest_config: { use_multipart_endpoint: false, size_limit: 100 } }));
      } else {
        received.push({ url, bytes, isPacked: headers['content-encoding'] === 'gzip' });
        response.writeHead(url.includes('/otel/') ? 200 : 204).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => received.length,
    /** Returns the number of completed records, minus the number of warm-up records. */
    delivered(warmUp: number): number {
      const ended = new Set<string>();
      for (const each of received) for (const record of recordsOf(each)) if (record.ended) ended.add(record.id);
      return ended.size - warmUp;
    },
    close(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}

const WARM_UP_RECORDS = 200 * RECORDS;

async function run(name: string) {
  const sink = await startSink();
  const script = new URL('sdk-subjects/run.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--conditions=vitrine-source', script, name, sink.url, String(TRACES)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LANGSMITH_TRACING: 'true', VITRINE_CONFIG_PATH: '/no-such-file' },
  });
  const stdout = await text(child.stdout);
  const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Figures;
  const delivered = name === 'none' ? 0 : sink.delivered(WARM_UP_RECORDS);
  const requests = sink.requests();
  sink.close();
  return { name, ...figures, delivered, produced: name === 'none' ? 0 : TRACES * RECORDS, requests };
}

/** Measures the size of the SDK in a page, in bytes: all exports, minified; and its lazy chunks. */
async function bundleSize(): Promise<{ min: number; gzip: number; lazyGzip: number }> {
  const core = new URL('../packages/core/src/index.ts', import.meta.url).pathname;
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['vitrine-source', 'module', 'browser', 'development|production'] },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: { core },
        preserveEntrySignatures: 'strict',
        output: { format: 'es', minify: true },
      },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as { output: { code?: string; isEntry?: boolean }[] };
  const sizeOf = (isEntry: boolean): string =>
    output.map((chunk) => ((chunk.isEntry ?? false) === isEntry ? (chunk.code ?? '') : '')).join('');
  const [entry, lazy] = [sizeOf(true), sizeOf(false)];
  return { min: entry.length, gzip: gzipSync(entry).length, lazyGzip: gzipSync(lazy).length };
}

/**
 * Compares our SDK with other SDKs and with no tracing. A tight loop sends traces of five spans, with 1 KB per record,
 * to a server on this machine. In-call times are per start or end. CPU time is the time of the whole process until all
 * records are delivered.
 */
export async function sdk(): Promise<string> {
  const runs: Awaited<ReturnType<typeof run>>[] = [];
  for (let round = 0; round < ROUNDS; round++) for (const name of SUBJECTS) runs.push(await run(name));
  const subjects = SUBJECTS.map((name) => medianOf(runs.filter((each) => each.name === name)));
  const bundle = await bundleSize();
  const base = subjects.find(({ name }) => name === 'none');
  const rows = subjects.map(({ name, p50, p99, cpuUs, totalMs, peak, rss, delivered, produced, requests }) => ({
    sdk: name,
    'p50 (µs)': round(p50, 1),
    'p99 (µs)': round(p99, 1),
    'CPU (µs/trace)': round(cpuUs - (name === 'none' ? 0 : (base?.cpuUs ?? 0)), 0),
    'total (ms)': round(totalMs, 0),
    'peak (MB)': round(peak / 1e6, 0),
    'growth (MB)': round((peak - rss) / 1e6, 0),
    delivered: `${delivered} of ${produced}`,
    requests,
  }));
  console.table(rows);
  keepResults('sdk', { traces: TRACES, subjects, bundle });
  const cpuOf = (name: string): number => Number(rows.find((row) => row.sdk === name)?.['CPU (µs/trace)']);
  const ours = subjects.find(({ name }) => name === 'vitrine');
  return (
    `p50 ${ours?.p50.toFixed(1)} µs and p99 ${ours?.p99.toFixed(1)} µs per call, ` +
    `${cpuOf('vitrine')} µs of CPU time per trace (x${(cpuOf('vitrine') / cpuOf('opik')).toFixed(2)} of opik), ` +
    `${(ours?.produced ?? 0) - (ours?.delivered ?? 0)} of ${ours?.produced} dropped; ` +
    `in a page ${(bundle.gzip / 1_000).toFixed(1)} KB (min + gzip), ${(bundle.lazyGzip / 1_000).toFixed(1)} KB more on the first search`
  );
}

function medianOf<T extends { cpuUs: number }>(runs: readonly T[]): T {
  return runs.toSorted((a, b) => a.cpuUs - b.cpuUs).at(runs.length >> 1)!;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
