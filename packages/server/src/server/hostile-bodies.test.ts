import { gzipSync } from 'node:zlib';
import { newId, type ErrorBody } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../server.fixture.ts';

const MIB = 2 ** 20;
const start_time = new Date().toISOString();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

async function post(
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  { url, method = 'POST' }: { url?: string; method?: string } = {},
): Promise<{ status: number; body: Partial<ErrorBody> }> {
  const response = await fetch(`${url ?? server.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as ErrorBody) : { message: text } };
}

const TRACES = '/api/v1/private/traces/batch';
const SPANS = '/api/v1/private/spans/batch';
const OTLP = '/v1/traces';
const PROTOBUF = { 'content-type': 'application/x-protobuf' };
const GZIP = { 'content-encoding': 'gzip' };
const indexesOf = ({ errors = [] }: Partial<ErrorBody>): unknown[] => [...new Set(errors.map(({ index }) => index))];
const many = (item: string, count: number): string => `[${`${item},`.repeat(count - 1)}${item}]`;
const traceOf = (input: string): string => `{"start_time":"${start_time}","input":${input}}`;

describe('a body with more than 1,000,000 objects and lists is answered 413', () => {
  const million = /more than the maximum of 1000000 objects and lists/;
  test.each([
    ['objects as items', TRACES, `{"traces":${many('{}', 1_000_001)}}`, {}],
    ['lists in a value', SPANS, `{"spans":[${traceOf(many('[]', 1_000_001))}]}`, {}],
    ['levels', TRACES, `{"traces":[${traceOf(`${'['.repeat(1e6)}${']'.repeat(1e6)}`)}]}`, {}],
    ['objects in OTLP/JSON', OTLP, `{"resourceSpans":${many('{}', 1_000_001)}}`, {}],
    [
      'messages in protobuf',
      OTLP,
      new Uint8Array(2_000_004).fill(0x0a).map((byte, at) => (at % 2 ? 0 : byte)),
      PROTOBUF,
    ],
  ])('%s', async (_, path, body, headers) => {
    const answer = await post(path, body, headers);
    expect([answer.status, headers === PROTOBUF || million.test(answer.body.message ?? '')]).toEqual([413, true]);
    const zipped = await post(path, new Uint8Array(gzipSync(body)), { ...headers, ...GZIP });
    expect(zipped.status).toBe(413);
  });

  test('but brackets in texts are no objects and lists', async () => {
    const text = JSON.stringify({ text: `\\"${'{[\\"'.repeat(300_000)}\\` });
    expect((await post(TRACES, `{"traces":[${traceOf(text)}]}`)).status).toBe(204);
  });
});

test('a body that is more than 200 times larger after decompression is answered 413, if it is larger than 8 MiB', async () => {
  const bodyOf = (bytes: number): Uint8Array<ArrayBuffer> =>
    new Uint8Array(gzipSync(`{"traces":[${traceOf(`"${'x'.repeat(bytes)}"`)}]}`));
  expect((await post(TRACES, bodyOf(7 * MIB), GZIP)).status).toBe(204);
  expect(await post(TRACES, bodyOf(9 * MIB), GZIP)).toMatchObject({
    status: 413,
    body: { code: 413, message: expect.stringContaining('more than 200 times larger') as string },
  });
});

test('an item with more than 250,000 objects and lists is refused, and the others are stored', async () => {
  const id = newId();
  const answer = await post(
    TRACES,
    `{"traces":[${traceOf('{}')},${traceOf(many('{}', 250_001))},{"id":"${id}","start_time":"${start_time}"},{"id":"x"}]}`,
  );
  expect([answer.status, answer.body.stored, indexesOf(answer.body)]).toEqual([413, 2, [1, 3]]);
  expect(answer.body.errors?.[0]?.message).toContain('more than the maximum of 250000 objects and lists');
  expect((await server.call('GET', `private/traces/${id}`)).status).toBe(200);
  const single = await post('/api/v1/private/traces', traceOf(many('{}', 250_001)));
  expect(single.status).toBe(413);
});

