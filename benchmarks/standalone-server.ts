import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Compiled entry point, as in an installed package. */
const MAIN = fileURLToPath(new URL('../packages/server/dist/main.js', import.meta.url));

/** Starts `vitrine` in its own process, with an empty engine. */
export async function startStandaloneServer() {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-bench-'));
  const port = await freePort();
  const server = spawn(process.execPath, [MAIN, '--port', String(port), '--data-dir', dataDir], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const close = async (): Promise<void> => {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}/api/v1`;
  try {
    await answers(`${url}/view/projects`);
  } catch (error) {
    await close();
    throw error;
  }
  const engine = (JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as { pid: number }).pid;
  return {
    url,
    dataDir,
    /** Returns the resident memory of both processes, in MB. */
    memory: (): { server: number; engine: number } => ({
      server: residentMb(server.pid ?? 0),
      engine: residentMb(engine),
    }),
    close,
  };
}

/** Returns the resident memory of a process, in MB (10^6 bytes). */
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
