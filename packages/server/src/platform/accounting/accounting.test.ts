import { request, type ClientRequest } from 'node:http';
import { newId, type IngestView } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

async function account(): Promise<Record<string, IngestView['streams'][number]>> {
  const { body } = await server.call<IngestView>('GET', 'view/ingest');
  return Object.fromEntries(body.streams.map((stream) => [stream.stream, stream]));
}
const start_time = new Date().toISOString();

test('each received write is committed or refused with a reason, and nothing is in flight when all are answered', async () => {
  const [kept, moved, gone] = [newId(), newId(), newId()];
  const write = (traces: unknown[]) => server.call('POST', 'private/traces/batch', { traces });
  await write([
    { id: kept, start_time },
    { id: moved, start_time, project_name: 'a' },
    { id: gone, start_time },
  ]);
  await write([
    { id: 'wrong', start_time: 3 },
    { id: moved, start_time, project_name: 'b' },
    { id: kept, start_time },
  ]);
  await server.call('POST', 'private/traces/delete', { ids: [gone] });
  await write([{ id: gone, start_time }]);
  await server.call('PUT', 'private/traces/feedback-scores', {
    scores: [{ id: kept, name: 'q', value: 1 }, { id: kept }],
  });

  const { traces, feedback_scores } = await account();
  expect(traces).toEqual({
    stream: 'traces',
    // Three traces, three more, the tombstone, and the write after it.
    received: 8,
    committed: 5,
    refused: { invalid: 1, conflict: 1, deleted: 1 },
    in_flight: 0,
  });
  expect(feedback_scores).toMatchObject({ received: 2, committed: 1, refused: { invalid: 1 }, in_flight: 0 });
  const { body } = await server.call<IngestView>('GET', 'view/ingest');
  expect(body.in_flight_bytes).toBe(0);
  expect(body.minutes.at(-1)?.received).toBeGreaterThan(0);
});

test('the metrics for Prometheus have the same counts', async () => {
  const response = await fetch(`${server.url}/api/metrics`);
  expect(response.headers.get('content-type')).toContain('text/plain');
  const text = await response.text();
  const { traces } = await account();
  expect(text).toContain(`vitrine_ingest_received_total{stream="traces"} ${traces?.received}`);
  expect(text).toContain(`vitrine_ingest_refused_total{stream="traces",reason="conflict"} 1`);
  expect(text).toContain('vitrine_ingest_in_flight_bytes 0');
});

test('received = committed + refused + in flight at every moment of a burst, and memory is released', async () => {
  const batches = Array.from({ length: 20 }, () =>
    server.call('POST', 'private/spans/batch', {
      spans: Array.from({ length: 200 }, () => ({
        id: newId(),
        trace_id: newId(),
        start_time,
        input: 'x'.repeat(500),
      })),
    }),
  );
  let seenInFlight = 0;
  const done = Promise.all(batches).then(() => true);
  for (let finished = false; !finished; finished = await Promise.race([done, Promise.resolve(false)])) {
    const { spans } = await account();
    if (!spans) throw new Error('there is no account of spans');
    const refused = Object.values(spans.refused).reduce((sum, count) => sum + count, 0);
    expect(spans.received).toBe(spans.committed + refused + spans.in_flight);
    seenInFlight = Math.max(seenInFlight, spans.in_flight);
  }
  expect(seenInFlight).toBeGreaterThan(0);
  expect((await account())['spans']).toMatchObject({ received: 4000, committed: 4000, in_flight: 0 });
});

test('single writes are counted if they are invalid, or if the storage is unavailable', async () => {
  const away = await startTestServer({ clickhouse: { url: 'http://127.0.0.1:9' } }, { ready: false });
  const spans = [
    { trace_id: newId(), start_time },
    { trace_id: newId(), start_time },
  ];
  // The request waits for the storage until the server is closed.
  const waiting = away.call('POST', 'private/spans/batch', { spans });
  expect((await away.call('POST', 'private/traces', { start_time: 3 })).status).toBe(422);
  expect((await away.call('PATCH', `private/traces/${newId()}`, { start_time: 3 })).status).toBe(422);
  await away.vitrine.close();
  expect((await waiting).status).toBe(503);
  const { streams } = (await away.call<IngestView>('GET', 'view/ingest')).body;
  expect(streams).toMatchObject([
    { stream: 'traces', received: 2, refused: { invalid: 2 }, in_flight: 0 },
    { stream: 'spans', received: 2, refused: { storage: 2 }, in_flight: 0 },
    { stream: 'feedback_scores', received: 0 },
  ]);
  await away[Symbol.asyncDispose]();
});

test('bodies are admitted while there is memory for them, and further ones are refused and counted', async () => {
  const small = await startTestServer({ maxBytesInFlight: 1_000_000 });
  const open = (): { request: ClientRequest; status: Promise<number | undefined> } => {
    const sent = request(`${small.url}/api/v1/private/traces/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': 600_000 },
    });
    const status = new Promise<number | undefined>((resolve, reject) => {
      sent.once('response', (answer) => resolve(answer.resume().statusCode));
      sent.once('error', reject);
    });
    sent.write(' '.repeat(1_000));
    return { request: sent, status };
  };
  const body = JSON.stringify({ traces: [{ start_time }] });
  const first = open();
  const second = open();
  const turnedAway = await Promise.race([first.status, second.status]);
  expect(turnedAway).toBe(429);
  for (const { request: sent } of [first, second]) sent.on('error', () => undefined);
  first.request.end(body.padStart(599_000));
  second.request.end(body.padStart(599_000));
  expect(await Promise.all([first.status, second.status])).toContain(204);
  expect((await small.call('POST', 'private/traces/batch', { traces: [{ start_time }] })).status).toBe(204);
  expect((await small.call<IngestView>('GET', 'view/ingest')).body.turned_away).toBe(1);
  await small[Symbol.asyncDispose]();
});
