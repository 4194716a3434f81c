import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import { expect, test } from 'vitest';
import { enginePid } from '../../storage/engine/engine-pid.fixture.ts';
import { startTestServer } from '../../server.fixture.ts';

test('after the engine was killed -9 during writes, the server answers again and has every acknowledged span', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-killed-'));
  const server = await startTestServer({ dataDir });
  const trace = newId();
  await server.call('POST', 'private/traces/batch', { traces: [{ id: trace, start_time: new Date().toISOString() }] });
  const acknowledged: string[] = [];
  const refused: number[] = [];
  const stop = new AbortController();
  const writer = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const spans = Array.from({ length: 20 }, () => ({
        id: newId(),
        trace_id: trace,
        start_time: new Date().toISOString(),
      }));
      const { status } = await server.call('POST', 'private/spans/batch', { spans });
      if (status === 204) acknowledged.push(...spans.map((span) => span.id));
      else refused.push(status);
    }
  };
  const writers = Array.from({ length: 8 }, writer);
  /** Resolves when an engine that started after the killed one has stored spans. */
  const storing = async (killed?: number): Promise<number> => {
    const pid = await enginePid(dataDir, killed);
    const before = acknowledged.length;
    await expect.poll(() => acknowledged.length).toBeGreaterThan(before + 100);
    return pid;
  };
  let engine = await storing();
  for (let kill = 0; kill < 3; kill++) {
    process.kill(engine, 'SIGKILL');
    engine = await storing(engine);
  }
  stop.abort();
  await Promise.all(writers);

  expect(refused.every((status) => status === 503)).toBe(true);
  const { body } = await server.call<{ spans: { id: string }[] }>('GET', `view/traces/${trace}`);
  const stored = body.spans.map((span) => span.id);
  expect(new Set(stored).size).toBe(stored.length);
  const missing = acknowledged.filter((id) => !stored.includes(id));
  expect(missing).toEqual([]);
  await server[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);
