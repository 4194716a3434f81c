import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginePid } from '../../storage/engine/engine-pid.fixture.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vitrine-faults-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

const start_time = new Date().toISOString();

function batchOf(trace_id: string, count: number, input?: string) {
  return Array.from({ length: count }, () => ({ id: newId(), trace_id, start_time, ...(input && { input }) }));
}

/** Writes a batch to a server by its URL. Returns the ids if it was acknowledged, otherwise none. */
async function write(url: string, spans: { id: string }[]): Promise<string[]> {
  try {
    const response = await fetch(`${url}/api/v1/private/spans/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ spans }),
    });
    return response.status === 204 ? spans.map((span) => span.id) : [];
  } catch {
    return [];
  }
}

async function storedOf(server: TestServer, trace: string): Promise<string[]> {
  const { body } = await server.call<{ spans: { id: string }[] }>('GET', `view/traces/${trace}`);
  return body.spans.map((span) => span.id);
}

describe('killed -9', () => {
  test('after ten kills of the engine during 200 concurrent batches, every acknowledged span is stored once', async () => {
    const server = await startTestServer({ dataDir });
    const trace = newId();
    await server.call('POST', 'private/traces/batch', { traces: [{ id: trace, start_time }] });
    const acknowledged: string[] = [];
    let killed: number | undefined;
    for (let kill = 0; kill < 10; kill++) {
      const engine = await enginePid(dataDir, killed);
      const batches = Array.from({ length: 200 }, () => write(server.url, batchOf(trace, 10)));
      await Promise.race(batches);
      process.kill(engine, 'SIGKILL');
      killed = engine;
      acknowledged.push(...(await Promise.all(batches)).flat());
    }
    const stored = await storedOf(server, trace);
    expect(new Set(stored).size).toBe(stored.length);
    const there = new Set(stored);
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
    console.log(`${acknowledged.length} spans were acknowledged through ten kills, all are there`);
    await server[Symbol.asyncDispose]();
  });

  test('after five kills of the server under load, every acknowledged span is stored and no engine is left', async () => {
    const port = 41_000 + Math.floor(Math.random() * 2_000);
    const url = `http://127.0.0.1:${port}`;
    const trace = newId();
    const acknowledged: string[] = [];
    const engines: number[] = [];
    for (let kill = 0; kill < 5; kill++) {
      const server = startProcess(port);
      await expect.poll(() => healthy(url)).toBe(true);
      engines.push(await enginePid(dataDir, engines.at(-1)));
      const batches = Array.from({ length: 100 }, () => write(url, batchOf(trace, 10)));
      await Promise.race(batches);
      await new Promise((resolve) => setTimeout(resolve, 100));
      server.kill('SIGKILL');
      acknowledged.push(...(await Promise.all(batches)).flat());
    }
    for (const pid of engines) await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
    const server = await startTestServer({ dataDir });
    await server.call('POST', 'private/traces/batch', { traces: [{ id: trace, start_time }] });
    const there = new Set(await storedOf(server, trace));
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
    await server[Symbol.asyncDispose]();
  });
});

test('while the engine hangs for 20 s, writes wait or are answered 503, and later writes succeed', async () => {
  const server = await startTestServer({ dataDir });
  const trace = newId();
  await server.call('POST', 'private/traces/batch', { traces: [{ id: trace, start_time }] });
  const pid = await enginePid(dataDir);
  process.kill(pid, 'SIGSTOP');
  const batches = Array.from({ length: 20 }, () => write(server.url, batchOf(trace, 10)));
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  process.kill(pid, 'SIGCONT');
  const acknowledged = (await Promise.all(batches)).flat();
  acknowledged.push(...(await write(server.url, batchOf(trace, 10))));
  expect(acknowledged.length).toBeGreaterThan(0);
  const there = new Set(await storedOf(server, trace));
  expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
  await server[Symbol.asyncDispose]();
});

// Mounting a small file system needs root.
test.runIf(process.getuid?.() === 0)(
  'on a full disk, writes get a clear error and reads work; writes work again when there is space',
  async () => {
    const disk = join(dataDir, 'disk');
    mkdirSync(disk);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'tmpfs', disk]).status).toBe(0);
    try {
      const server = await startTestServer({ dataDir: join(disk, 'data') });
      const trace = newId();
      await server.call('POST', 'private/traces/batch', { traces: [{ id: trace, name: 'before', start_time }] });
      expect(spawnSync('sh', ['-c', `dd if=/dev/zero of=${disk}/filler bs=1M 2>/dev/null; true`]).status).toBe(0);

      const full = await server.call<{ message: string }>('POST', 'private/spans/batch', {
        spans: batchOf(trace, 100, 'x'.repeat(5_000)),
      });
      expect(full.status).toBeGreaterThanOrEqual(500);
      expect(full.body.message).toMatch(/disk|space/i);
      expect((await server.call('GET', `view/traces/${trace}`)).body).toMatchObject({ trace: { name: 'before' } });

      rmSync(join(disk, 'filler'));
      const again = batchOf(trace, 10);
      await expect.poll(async () => (await write(server.url, again)).length).toBe(10);
      await server[Symbol.asyncDispose]();
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  },
);

function startProcess(port: number): ChildProcess {
  const main = new URL('../../main.ts', import.meta.url).pathname;
  const args = ['--conditions=vitrine-source', main, '--port', String(port), '--data-dir', dataDir];
  return spawn(process.execPath, args, { stdio: 'ignore' });
}

async function healthy(url: string): Promise<boolean> {
  return fetch(`${url}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}
