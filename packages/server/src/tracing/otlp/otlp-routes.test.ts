import { Writable } from 'node:stream';
import { deflateSync, gzipSync } from 'node:zlib';
import { newId, type BodiesView, type IngestView, type TracesView, type TraceView } from '@vitrine/core/model';
import { pino } from 'pino';
import protobuf from 'protobufjs/light.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import { OTLP_DESCRIPTOR } from './otlp-descriptor.ts';
import { attributesOf, exportOf, newTraceId, NOW, span, type SpanOptions } from './otlp.fixture.ts';

const warnings: { attribute?: string; instrumentation?: string; msg: string }[] = [];
const log = pino(
  { level: 'warn' },
  new Writable({
    write(line, _encoding, done) {
      warnings.push(JSON.parse(String(line)) as (typeof warnings)[number]);
      done();
    },
  }),
);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ log });
});
afterAll(() => server[Symbol.asyncDispose]());

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';
const root = protobuf.Root.fromJSON(OTLP_DESCRIPTOR);

async function post(
  body: object | string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  path = 'v1/traces',
): Promise<Response> {
  const isBody = typeof body === 'string' || body instanceof Uint8Array;
  return fetch(`${server.url}/${path}`, {
    method: 'POST',
    headers: { 'content-type': JSON_TYPE, ...headers },
    body: isBody ? body : JSON.stringify(body),
  });
}

async function traceOf(project: string): Promise<TraceView> {
  const list = await server.call<TracesView>('GET', `view/traces?project_name=${encodeURIComponent(project)}`);
  expect(list.body.traces).toHaveLength(1);
  return (await server.call<TraceView>('GET', `view/traces/${list.body.traces.at(0)?.id}`)).body;
}

async function bodyOf(view: TraceView, id = view.trace.id): Promise<BodiesView['bodies'][number] | undefined> {
  const { body } = await server.call<BodiesView>('POST', `view/traces/${view.trace.id}/bodies`, { ids: [id] });
  return body.bodies.at(0);
}

describe('an export', () => {
  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ])('is accepted with content encoding %s', async (encoding, pack) => {
    const body = Uint8Array.from(pack(JSON.stringify(exportOf([span({ traceId: newTraceId(), name: 'packed' })]))));
    const answer = await post(body, { 'content-encoding': encoding, projectname: encoding });
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    expect((await traceOf(encoding)).trace.name).toBe('packed');
  });

  test('with a span without a start stores the other spans of the trace and counts that one', async () => {
    const before = (await server.call<IngestView>('GET', 'view/ingest')).body.streams[1];
    const traceId = newTraceId();
    const spans = [span({ traceId, name: 'one' }), span({ traceId, name: 'two' })];
    const answer = await post(exportOf([...spans, span({ traceId, name: 'none', startTimeUnixNano: '0' })]), {
      projectname: 'no start',
    });
    expect(await answer.json()).toMatchObject({
      partialSuccess: { rejectedSpans: '1', errorMessage: expect.stringContaining('begins before 2020') },
    });
    expect((await traceOf('no start')).spans.map(({ name }) => name).toSorted()).toEqual(['one', 'two']);
    const after = (await server.call<IngestView>('GET', 'view/ingest')).body.streams[1];
    expect((after?.received ?? 0) - (before?.received ?? 0)).toBe(3);
    expect((after?.refused['invalid'] ?? 0) - (before?.refused['invalid'] ?? 0)).toBe(1);
  });

  test('with an unknown encoding is refused with the name of the encoding', async () => {
    const answer = await post('x', { 'content-encoding': 'lzma' });
    expect(answer.status).toBe(415);
    expect(await answer.text()).toContain('gzip, deflate, br');
  });

  test('is answered with a partial success in its own encoding', async () => {
    const Request = root.lookupType('ExportTraceServiceRequest');
    const Response = root.lookupType('ExportTraceServiceResponse');
    const bad = { name: 'bad', traceId: Buffer.alloc(16), spanId: Buffer.alloc(8, 1) };
    const bytes = Request.encode(Request.fromObject({ resourceSpans: [{ scopeSpans: [{ spans: [bad] }] }] })).finish();
    const answer = await post(Uint8Array.from(bytes), { 'content-type': PROTOBUF });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, PROTOBUF]);
    const { partialSuccess } = Response.toObject(Response.decode(new Uint8Array(await answer.arrayBuffer())), {
      longs: Number,
    });
    expect(partialSuccess).toEqual({ rejectedSpans: 1, errorMessage: expect.stringContaining('trace id') as string });
  });

  test('is answered with errors in its own encoding', async () => {
    const answer = await post(Uint8Array.of(255, 255, 255, 1, 2), { 'content-type': PROTOBUF });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, PROTOBUF]);
    // google.rpc.Status: field 2 is the message.
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.at(0)).toBe(0x12);
    expect(bytes.toString()).toContain('not an OTLP trace export in protobuf');
    const inJson = await post('{', {});
    expect([inJson.status, await inJson.json()]).toMatchObject([400, { code: 400 }]);
  });

  test.each(['v1/metrics', 'v1/logs', 'api/v1/private/otel/v1/metrics', 'api/v1/private/otel/v1/logs'])(
    'of another signal to %s is answered with 501 and the setting to change',
    async (path) => {
      const answer = await post({}, {}, path);
      expect(answer.status).toBe(501);
      expect(await answer.text()).toMatch(/OTEL_(METRICS|LOGS)_EXPORTER=none/);
    },
  );
});

