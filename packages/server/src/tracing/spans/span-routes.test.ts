import { newId } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { TracePublic } from '../traces/traces.ts';
import type { SpanPublic } from './spans.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const START = '2026-11-01T10:00:00.000Z';
const END = '2026-11-01T10:00:01.000Z';
const write = (spans: unknown[]) => server.call('POST', 'private/spans/batch', { spans });
const read = async (id: string): Promise<SpanPublic> =>
  (await server.call<SpanPublic>('GET', `private/spans/${id}`)).body;

test('spans may arrive before their trace, and the trace has their sums', async () => {
  const trace = newId();
  const [agent, llm, tool] = [newId(), newId(), newId()];
  expect(
    await write([
      { id: agent, trace_id: trace, name: 'agent', kind: 'agent', start_time: START, end_time: END },
      {
        id: llm,
        trace_id: trace,
        parent_span_id: agent,
        name: 'gpt-4o-mini',
        type: 'llm',
        model: 'gpt-4o-mini-2024-07-18',
        provider: 'openai.chat',
        usage: {
          prompt_tokens: 1000,
          completion_tokens: 100,
          'original_usage.prompt_tokens_details.cached_tokens': 600,
        },
        start_time: START,
        end_time: END,
      },
      { id: tool, trace_id: trace, parent_span_id: agent, name: 'find_order', kind: 'tool', start_time: START },
    ]),
  ).toEqual({ status: 204, body: undefined });
  await server.call('POST', 'private/traces/batch', {
    traces: [{ id: trace, name: 't', start_time: START, end_time: END }],
  });
  // gpt-4o-mini costs 0.15 USD per million input tokens, 0.075 cached, 0.60 output.
  const cost = (400 * 0.15 + 600 * 0.075 + 100 * 0.6) / 1e6;
  expect(await read(llm)).toMatchObject({ type: 'llm', parent_span_id: agent, usage: { total_tokens: 1100 } });
  expect((await read(llm)).total_estimated_cost).toBeCloseTo(cost, 9);
  expect(await read(tool)).toMatchObject({ type: 'tool', trace_id: trace });
  const { body } = await server.call<TracePublic>('GET', `private/traces/${trace}`);
  expect(body).toMatchObject({ span_count: 3, llm_span_count: 1, has_tool_spans: true, providers: ['openai.chat'] });
  expect(body.total_estimated_cost).toBeCloseTo(cost, 9);
});

test('a cost from the client stays, and a model without a price has no cost', async () => {
  const trace = newId();
  const [manual, unpriced] = [newId(), newId()];
  const call = { trace_id: trace, type: 'llm', usage: { prompt_tokens: 10, completion_tokens: 1 }, start_time: START };
  await write([
    { ...call, id: manual, model: 'gpt-4o-mini', provider: 'openai', total_estimated_cost: 0.5 },
    { ...call, id: unpriced, model: 'my-own-model' },
  ]);
  expect((await read(manual)).total_estimated_cost).toBe(0.5);
  expect((await read(unpriced)).total_estimated_cost).toBeUndefined();
  const view = await server.call<{ message: string }>('GET', `view/traces/${trace}`);
  expect(view.status).toBe(404);
});

test('a patch adds the results of a call, and the cost follows its usage', async () => {
  const [trace, id] = [newId(), newId()];
  await write([{ id, trace_id: trace, type: 'llm', name: 'call', start_time: START }]);
  await server.call('PATCH', `private/spans/${id}`, {
    trace_id: trace,
    end_time: END,
    model: 'gpt-4o-mini',
    provider: 'openai',
    usage: { prompt_tokens: 1_000_000, completion_tokens: 0 },
  });
  expect(await read(id)).toMatchObject({ name: 'call', duration: 1000, total_estimated_cost: 0.15 });
});

