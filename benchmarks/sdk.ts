import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { keepResults } from './results.ts';

const TRACES = 3_000;
/** A trace and its five spans. */
const RECORDS = 6;
/** All take turns so often; of each the run with the median of CPU counts. */
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

/** Names and whether they have ended, of all records in a request, whichever SDK's protocol it speaks. */
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

/** A server in this process that keeps what it gets, and looks at it only when it is asked to. */
async function startSink() {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const { url = '', headers } = request;
    void buffer(request).then((bytes) => {
      if (request.method === 'GET') {
        response.setHeader('content-type', 'application/json');
        // LangSmith asks what the server can do; JSON batches can be counted without its multipart format.
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
    /** How many records came that have ended, those of the warm-up left out by their number. */
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

/** What the SDK weighs in a page, in bytes: all that is exported, and minified. */
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
 * Traces of five spans with 1 KB each, in a tight loop, to a server on this machine: our SDK beside others and beside no
 * tracing. In-call times are of one start or end; CPU is that of the whole process until all is delivered.
 */
export async function sdk(): Promise<string> {
  const runs: Awaited<ReturnType<typeof run>>[] = [];
  for (let round = 0; round < ROUNDS; round++) for (const name of SUBJECTS) runs.push(await run(name));
  const subjects = SUBJECTS.map((name) => medianOf(runs.filter((each) => each.name === name)));
  const bundle = await bundleSize();
  const base = subjects.find(({ name }) => name === 'none');
  const rows = subjects.map(({ name, p50, p99, cpuUs, totalMs, peak, rss, delivered, produced, requests }) => ({
    sdk: name,
    'p50 us': round(p50, 1),
    'p99 us': round(p99, 1),
    'CPU us/trace': round(cpuUs - (name === 'none' ? 0 : (base?.cpuUs ?? 0)), 0),
    'total ms': round(totalMs, 0),
    'peak MB': round(peak / 1e6, 0),
    'grown MB': round((peak - rss) / 1e6, 0),
    delivered: `${delivered} of ${produced}`,
    requests,
  }));
  console.table(rows);
  keepResults('sdk', { traces: TRACES, subjects, bundle });
  const cpuOf = (name: string): number => Number(rows.find((row) => row.sdk === name)?.['CPU us/trace']);
  const ours = subjects.find(({ name }) => name === 'vitrine');
  return (
    `p50 ${ours?.p50.toFixed(1)} us and p99 ${ours?.p99.toFixed(1)} us a call, ` +
    `${cpuOf('vitrine')} us of CPU a trace (${(cpuOf('vitrine') / cpuOf('opik')).toFixed(2)} of opik's), ` +
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
