import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import { MIDNIGHT } from './scattered-traces.fixture.ts';

/** A server that receives each trace in one export, and two servers on one engine that receive it in parts. */
let alone: TestServer;
const shared: TestServer[] = [];
const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-derived-'));
beforeAll(async () => {
  alone = await startTestServer();
  shared.push(await startTestServer({ dataDir }), await startTestServer({ dataDir }));
});
afterAll(async () => {
  for (const server of [alone, ...shared.toReversed()]) await server[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Yesterday at noon, so that no trace begins on two days. */
const NOON = MIDNIGHT - 12 * 60 * 60 * 1_000;
const PARTS = 3;

interface SpanCase {
  /** Index of the parent; itself for a root, or an index beyond the trace for a span that is never sent. */
  parent: number;
  startMs: number;
  lastsMs: number | undefined;
  fails: boolean;
  kind: string;
  hasInput: boolean;
  hasOutput: boolean;
  thread: string | undefined;
  tags: string | undefined;
  /** Part of the trace in which it is sent. */
  part: number;
}

const spanCase: fc.Arbitrary<SpanCase> = fc.record({
  parent: fc.nat(9),
  startMs: fc.nat(50),
  lastsMs: fc.option(fc.nat(50), { nil: undefined, freq: 8 }),
  fails: fc.boolean(),
  kind: fc.constantFrom('chat', 'invoke_agent', 'execute_tool', 'none'),
  hasInput: fc.boolean(),
  hasOutput: fc.boolean(),
  thread: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
  tags: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
  part: fc.nat(PARTS - 1),
});

const spanId = (index: number): string => (index + 1).toString(16).padStart(16, '0');

function spanOf(spans: readonly SpanCase[], index: number, traceId: string): object {
  const { parent, startMs, lastsMs, fails, kind, hasInput, hasOutput, thread, tags } = spans.at(index)!;
  const attributes = {
    ...(kind !== 'none' && { 'gen_ai.operation.name': kind }),
    ...(hasInput && { input: `input of ${index}` }),
    ...(hasOutput && { output: `output of ${index}` }),
    ...(thread && { thread_id: `${thread} of ${index}` }),
    ...(tags && { 'opik.tags': `${tags} of ${index}` }),
  };
  // Distinct times, because the value of one of two simultaneous spans is as right as the other's.
  const start = BigInt(NOON + startMs) * 1_000_000n + BigInt(index) * 1_000n;
  return {
    traceId,
    spanId: spanId(index),
    ...(parent !== index && { parentSpanId: spanId(parent) }),
    name: `span ${index}`,
    startTimeUnixNano: String(start),
    endTimeUnixNano: lastsMs === undefined ? '0' : String(start + BigInt(lastsMs) * 1_000_000n),
    attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: { stringValue: value } })),
    ...(fails && { status: { code: 2, message: `error of ${index}` } }),
  };
}

async function send(server: TestServer, spans: readonly object[]): Promise<void> {
  const response = await fetch(`${server.url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', projectname: 'derived' },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
  });
  expect([response.status, await response.json()]).toEqual([200, {}]);
}

const FIELDS = ['id', 'name', 'start_time', 'end_time', 'input', 'output', 'error_info', 'ttft', 'thread_id', 'tags'];

/** Returns the derived fields of all traces by id. */
async function tracesIn(server: TestServer): Promise<Map<unknown, object>> {
  const path = 'private/traces?project_name=derived&size=1000';
  const { body } = await server.call<{ content: Record<string, unknown>[]; total: number }>('GET', path);
  expect(body.content).toHaveLength(body.total);
  return new Map(
    body.content.map((trace) => [trace['id'], Object.fromEntries(FIELDS.map((field) => [field, trace[field]]))]),
  );
}

test('a trace is the same in any order of its spans, and any split into exports and servers', async () => {
  const cases = fc.sample(fc.array(spanCase, { minLength: 1, maxLength: 7 }), 120);
  const traces = cases.map((spans, trace) => {
    const traceId = (trace + 1).toString(16).padStart(32, '0');
    return spans.map((span, index) => ({ part: span.part, sent: spanOf(spans, index, traceId) }));
  });
  await send(
    alone,
    traces.flatMap((spans) => spans.map(({ sent }) => sent)),
  );
  for (let part = 0; part < PARTS; part++) {
    const spans = traces.map((trace) => trace.filter((span) => span.part === part).map(({ sent }) => sent));
    // Both servers receive spans of the same traces at the same moment.
    await Promise.all(
      shared.map((server, index) =>
        send(
          server,
          spans.flatMap((ofTrace) => ofTrace.filter((_, position) => position % 2 === index)),
        ),
      ),
    );
  }
  const whole = await tracesIn(alone);
  expect(whole.size).toBe(cases.length);
  const scattered = await tracesIn(shared.at(0)!);
  for (const [id, trace] of whole) {
    const spans = traces[[...whole.keys()].indexOf(id)];
    expect({ ...scattered.get(id), spans }).toEqual({ ...trace, spans });
  }
  expect(scattered.size).toBe(whole.size);
});
