import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type IngestView } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enginePid } from '../../storage/engine/engine-pid.fixture.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-overload-'));
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dataDir, maxBytesInFlight: 1_000_000 });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

function batch(): { id: string; trace_id: string; start_time: string; input: string }[] {
  const trace_id = newId();
  const start_time = new Date().toISOString();
  return Array.from({ length: 20 }, () => ({ id: newId(), trace_id, start_time, input: 'x'.repeat(10_000) }));
}

test('while the engine hangs, writes wait, those beyond the limit are refused, and all accepted ones are stored later', async () => {
  await server.call('POST', 'private/spans/batch', { spans: batch() });
  const pid = await enginePid(dataDir);
  process.kill(pid, 'SIGSTOP');
  const batches = Array.from({ length: 15 }, batch);
  const answers: Promise<{ status: number; retryAfter: string | null }>[] = [];
  for (const spans of batches) {
    const sent = fetch(`${server.url}/api/v1/private/spans/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ spans }),
    });
    answers.push(sent.then(({ status, headers }) => ({ status, retryAfter: headers.get('retry-after') })));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // Each has 200 kB, so four or five fit into a megabyte.
  const hung = await server.call<IngestView>('GET', 'view/ingest');
  expect(hung.body.in_flight_bytes).toBeLessThanOrEqual(1_000_000);
  process.kill(pid, 'SIGCONT');

  const settled = await Promise.all(answers);
  const turnedAway = settled.filter(({ status }) => status === 429);
  expect(turnedAway.length).toBeGreaterThanOrEqual(9);
  for (const { retryAfter } of turnedAway) expect(retryAfter).toBe('1');
  const taken = batches.filter((_, index) => settled[index]?.status === 204);
  expect(taken.length).toBe(15 - turnedAway.length);
  for (const spans of taken) {
    const page = await server.call<{ total: number }>(
      'GET',
      `private/spans?project_name=Default%20Project&trace_id=${spans[0]?.trace_id}&size=1`,
    );
    expect(page.body.total).toBe(20);
  }
  const { body } = await server.call<IngestView>('GET', 'view/ingest');
  const spans = body.streams.find(({ stream }) => stream === 'spans');
  expect(spans).toMatchObject({ committed: 20 + taken.length * 20, in_flight: 0 });
  expect(body.in_flight_bytes).toBe(0);
});