describe('attributes of spans', () => {
  test('the project is taken from the attribute, then the resource, then the header', async () => {
    const spans = (project?: string) => [
      span({ traceId: newTraceId(), name: 'root', ...(project && { attributes: { 'vitrine.project': project } }) }),
    ];
    await post(exportOf(spans('by span'), { 'vitrine.project': 'not this' }), { projectname: 'nor this' });
    await post(exportOf(spans(), { 'vitrine.project': 'by resource' }), { projectname: 'not this' });
    await post(exportOf(spans()), { projectname: 'by header' });
    for (const project of ['by span', 'by resource', 'by header']) {
      expect((await traceOf(project)).trace.project_name).toBe(project);
    }
  });

  test('resource, scope, events, links, kind and status are stored', async () => {
    const traceId = newTraceId();
    const scope = { name: 'agent', version: '2', attributes: attributesOf({ team: 'blue' }) };
    const event = { name: 'cache miss', timeUnixNano: `${NOW}000000`, attributes: attributesOf({ key: 'k' }) };
    const link = { traceId: 'd'.repeat(32), spanId: 'd'.repeat(16), attributes: attributesOf({ why: 'retry' }) };
    const status = { code: 2, message: 'no answer' };
    await post(
      exportOf(
        [span({ traceId, name: 'root', kind: 3, status, events: [event], links: [link] })],
        { 'service.name': 'shop' },
        scope,
      ),
      { projectname: 'kept' },
    );
    const view = await traceOf('kept');
    const body = await bodyOf(view, view.spans.at(0)?.id);
    expect(body?.error_info).toMatchObject({ message: 'no answer' });
    expect(body?.metadata).toEqual({
      resource: { 'service.name': 'shop' },
      scope: { name: 'agent', version: '2', attributes: { team: 'blue' } },
      span_kind: 'client',
      events: [{ name: 'cache miss', time: expect.any(String) as string, attributes: { key: 'k' } }],
      links: [{ traceId: 'd'.repeat(32), spanId: 'd'.repeat(16), attributes: { why: 'retry' } }],
    });
  });

  test('names of enumeration values are accepted like their numbers', async () => {
    await post(
      exportOf([
        span({ traceId: newTraceId(), name: 'r', kind: 'SPAN_KIND_SERVER', status: { code: 'STATUS_CODE_ERROR' } }),
      ]),
      { projectname: 'names' },
    );
    const view = await traceOf('names');
    expect(view.spans.at(0)?.has_error).toBe(true);
    expect((await bodyOf(view, view.spans.at(0)?.id))?.metadata).toMatchObject({ span_kind: 'server' });
  });

  test('opik.trace_id and opik.parent_span_id put spans into an existing trace', async () => {
    const [trace, parent] = [newId(), newId()];
    const start_time = new Date(NOW).toISOString();
    const project_name = 'joined';
    await server.call('POST', 'private/traces', { id: trace, name: 'caller', start_time, project_name });
    await server.call('POST', 'private/spans', { id: parent, trace_id: trace, name: 'call', start_time, project_name });
    const traceId = newTraceId();
    const boundary = span({
      traceId,
      name: 'remote',
      attributes: { 'opik.trace_id': trace, 'opik.parent_span_id': parent },
    });
    await post(exportOf([boundary, span({ traceId, name: 'inside', parent: boundary })]), { projectname: 'joined' });
    const view = await traceOf('joined');
    expect(view.trace).toMatchObject({ id: trace, name: 'caller', span_count: 3 });
    const remote = view.spans.find(({ name }) => name === 'remote');
    expect(remote?.parent_span_id).toBe(parent);
    expect(view.spans.find(({ name }) => name === 'inside')?.parent_span_id).toBe(remote?.id);
  });
});