test('usage with fractions is rounded, beyond 2^53 refused; a type that is no text is refused; unknown fields are ignored', async () => {
  const trace = newId();
  const [fraction, huge, type, extra] = [newId(), newId(), newId(), newId()];
  const answer = await write([
    { id: fraction, trace_id: trace, start_time: START, usage: { prompt_tokens: 1.5 } },
    { id: huge, trace_id: trace, start_time: START, usage: { prompt_tokens: 2 ** 60 } },
    { id: type, trace_id: trace, start_time: START, type: 3 },
    { id: extra, trace_id: trace, start_time: START, surprise: true },
  ]);
  expect(answer).toMatchObject({
    status: 422,
    body: {
      stored: 2,
      errors: [
        { index: 1, path: 'usage.prompt_tokens' },
        { index: 2, path: 'type' },
      ],
    },
  });
  expect(await read(fraction)).toMatchObject({ usage: { prompt_tokens: 2 } });
  expect(await read(extra)).toMatchObject({ id: extra });
});

test('spans are listed in pages by project, trace and type', async () => {
  const project_name = 'span pages';
  const [a, b] = [newId(), newId()];
  await write([
    ...['llm', 'tool', 'general'].map((type) => ({ trace_id: a, project_name, type, name: type, start_time: START })),
    { trace_id: b, project_name, name: 'other', start_time: START },
  ]);
  const page = async (query: string): Promise<(string | undefined)[]> =>
    (
      await server.call<{ content: SpanPublic[] }>(
        'GET',
        `private/spans?project_name=${encodeURIComponent(project_name)}&${query}`,
      )
    ).body.content.map((span) => span.name);
  expect((await page('size=10')).length).toBe(4);
  expect((await page(`trace_id=${a}`)).toSorted((x, y) => (x ?? '').localeCompare(y ?? ''))).toEqual([
    'general',
    'llm',
    'tool',
  ]);
  expect(await page('type=tool')).toEqual(['tool']);
  expect(await page('search=OTHER')).toEqual(['other']);
});

test('a single create is answered 201, a repeated one 409, and deleting a span 501', async () => {
  const span = { id: newId(), trace_id: newId(), start_time: START };
  expect((await server.call('POST', 'private/spans', span)).status).toBe(201);
  expect((await server.call('POST', 'private/spans', span)).status).toBe(409);
  expect((await server.call('GET', `private/spans/${newId()}`)).status).toBe(404);
});

test('a span of an unknown type is stored as general, with the type in its metadata', async () => {
  const trace_id = newId();
  const [batch, single, patched, named] = [newId(), newId(), newId(), newId()];
  const span = { trace_id, start_time: START };
  const spans = [
    { ...span, id: batch, type: 'retrieval', metadata: { a: 1 } },
    { ...span, id: named, type: 'Planner', metadata: { type: 'mine' } },
    { ...span, id: patched, type: 'tool', metadata: { a: 1 } },
  ];
  expect((await write(spans)).status).toBe(204);
  expect((await server.call('POST', 'private/spans', { ...span, id: single, type: 'rerank' })).status).toBe(201);
  expect(await read(batch)).toMatchObject({ type: 'general', metadata: { a: 1, type: 'retrieval' } });
  expect(await read(named)).toMatchObject({ type: 'general', metadata: { type: 'mine', span_type: 'Planner' } });
  expect(await read(single)).toMatchObject({ type: 'general', metadata: { type: 'rerank' } });
  const patch = (update: object) => server.call('PATCH', `private/spans/${patched}`, { trace_id, ...update });
  expect((await patch({ type: 'planner' })).status).toBe(204);
  expect(await read(patched)).toMatchObject({ type: 'general', metadata: { a: 1 } });
  expect((await patch({ type: 'planner', metadata: { b: 2 } })).status).toBe(204);
  expect(await read(patched)).toMatchObject({ type: 'general', metadata: { b: 2, type: 'planner' } });
  expect(
    (
      await write([
        { ...span, type: 'llm' },
        { ...span, type: 3 },
      ])
    ).status,
  ).toBe(422);
});
