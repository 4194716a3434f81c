import type { BodiesView, ThreadView, TracesView, TraceView } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import { exportOf, newTraceId, span } from './otlp.fixture.ts';

// Inputs that users of other tools reported as wrong there. Each test names the report.

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

let projects = 0;
/** Exports spans to a project of their own, one export for each list. Returns their trace. */
async function traceOf(...exports: object[][]): Promise<TraceView> {
  const projectname = `reported ${projects++}`;
  for (const spans of exports) {
    const response = await fetch(`${server.url}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', projectname },
      body: JSON.stringify(exportOf(spans)),
    });
    expect([response.status, await response.json()]).toEqual([200, {}]);
  }
  const list = await server.call<TracesView>('GET', `view/traces?project_name=${projectname}`);
  expect(list.body.traces).toHaveLength(1);
  return (await server.call<TraceView>('GET', `view/traces/${list.body.traces.at(0)?.id}`)).body;
}

async function bodyOf({ trace }: TraceView, id: string): Promise<BodiesView['bodies'][number] | undefined> {
  return (await server.call<BodiesView>('POST', `view/traces/${trace.id}/bodies`, { ids: [id] })).body.bodies.at(0);
}

const genAi = (operation: string, input: number, output: number) => ({
  'gen_ai.operation.name': operation,
  'gen_ai.provider.name': 'anthropic',
  'gen_ai.request.model': 'claude-haiku-4-5-20251001',
  'gen_ai.usage.input_tokens': input,
  'gen_ai.usage.output_tokens': output,
});

test('an agent with the sum of its two model calls counts nothing of its own', async () => {
  // github.com/strands-agents/harness-sdk/issues/3602
  const traceId = newTraceId();
  const agent = span({ traceId, name: 'invoke_agent', attributes: genAi('invoke_agent', 300, 30) });
  const cycles = [1, 2].map((n) => span({ traceId, name: `execute_event_loop_cycle ${n}`, parent: agent }));
  const chats = cycles.map((parent, index) =>
    span({ traceId, name: 'chat', parent, attributes: genAi('chat', 100 * (index + 1), 10 * (index + 1)) }),
  );
  const tool = span({
    traceId,
    name: 'add',
    parent: cycles.at(0)!,
    attributes: { 'gen_ai.operation.name': 'execute_tool' },
  });
  expect((await traceOf([...chats, tool, ...cycles, agent])).trace).toMatchObject({ total_tokens: 330 });
});

test.each([
  ['parent first', ['run', 'first second']],
  ['parent last', ['first second', 'run']],
  ['parent between', ['first', 'run', 'second']],
])('a sum on a parent and its parts in another export are counted once: %s', async (_name, exports) => {
  // github.com/mlflow/mlflow/issues/24307
  const traceId = newTraceId();
  const run = span({ traceId, name: 'run', attributes: genAi('invoke_agent', 50, 5) });
  const first = span({ traceId, name: 'first', parent: run, attributes: genAi('chat', 20, 2) });
  const second = span({ traceId, name: 'second', parent: run, attributes: genAi('chat', 30, 3) });
  const named = (names: string): object[] => [run, first, second].filter(({ name }) => names.split(' ').includes(name));
  expect((await traceOf(...exports.map(named))).trace.total_tokens).toBe(55);
});

test('an operation, its step and its call are one call', async () => {
  // github.com/traceroot-ai/traceroot/issues/1610
  const traceId = newTraceId();
  const root = span({
    traceId,
    name: 'invoke_agent committee.chair',
    attributes: { ...genAi('invoke_agent', 10, 16), 'gen_ai.agent.name': 'committee.chair' },
  });
  const step = span({ traceId, name: 'step 1', parent: root, attributes: { 'gen_ai.operation.name': 'agent_step' } });
  const chat = span({ traceId, name: 'chat', parent: step, attributes: genAi('chat', 10, 16) });
  const { trace } = await traceOf([chat, step, root]);
  expect(trace).toMatchObject({ name: 'committee.chair', total_tokens: 26, total_estimated_cost: 0.00009 });
});

test('a wrapper with a model and texts, but counts in its own names, adds nothing to its call', async () => {
  // github.com/traceroot-ai/traceroot/issues/1172
  const traceId = newTraceId();
  const wrapper = span({
    traceId,
    name: 'ai.generateText',
    attributes: {
      'openinference.span.kind': 'AGENT',
      'llm.model_name': 'gpt-4o-mini',
      'input.value': 'a long question',
      'output.value': 'a long answer',
      'ai.usage.promptTokens': 40,
      'ai.usage.completionTokens': 8,
    },
  });
  const call = span({
    traceId,
    name: 'ai.generateText.doGenerate',
    parent: wrapper,
    attributes: {
      'openinference.span.kind': 'LLM',
      'llm.model_name': 'gpt-4o-mini',
      'llm.token_count.prompt': 40,
      'llm.token_count.completion': 8,
    },
  });
  expect((await traceOf([call, wrapper])).trace).toMatchObject({ total_tokens: 48, input_preview: 'a long question' });
});

test('reasoning tokens are a part of the output tokens, also if another convention reports them', async () => {
  // github.com/langfuse/langfuse/issues/11244
  const call = span({
    traceId: newTraceId(),
    name: 'ai.streamText.doStream',
    attributes: {
      'ai.operationId': 'ai.streamText.doStream',
      'ai.model.provider': 'openai.responses',
      'gen_ai.system': 'openai.responses',
      'gen_ai.request.model': 'gpt-5.1',
      'gen_ai.usage.input_tokens': '22118',
      'gen_ai.usage.output_tokens': '1970',
      'ai.usage.reasoningTokens': '956',
      'ai.usage.totalTokens': '24088',
    },
  });
  const view = await traceOf([call]);
  expect(view.trace.total_tokens).toBe(24_088);
  expect(view.trace.total_estimated_cost).toBeCloseTo((22_118 * 1.25 + 1_970 * 10) / 1e6, 9);
  expect((await bodyOf(view, view.spans.at(0)!.id))?.ledger).toMatchObject({ output: 1_014, reasoning: 956 });
});

test('cached tokens of OpenInference have their own price', async () => {
  // github.com/mlflow/mlflow/issues/24759
  const call = span({
    traceId: newTraceId(),
    name: 'messages.create',
    attributes: {
      'openinference.span.kind': 'LLM',
      'llm.provider': 'anthropic',
      'llm.model_name': 'claude-sonnet-4-5',
      'llm.token_count.prompt': 10_000,
      'llm.token_count.completion': 100,
      'llm.token_count.prompt_details.cache_read': 9_000,
      'llm.token_count.prompt_details.cache_write': 500,
    },
  });
  const { trace } = await traceOf([call]);
  expect(trace.total_estimated_cost).toBeCloseTo((500 * 3 + 9_000 * 0.3 + 500 * 3.75 + 100 * 15) / 1e6, 9);
});

test('an export without a span that has no parent is still one trace with an end and its sum', async () => {
  // github.com/Agenta-AI/agenta/pull/5717
  const traceId = newTraceId();
  const agent = span({
    traceId,
    name: 'invoke_agent',
    parent: { spanId: 'b'.repeat(16) },
    attributes: genAi('invoke_agent', 46, 4),
  });
  const chats = [1, 2].map(() => span({ traceId, name: 'chat', parent: agent, attributes: genAi('chat', 23, 2) }));
  expect((await traceOf([...chats, agent])).trace).toMatchObject({ total_tokens: 50, duration: 100 });
});

test.each(['Second developer session', 'a/b', '50%2F50 #1?x=y&z', '../..', '会話 🙂', ' spaces '])(
  'a conversation with the id %j can be opened',
  // github.com/langfuse/langfuse/issues/4970, github.com/langfuse/langfuse/issues/7766
  async (thread) => {
    const view = await traceOf([span({ traceId: newTraceId(), name: 'answer', attributes: { 'session.id': thread } })]);
    const query = new URLSearchParams({ project_id: view.trace.project_id, thread_id: thread });
    const { status, body } = await server.call<ThreadView>('GET', `view/thread?${query}`);
    expect([status, body.thread_id, body.turns.length]).toEqual([200, thread, 1]);
  },
);

test.each([
  // github.com/langwatch/langwatch/pull/6078
  // JSON keeps it; plain texts are well-formed.
  ['a lone surrogate', 'cut mid-emoji \ud83d', 'cut mid-emoji \ufffd'],
  // github.com/wri/project-zeno/pull/720
  ['a NUL character', 'before\u0000after', 'before\u0000after'],
])('a text with %s is stored, in every place', async (_name, sent, kept) => {
  const attributes = {
    'gen_ai.agent.name': sent,
    input: sent,
    output: sent,
    thread_id: sent,
    'app.note': sent,
    'opik.tags': sent,
  };
  const view = await traceOf([span({ traceId: newTraceId(), name: sent, attributes })]);
  const body = await bodyOf(view, view.spans.at(0)!.id);
  expect([body?.input, view.trace.thread_id]).toEqual([sent, kept]);
  expect(body?.metadata).toMatchObject({ 'app.note': sent });
});