describe('spans that arrived before the one that attaches them', () => {
  async function callerIn(project_name: string): Promise<string> {
    const id = newId();
    const start_time = new Date(NOW).toISOString();
    await server.call('POST', 'private/traces', { id, name: 'caller', start_time, project_name });
    return id;
  }

  test('spans of the same trace are attached, whether they arrive before or after', async () => {
    const trace = await callerIn('attached');
    const traceId = newTraceId();
    const boundary = span({ traceId, name: 'remote', attributes: { 'opik.trace_id': trace } });
    const inside = span({ traceId, name: 'inside', parent: boundary, attributes: { thread_id: 'chat 9' } });
    const deep = span({ traceId, name: 'deep', parent: inside });
    const late = span({ traceId, name: 'late', parent: boundary });
    for (const batch of [[deep, inside], [boundary], [late]]) {
      await post(exportOf(batch), { projectname: 'attached' });
    }
    const view = await traceOf('attached');
    expect(view.trace).toMatchObject({ id: trace, name: 'caller', thread_id: 'chat 9', span_count: 4 });
    const parents = new Map(view.spans.map((each) => [each.id, each.name]));
    expect(
      Object.fromEntries(view.spans.map((each) => [each.name, parents.get(each.parent_span_id ?? '') ?? null])),
    ).toEqual({ remote: null, inside: 'remote', deep: 'inside', late: 'remote' });
  });

  test('earlier spans in another project stay in their trace', async () => {
    const trace = await callerIn('caller project');
    const traceId = newTraceId();
    const boundary = span({ traceId, name: 'remote', attributes: { 'opik.trace_id': trace } });
    await post(exportOf([span({ traceId, name: 'inside', parent: boundary })]), { projectname: 'remote project' });
    await post(exportOf([boundary]), { projectname: 'remote project' });
    expect((await traceOf('remote project')).spans.map(({ name }) => name)).toEqual(['inside']);
    // The attaching span is in the project of the trace that it names.
    expect((await traceOf('caller project')).spans.map(({ name }) => name)).toEqual(['remote']);
  });
});

const call = (traceId: string, parent: { spanId: string }, question: string, answer: string, fromMs: number) =>
  span({
    traceId,
    parent,
    name: 'chat',
    fromMs,
    toMs: fromMs + 10,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.input.messages': JSON.stringify([{ role: 'user', content: question }]),
      'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', content: answer }]),
    },
  });

describe('the input and output of a trace', () => {
  test("input and output are those of its calls if the root is an HTTP server's span", async () => {
    const traceId = newTraceId();
    const post_ = span({ traceId, name: 'POST /chat', kind: 2, attributes: { 'http.request.method': 'POST' } });
    const calls = [call(traceId, post_, 'first?', 'one moment', 10), call(traceId, post_, 'then?', 'here it is', 40)];
    const query = span({ traceId, parent: post_, name: 'SELECT', fromMs: 1, attributes: { 'db.system': 'mysql' } });
    await post(exportOf([query, ...calls.toReversed(), post_]), { projectname: 'served' });
    const view = await traceOf('served');
    expect(view.trace).toMatchObject({ name: 'POST /chat', input_preview: 'first?', output_preview: 'here it is' });
    expect(view.spans.map(({ kind }) => kind).toSorted()).toEqual(['database', 'http', 'llm', 'llm']);
  });

  test('input and output are those of the root if it has them', async () => {
    const traceId = newTraceId();
    const agent = span({ traceId, name: 'agent', attributes: { input: 'asked', output: 'said' } });
    await post(exportOf([call(traceId, agent, 'inner?', 'inner', 10), agent]), { projectname: 'own' });
    expect((await traceOf('own')).trace).toMatchObject({ input_preview: 'asked', output_preview: 'said' });
  });
});