test('a batch of 20 MB is stored in parts, and the faults name the items of the whole batch', async () => {
  const trace_id = newId();
  const spans = Array.from({ length: 1_000 }, (_, n) => ({
    id: newId(),
    trace_id,
    name: `span ${n}`,
    start_time,
    ...(n % 300 === 299 && { end_time: 'never' }),
    input: { text: 'x'.repeat(20_000), n },
  }));
  const answer = await post(SPANS, JSON.stringify({ spans }));
  expect([answer.status, answer.body.stored, indexesOf(answer.body)]).toEqual([422, 997, [299, 599, 899]]);
  const { body } = await server.call<{ input: object }>('GET', `private/spans/${spans[998]?.id}`);
  expect(body.input).toEqual(spans[998]?.input);
  expect((await post(SPANS, JSON.stringify({ spans: [...spans, ...spans] }))).status).toBe(422);
});

test('an export of 10,000 spans in JSON is stored whole', async () => {
  const now = BigInt(Date.now()) * 1_000_000n;
  const spans = Array.from({ length: 10_000 }, (_, n) => ({
    traceId: (n % 10).toString(16).padStart(32, 'c'),
    spanId: (n + 1).toString(16).padStart(16, '0'),
    name: 'step',
    startTimeUnixNano: `${now}`,
    endTimeUnixNano: `${now}`,
    attributes: [{ key: 'text', value: { stringValue: 'x'.repeat(600) } }],
  }));
  const large = {
    ...spans[0],
    spanId: 'd'.repeat(16),
    attributes: Array.from({ length: 50_001 }, () => ({ key: 'a' })),
  };
  const resourceSpans = [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'desk' } }] },
      scopeSpans: [{ scope: { name: 'tests' }, spans: [...spans, large] }],
    },
  ];
  const headers = { projectName: 'large export' };
  expect(await post(OTLP, JSON.stringify({ resourceSpans }), headers)).toMatchObject({
    status: 200,
    body: {
      partialSuccess: {
        rejectedSpans: '1',
        errorMessage: expect.stringContaining('more than the maximum of 50000') as string,
      },
    },
  });
  const filters = encodeURIComponent('metadata.resource.service.name = "desk"');
  const page = await server.call<{ total: number }>(
    'GET',
    `private/spans?project_name=large%20export&filters=${filters}`,
  );
  expect(page.body.total).toBe(10_000);
});

describe('the size of a body', () => {
  test('is at most 256 KB in the view API, and 16 KB for feedback', async () => {
    const ids = JSON.stringify({ ids: [newId()], more: 'x'.repeat(256 * 1_024) });
    expect(await post(`/api/v1/view/traces/${newId()}/bodies`, ids)).toMatchObject({
      status: 413,
      body: { message: 'the body exceeds the maximum of 256 KB' },
    });
    const score = JSON.stringify({ trace_id: newId(), name: 'thumbs', value: 1, reason: 'x'.repeat(16 * 1_024) });
    expect(await post('/api/v1/view/feedback', score, {}, { method: 'PUT' })).toMatchObject({
      status: 413,
      body: { message: 'the body exceeds the maximum of 16 KB' },
    });
  });

  test('is an option', async () => {
    await using small = await startTestServer({ maxBodyBytes: 2_048 });
    const { url } = small;
    const bodyOf = (bytes: number): string => `{"traces":[${traceOf(`"${'x'.repeat(bytes)}"`)}]}`;
    expect((await post(TRACES, bodyOf(1_000), {}, { url })).status).toBe(204);
    for (const body of [bodyOf(3_000), new Uint8Array(gzipSync(bodyOf(100_000)))]) {
      const headers = typeof body === 'string' ? {} : GZIP;
      expect(await post(TRACES, body, headers, { url })).toMatchObject({
        status: 413,
        body: { message: 'the body exceeds the maximum of 2 KB' },
      });
    }
  });
});
