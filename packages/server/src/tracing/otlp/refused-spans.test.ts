import { randomBytes } from 'node:crypto';
import type { IngestView } from '@vitrine/core/model';
import protobuf from 'protobufjs/light.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import { OTLP_DESCRIPTOR } from './otlp-descriptor.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

async function spansOfAccount(): Promise<IngestView['streams'][number]> {
  const { streams } = (await server.call<IngestView>('GET', 'view/ingest')).body;
  const spans = streams.find(({ stream }) => stream === 'spans');
  if (!spans) throw new Error('there is no account of spans');
  return spans;
}

const traceId = randomBytes(16);
const good = () => ({
  traceId,
  spanId: randomBytes(8),
  name: 'good',
  startTimeUnixNano: `${Date.now()}000000`,
  endTimeUnixNano: `${Date.now()}000000`,
});
/** Two valid spans, three unreadable ones, and one that begins in 1970. */
const spans = () => [
  good(),
  { ...good(), traceId: Buffer.alloc(16) },
  { ...good(), spanId: Buffer.alloc(3, 1) },
  good(),
  { ...good(), parentSpanId: Buffer.alloc(5, 1) },
  { ...good(), startTimeUnixNano: '1' },
];

const root = protobuf.Root.fromJSON(OTLP_DESCRIPTOR);
const Request = root.lookupType('ExportTraceServiceRequest');
const requestOf = (spans: object[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

const hex = (value: unknown) => (Buffer.isBuffer(value) ? value.toString('hex') : value);
const asJson = (): string =>
  JSON.stringify(
    requestOf(
      spans().map((span) => Object.fromEntries(Object.entries(span).map(([name, value]) => [name, hex(value)]))),
    ),
  );
const asProtobuf = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Request.encode(Request.fromObject(requestOf(spans()))).finish());

test.each([
  ['JSON', 'application/json', asJson],
  ['protobuf', 'application/x-protobuf', asProtobuf],
])('unreadable spans of an export in %s are counted as received and refused', async (_name, type, body) => {
  const before = await spansOfAccount();
  const answer = await fetch(`${server.url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: body(),
  });
  expect(answer.status).toBe(200);
  const after = await spansOfAccount();
  expect(after.received - before.received).toBe(6);
  expect(after.committed - before.committed).toBe(2);
  expect((after.refused['invalid'] ?? 0) - (before.refused['invalid'] ?? 0)).toBe(4);
  const refused = Object.values(after.refused).reduce((sum, count) => sum + count, 0);
  expect(after).toMatchObject({ received: after.committed + refused, in_flight: 0 });
});
