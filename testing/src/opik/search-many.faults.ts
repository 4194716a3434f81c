import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateId, Opik } from 'opik';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectSilence } from './expect-silence.ts';

const TRACES = 100_000;
const MB = 1024 * 1024;
/**
 * Heap limit below the size of the response. V8 then collects garbage during the response, and a server that kept the
 * response in memory would crash.
 */
const HEAP_LIMIT_MB = 128;
const MAIN = fileURLToPath(new URL('../../../packages/server/src/main.ts', import.meta.url));

expectSilence();

/** Vitrine in its own process, so its memory can be measured. */
let server: ChildProcess;
let port: number;
let apiUrl: string;
const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-search-'));
async function start(): Promise<void> {
  const heap = `--max-old-space-size=${HEAP_LIMIT_MB}`;
  const args = [heap, '--conditions=vitrine-source', MAIN, '--port', String(port), '--data-dir', dataDir];
  server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(server.stdout!, 'data');
}
async function stop(): Promise<void> {
  server.kill();
  await once(server, 'close');
}
beforeAll(async () => {
  port = await freePort();
  apiUrl = `http://127.0.0.1:${port}/api`;
  await start();
});
afterAll(async () => {
  await stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Returns the peak resident memory of the server since `forgetPeak()`, in bytes. */
function peak(): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}
const forgetPeak = (): void => writeFileSync(`/proc/${server.pid}/clear_refs`, '5');

async function write(projectName: string, from: number, count: number): Promise<void> {
  const start = Date.now();
  const traces = Array.from({ length: count }, (_, index) => ({
    id: generateId(),
    project_name: projectName,
    name: `trace ${from + index}`,
    start_time: new Date(start).toISOString(),
    end_time: new Date(start + 1_000).toISOString(),
    input: { question: `Where is order ${from + index}?`, context: `${index} `.repeat(200) },
    output: { answer: `It is on its way ${index} `.repeat(20) },
    metadata: { index },
    tags: ['many'],
  }));
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ traces });
  const response = await fetch(`${apiUrl}/v1/private/traces/batch`, { method: 'POST', headers, body });
  expect(response.status).toBe(204);
}

test('100,000 traces are searched in one stream that the server does not keep in memory', async () => {
  const client = new Opik({ apiUrl, projectName: 'many' });
  for (let from = 0; from < TRACES; from += 1_000) await write('many', from, 1_000);
  // A restart, because memory from the writes would hide the memory that the search needs.
  await stop();
  await start();

  forgetPeak();
  const traces = await client.searchTraces({ maxResults: TRACES, truncate: false });
  const most = peak();
  expect(new Set(traces.map(({ name }) => name)).size).toBe(TRACES);
  expect(JSON.stringify(traces).length).toBeGreaterThan(HEAP_LIMIT_MB * MB);
  // Measured: 275 to 290 MB, including 180 MB before the first request.
  expect(most).toBeLessThan(400 * MB);
});
