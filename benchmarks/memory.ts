import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newId } from '@vitrine/core';
import { keepResults } from './results.ts';

const MAIN = fileURLToPath(new URL('../packages/server/src/main.ts', import.meta.url));
/** How long the server is left alone before it is measured, and how long it is under load, in ms. */
const IDLE_MS = 5_000;
const LOAD_MS = 15_000;
const CLIENTS = 4;

/** The resident memory of the server and of the engine, each a process of its own: idle, and after writes and reads. */
export async function memory(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-bench-'));
  const port = await freePort();
  const server = spawn(
    process.execPath,
    ['--conditions=vitrine-source', MAIN, '--port', String(port), '--data-dir', dataDir],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    const url = `http://127.0.0.1:${port}/api/v1`;
    await answers(`${url}/view/projects`);
    const engine = (JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as { pid: number }).pid;
    const measure = (): { server: number; engine: number } => ({
      server: residentMb(server.pid ?? 0),
      engine: residentMb(engine),
    });
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const idle = measure();
    const written = await load(url);
    const loaded = measure();
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const afterwards = measure();
    keepResults('memory', { idle, loaded, afterwards, spansWritten: written, unit: 'MB' });
    const line = (each: { server: number; engine: number }): string => `server ${each.server}, engine ${each.engine}`;
    return `resident MB idle: ${line(idle)}; after ${LOAD_MS / 1_000} s of load (${written} spans): ${line(loaded)}; ${IDLE_MS / 1_000} s later: ${line(afterwards)}`;
  } finally {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function load(url: string): Promise<number> {
  const until = Date.now() + LOAD_MS;
  let written = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (Date.now() < until) {
        const trace_id = newId();
        const spans = Array.from({ length: 500 }, () => ({
          trace_id,
          project_name: 'memory',
          name: 'model call',
          type: 'llm',
          start_time: new Date().toISOString(),
          input: { text: 'order refund parcel '.repeat(80) },
        }));
        const response = await fetch(`${url}/private/spans/batch`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ spans }),
        });
        if (response.ok) written += spans.length;
        await (await fetch(`${url}/view/projects`)).text();
      }
    }),
  );
  return written;
}

/** The resident memory of a process, in MB (10^6 bytes). */
function residentMb(pid: number): number {
  const kib = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  return Math.round((kib * 1_024) / 1e6);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} does not answer`);
}
