import { gzipSync } from 'node:zlib';
import { newId, type FeedbackScore } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { TracePublic } from '../../tracing/traces/traces.ts';

/** Requests of Opik's Python SDK: JSON as its encoder writes it, gzip from 256 bytes on, dates in µs. */
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const HEADERS = {
  accept: '*/*',
  'accept-encoding': 'gzip',
  authorization: '',
  'comet-workspace': 'default',
  'content-type': 'application/json;charset=utf-8',
  'x-opik-debug-sdk-version': '1.10.0',
  'x-opik-debug-py-version': '3.12.4',
};

async function send(method: string, path: string, text: string): Promise<Response> {
  const large = Buffer.byteLength(text) >= 256;
  return fetch(`${server.url}/api/v1/private/${path}`, {
    method,
    headers: { ...HEADERS, ...(large && { 'content-encoding': 'gzip' }) },
    body: large ? new Uint8Array(gzipSync(text)) : text,
  });
}
const read = async (path: string) => (await server.call<TracePublic>('GET', `private/${path}`)).body;

test('the server responds to a ping and returns its version', async () => {
  const alive = async (path: string) => {
    const response = await fetch(`${server.url}/api/is-alive/${path}`, { headers: HEADERS });
    return [response.status, await response.json()] as const;
  };
  expect(await alive('ping')).toMatchObject([200, { healthy: true }]);
  expect(await alive('ver')).toMatchObject([200, { version: expect.stringMatching(/^\d+\.\d+/) as string }]);
});

test('a gzip batch with NaN, Infinity and dates in microseconds is stored with the intended values', async () => {
  const id = newId();
  const text = `{"traces": [{"id": "${id}", "project_name": "python", "name": "train \\u00fc",
    "start_time": "2026-01-15T09:30:00.123456Z", "end_time": "2026-01-15T09:30:01.623457+00:00",
    "input": {"prompt": "is NaN a number? -Infinity is not", "padding": "${'x'.repeat(300)}"},
    "output": {"loss": NaN, "bounds": [-Infinity, Infinity], "score": 0.5}, "metadata": {"grad": NaN},
    "tags": ["a"], "error_info": null, "thread_id": null, "last_updated_at": "2026-01-15T09:30:01.623457Z"}]}`;
  const response = await send('POST', 'traces/batch', text);
  expect([response.status, await response.text()]).toEqual([204, '']);
  const trace = await read(`traces/${id}`);
  expect(trace).toMatchObject({
    name: 'train ü',
    start_time: '2026-01-15T09:30:00.123456Z',
    end_time: '2026-01-15T09:30:01.623457Z',
    duration: 1500.001,
    output: { loss: null, bounds: [null, null], score: 0.5 },
    metadata: { grad: null },
    tags: ['a'],
  });
  expect(trace.input).toMatchObject({ prompt: 'is NaN a number? -Infinity is not' });
  expect(trace).not.toHaveProperty('thread_id');
});

test('spans, updates and scores are accepted in the same form, also without gzip', async () => {
  const [trace, span] = [newId(), newId()];
  const spans = `{"spans": [{"id": "${span}", "trace_id": "${trace}", "parent_span_id": null, "project_name": "python",
    "name": "chat", "type": "llm", "start_time": "2026-01-15T09:30:00.000001Z", "input": {"messages": []},
    "model": "gpt-4o-mini", "provider": "openai",
    "usage": {"prompt_tokens": 5, "completion_tokens": 1, "total_tokens": 6, "original_usage.prompt_tokens": 5}}]}`;
  expect((await send('POST', 'spans/batch', spans)).status).toBe(204);
  const update = `{"trace_id": "${trace}", "project_name": "python", "output": {"p": Infinity}}`;
  expect((await send('PATCH', `spans/${span}`, update)).status).toBe(204);
  const score = `{"scores": [{"id": "${span}", "project_name": "python", "name": "ok", "value": 1.0, "source": "sdk"}]}`;
  expect((await send('PUT', 'spans/feedback-scores', score)).status).toBe(204);
  const stored = await read(`spans/${span}`);
  expect(stored).toMatchObject({ start_time: '2026-01-15T09:30:00.000001Z', output: { p: null } });
  expect(stored.usage).toMatchObject({ total_tokens: 6, 'original_usage.prompt_tokens': 5 });
  expect(stored.feedback_scores).toMatchObject([{ name: 'ok', value: 1 } satisfies Partial<FeedbackScore>]);
});

test('invalid JSON is refused with its position, and a score of NaN is refused with its field', async () => {
  for (const text of ['{"traces": [NaN,}', '{"traces": [nan]}', `{"traces": [${'NaN,'.repeat(200)}]}`]) {
    const response = await send('POST', 'traces/batch', text);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('not valid JSON') as string });
  }
  const score = `{"scores": [{"id": "${newId()}", "name": "ok", "value": NaN, "source": "sdk"}]}`;
  const refused = await send('PUT', 'traces/feedback-scores', score);
  expect([refused.status, await refused.json()]).toMatchObject([422, { errors: [{ path: 'value' }] }]);
});
