import { newId, type BodiesView, type TracesView, type TraceView } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import { exportOf, newTraceId, NOW, span, type SpanOptions } from './otlp.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

async function send(project: string, ...spans: object[]): Promise<void> {
  const response = await fetch(`${server.url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', projectname: project },
    body: JSON.stringify(exportOf(spans)),
  });
  expect([response.status, await response.json()]).toEqual([200, {}]);
}

async function traceOf(project: string): Promise<TraceView> {
  const list = await server.call<TracesView>('GET', `view/traces?project_name=${encodeURIComponent(project)}`);
  expect(list.body.traces).toHaveLength(1);
  return (await server.call<TraceView>('GET', `view/traces/${list.body.traces[0]?.id}`)).body;
}

async function bodyOf({ trace, spans }: TraceView, name: string): Promise<BodiesView['bodies'][number] | undefined> {
  const ids = [spans.find((each) => each.name === name)?.id ?? ''];
  return (await server.call<BodiesView>('POST', `view/traces/${trace.id}/bodies`, { ids })).body.bodies[0];
}

const traceId = newTraceId;
const agent = (of: string, rest: Partial<SpanOptions> = {}) =>
  span({
    traceId: of,
    name: 'ClaudeAgentSDK.query',
    attributes: {
      'openinference.span.kind': 'AGENT',
      'llm.model_name': 'claude-sonnet-4-5',
      'llm.provider': 'anthropic',
      'llm.token_count.prompt': 12_000,
      'llm.token_count.completion': 300,
      'llm.token_count.prompt_details.cache_read': 11_000,
    },
    ...rest,
  });
const chat = (of: string, name: string, parent: { spanId: string }, tokens = 100) =>
  span({
    traceId: of,
    name,
    parent,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.provider.name': 'openai',
      'gen_ai.usage.input_tokens': tokens,
      'gen_ai.usage.output_tokens': 10,
    },
  });

describe('usage that only an agent or a tool has', () => {
  test('is counted once, with its cost', async () => {
    const of = traceId();
    const top = agent(of);
    const tool = span({ traceId: of, name: 'Bash', parent: top, attributes: { 'openinference.span.kind': 'TOOL' } });
    await send('sum only', tool);
    await send('sum only', top);
    const view = await traceOf('sum only');
    expect(view.trace).toMatchObject({ total_tokens: 12_300, unpriced_span_count: 0 });
    // 1,000 x 3 + 11,000 x 0.3 + 300 x 15 USD per million.
    expect(view.trace.total_estimated_cost).toBeCloseTo(0.0108, 9);
    expect((await bodyOf(view, 'ClaudeAgentSDK.query'))?.ledger).toMatchObject({ input: 1_000, cache_read: 11_000 });
  });

  test('is the cost that the client sent', async () => {
    const top = agent(traceId());
    const cost = { key: 'llm.cost.total', value: { doubleValue: 0.0123 } };
    await send('sum with cost', { ...top, attributes: [...top.attributes, cost] });
    expect((await traceOf('sum with cost')).trace.total_estimated_cost).toBe(0.0123);
  });

  test.each([
    ['together', [['top', 'call']]],
    ['call first', [['call'], ['top']]],
    ['agent first', [['top'], ['call']]],
    ['agent again', [['top'], ['call'], ['top']]],
  ])('is not counted if a call below has any: %s', async (name, exports) => {
    const of = traceId();
    const top = agent(of);
    const spans: Record<string, object> = { top, call: chat(of, 'chat', top, 100) };
    for (const names of exports) await send(name, ...names.flatMap((each) => spans[each] ?? []));
    const view = await traceOf(name);
    expect(view.trace).toMatchObject({ total_tokens: 110, total_estimated_cost: 0.00035 });
    const metadata = (await bodyOf(view, 'ClaudeAgentSDK.query'))?.metadata;
    expect(metadata).toMatchObject({ 'llm.token_count.prompt': 12_000 });
  });
});

test.each([
  ['together', [['framework', 'client', 'step']]],
  ['inside first', [['client'], ['step'], ['framework']]],
  ['outside first', [['framework'], ['client'], ['step']]],
])('a call that a framework and its client report is counted once: %s', async (name, exports) => {
  const of = traceId();
  const framework = chat(of, 'framework', { spanId: 'aaaaaaaaaaaaaaaa' });
  const step = span({ traceId: of, name: 'POST', parent: framework, attributes: { 'http.request.method': 'POST' } });
  const spans: Record<string, object> = { framework, step, client: chat(of, 'client', step) };
  for (const names of exports) await send(`twice ${name}`, ...names.flatMap((each) => spans[each] ?? []));
  const view = await traceOf(`twice ${name}`);
  expect(view.trace.total_tokens).toBe(110);
  expect(view.spans.map((each) => [each.name, each.total_tokens])).toEqual(
    expect.arrayContaining([
      ['framework', null],
      ['client', 110],
    ]),
  );
});

test('details of the ledger and the service tier are priced', async () => {
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'claude-sonnet-4-5',
    'gen_ai.provider.name': 'anthropic',
    'gen_ai.usage.input_tokens': 100_003,
    'gen_ai.usage.output_tokens': 10,
    'gen_ai.usage.cache_creation.input_tokens': 100_000,
    'gen_ai.usage.cache_creation.1h_input_tokens': 100_000,
  };
  await send('one hour', span({ traceId: traceId(), name: 'chat', attributes }));
  expect((await traceOf('one hour')).trace.total_estimated_cost).toBeCloseTo(0.600159, 9);
  const flex = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'gpt-5-mini',
    'gen_ai.provider.name': 'openai',
  };
  const usage = { 'gen_ai.usage.input_tokens': 100_000, 'gen_ai.usage.output_tokens': 1_000 };
  const tier = { 'openai.response.service_tier': 'flex' };
  await send('flex', span({ traceId: traceId(), name: 'chat', attributes: { ...flex, ...usage, ...tier } }));
  const view = await traceOf('flex');
  expect(view.trace.total_estimated_cost).toBeCloseTo(0.0135, 9);
  expect((await bodyOf(view, 'chat'))?.service_tier).toBe('flex');
});

describe('ids of Opik in attributes', () => {
  async function callerIn(project_name: string): Promise<string> {
    const id = newId();
    const start_time = new Date(NOW).toISOString();
    await server.call('POST', 'private/traces', { id, name: 'caller', start_time, project_name });
    return id;
  }

  test.each(['caller first', 'callee first'])(
    'opik.span_id is the parent of spans of other services: %s',
    async (order) => {
      const trace = await callerIn(order);
      const alias = newId();
      const near = span({
        traceId: traceId(),
        name: 'near',
        attributes: { 'opik.trace_id': trace, 'opik.span_id': alias },
      });
      const far = span({
        traceId: traceId(),
        name: 'far',
        attributes: { 'opik.trace_id': trace, 'opik.parent_span_id': alias.toUpperCase() },
      });
      for (const each of order === 'caller first' ? [near, far] : [far, near]) await send(order, each);
      const { spans } = await traceOf(order);
      const parent = spans.find(({ name }) => name === 'near');
      expect(parent?.parent_span_id).toBeNull();
      expect(spans.find(({ name }) => name === 'far')?.parent_span_id).toBe(parent?.id);
    },
  );

  test.each(['', ' ', 'not an id', '0'.repeat(32), crypto.randomUUID()])(
    'a malformed opik.trace_id %j costs no span, and stays in the metadata',
    async (malformed) => {
      const project = `malformed ${newId()}`;
      const of = traceId();
      const top = span({ traceId: of, name: 'top', attributes: { 'opik.trace_id': malformed } });
      await send(project, top, span({ traceId: of, name: 'other', parent: top }));
      const view = await traceOf(project);
      expect(view.spans.map(({ name }) => name).toSorted()).toEqual(['other', 'top']);
      expect((await bodyOf(view, 'top'))?.metadata).toMatchObject(
        malformed === '' ? {} : { 'opik.trace_id': malformed },
      );
    },
  );
});

test('the results of evaluations are feedback scores', async () => {
  const judged = chat(traceId(), 'judged', { spanId: 'aaaaaaaaaaaaaaaa' });
  const result = {
    name: 'gen_ai.evaluation.result',
    timeUnixNano: `${NOW}000000`,
    attributes: [
      { key: 'gen_ai.evaluation.name', value: { stringValue: 'relevance' } },
      { key: 'gen_ai.evaluation.score.value', value: { doubleValue: 0.75 } },
      { key: 'gen_ai.evaluation.explanation', value: { stringValue: 'on topic' } },
    ],
  };
  for (let time = 0; time < 2; time++) await send('judged', { ...judged, events: [result] });
  const body = await bodyOf(await traceOf('judged'), 'judged');
  expect(body?.feedback_scores).toMatchObject([{ name: 'relevance', value: 0.75, reason: 'on topic' }]);
});