describe('a trace without its root', () => {
  const said = (role: string, text: string): string =>
    JSON.stringify([{ role, parts: [{ type: 'text', content: text }] }]);
  const neverSent = { spanId: 'aaaaaaaaaaaaaaaa' };
  const agent = (traceId: string, rest: Partial<SpanOptions> = {}) =>
    span({
      traceId,
      name: 'invoke_agent desk',
      parent: neverSent,
      toMs: 3_000,
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.name': 'desk',
        'gen_ai.input.messages': said('user', 'hi'),
        'gen_ai.output.messages': said('assistant', 'hello'),
      },
      ...rest,
    });
  const desk = { name: 'desk', duration: 3_000, input_preview: 'hi', output_preview: 'hello', error_info: null };

  test('is told by the span whose parent has not been received, in one export or two', async () => {
    for (const exports of [1, 2]) {
      const traceId = newTraceId();
      const top = agent(traceId);
      const chat = call(traceId, top, 'inner?', 'inner', 10);
      for (const batch of exports === 1 ? [[chat, top]] : [[chat], [top]]) {
        await post(exportOf(batch), { projectname: `rootless ${exports}` });
      }
      expect((await traceOf(`rootless ${exports}`)).trace).toMatchObject(desk);
    }
  });

  test('is told by a parent that is received later, also if the parent ended earlier and did not fail', async () => {
    const traceId = newTraceId();
    const top = agent(traceId);
    const late = span({
      traceId,
      name: 'late child',
      parent: top,
      fromMs: -10,
      toMs: 9_000,
      attributes: { input: 'x', output: 'y' },
      status: { code: 2, message: 'failed' },
    });
    await post(exportOf([late]), { projectname: 'taken over' });
    expect((await traceOf('taken over')).trace).toMatchObject({
      name: 'late child',
      error_info: { message: 'failed' },
    });
    await post(exportOf([top]), { projectname: 'taken over' });
    expect((await traceOf('taken over')).trace).toMatchObject(desk);
    await post(exportOf([late]), { projectname: 'taken over' });
    expect((await traceOf('taken over')).trace).toMatchObject(desk);
  });

  test('has name and input of its first top, output and end of its last one', async () => {
    const traceId = newTraceId();
    const part = (name: string, fromMs: number, toMs: number, output: string) =>
      span({ traceId, name, fromMs, toMs, attributes: { input: `input of ${name}`, output } });
    await post(exportOf([part('resumed', 500, 900, '25')]), { projectname: 'two tops' });
    await post(exportOf([part('started', 0, 100, 'suspended')]), { projectname: 'two tops' });
    expect((await traceOf('two tops')).trace).toMatchObject({
      name: 'started',
      duration: 900,
      input_preview: 'input of started',
      output_preview: '25',
    });
  });

  test('runs while a top has no end, and has a top even if its spans name each other as parents', async () => {
    const traceId = newTraceId();
    const ended = span({ traceId, name: 'ended', toMs: 50 });
    const open = span({ traceId, name: 'open', fromMs: 10, endTimeUnixNano: '0' });
    await post(exportOf([ended, open]), { projectname: 'running' });
    expect((await traceOf('running')).trace).toMatchObject({ name: 'ended', end_time: null, duration: null });

    const other = newTraceId();
    const [a, b] = [span({ traceId: other, name: 'a' }), span({ traceId: other, name: 'b', fromMs: 5 })];
    const circle = [
      { ...a, parentSpanId: b.spanId },
      { ...b, parentSpanId: a.spanId },
    ];
    for (const each of circle) await post(exportOf([each]), { projectname: 'circle' });
    expect((await traceOf('circle')).trace).toMatchObject({ name: 'a', duration: 100 });
  });

  test('keeps what a user has changed', async () => {
    const traceId = newTraceId();
    const top = agent(traceId);
    await post(exportOf([call(traceId, top, 'inner?', 'inner', 10)]), { projectname: 'edited' });
    const { trace } = await traceOf('edited');
    await server.call('PATCH', `private/traces/${trace.id}`, { name: 'renamed', project_name: 'edited' });
    await post(exportOf([top]), { projectname: 'edited' });
    expect((await traceOf('edited')).trace).toMatchObject({ ...desk, name: 'renamed' });
  });
});

describe('tokens in unknown attributes', () => {
  const acme = (value: number) =>
    span({
      traceId: newTraceId(),
      name: 'call',
      attributes: { 'gen_ai.operation.name': 'chat', 'acme.usage.prompt': value },
    });

  test('unknown token attributes are counted, with one warning each', async () => {
    const before = warnings.length;
    await post(exportOf([acme(5), acme(6)], {}, { name: 'acme-instrumentation' }), { projectname: 'acme' });
    await post(exportOf([acme(7)], {}, { name: 'acme-instrumentation' }), { projectname: 'acme' });
    const told = warnings.slice(before);
    expect(told).toHaveLength(1);
    expect(told.at(0)).toMatchObject({ attribute: 'acme.usage.prompt', instrumentation: 'acme-instrumentation' });

    const { body } = await server.call<IngestView>('GET', 'view/ingest');
    expect(body.unknown_usage).toEqual([{ attribute: 'acme.usage.prompt', spans: 3 }]);
    const metrics = await (await fetch(`${server.url}/api/metrics`)).text();
    expect(metrics).toContain('vitrine_ingest_unknown_usage_total{attribute="acme.usage.prompt"} 3');
  });

  test('unknown token attributes are counted by name up to a limit', async () => {
    const many = Array.from({ length: 120 }, (_, i) =>
      span({
        traceId: newTraceId(),
        name: 'call',
        attributes: { 'gen_ai.operation.name': 'chat', [`hostile.${i}.tokens`]: 1 },
      }),
    );
    await post(exportOf(many), { projectname: 'hostile' });
    const { body } = await server.call<IngestView>('GET', 'view/ingest');
    expect(body.unknown_usage).toHaveLength(101);
    expect(body.unknown_usage.find(({ attribute }) => attribute === '(others)')?.spans).toBe(21);
  });
});
