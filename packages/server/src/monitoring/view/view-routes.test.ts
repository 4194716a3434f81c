import {
  newId,
  type BodiesView,
  type FeedbackView,
  type ProjectsView,
  type ThreadView,
  type TracesView,
  type TraceView,
} from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const BEGUN = Date.now() - 60_000;
const at = (second: number): string => new Date(BEGUN + second * 1_000).toISOString();

test('a page of traces has previews, statistics of spans and scores, and a cursor to the next page', async () => {
  const project_name = 'list';
  const ids = Array.from({ length: 5 }, () => newId());
  await server.call('POST', 'private/traces/batch', {
    traces: ids.map((id, n) => ({
      id,
      project_name,
      name: `trace ${n}`,
      start_time: at(n),
      end_time: at(n + 1),
      input: {
        messages: [
          { role: 'system', content: 's' },
          { role: 'user', content: `question ${n}` },
        ],
      },
      output: { text: `answer ${n}` },
    })),
  });
  await server.call('POST', 'private/spans/batch', {
    spans: [
      {
        trace_id: ids[4],
        project_name,
        type: 'llm',
        model: 'gpt-4o-mini',
        usage: { prompt_tokens: 10, completion_tokens: 5 },
        start_time: at(4),
      },
      {
        trace_id: ids[4],
        project_name,
        type: 'llm',
        model: 'nobody knows',
        usage: { total_tokens: 5, prompt_tokens: 5 },
        start_time: at(4),
      },
      { trace_id: ids[4], project_name, type: 'tool', error_info: { exception_type: 'E' }, start_time: at(4) },
    ],
  });
  await server.call('PUT', 'private/traces/feedback-scores', { scores: [{ id: ids[4], name: 'q', value: 1 }] });
  const page = async (query: string): Promise<TracesView> =>
    (await server.call<TracesView>('GET', `view/traces?project_name=${project_name}&${query}`)).body;
  const first = await page('limit=2');
  expect(first).toMatchObject({ total: 5, total_exact: true });
  expect(first.traces[0]).toMatchObject({
    name: 'trace 4',
    input_preview: 'question 4',
    output_preview: 'answer 4',
    duration: 1000,
    span_count: 3,
    llm_span_count: 2,
    error_count: 1,
    unpriced_span_count: 1,
    total_tokens: 20,
    feedback_scores: [{ name: 'q', value: 1 }],
  });
  const second = await page(`limit=2&cursor=${first.next_cursor}`);
  const third = await page(`limit=2&cursor=${second.next_cursor}`);
  expect([...second.traces, ...third.traces].map((trace) => trace.name)).toEqual(['trace 2', 'trace 1', 'trace 0']);
  expect(third.next_cursor).toBeNull();
  expect((await page('search=QUESTION%203')).traces.map((trace) => trace.name)).toEqual(['trace 3']);
  expect((await server.call('GET', `view/traces?project_name=${project_name}&cursor=nonsense`)).status).toBe(400);
});

test('the view of a trace has no bodies, and bodies are returned by id', async () => {
  const project_name = 'skeleton';
  const [trace, root, child] = [newId(), newId(), newId()];
  const big = 'x'.repeat(100_000);
  await server.call('POST', 'private/spans/batch', {
    spans: [
      {
        id: child,
        parent_span_id: root,
        trace_id: trace,
        project_name,
        name: 'tool',
        kind: 'tool',
        start_time: at(2),
        end_time: at(3),
        input: { big },
      },
      {
        id: root,
        trace_id: trace,
        project_name,
        name: 'agent',
        kind: 'agent',
        start_time: at(1),
        end_time: at(4),
        output: [1],
        metadata: { m: 1 },
      },
    ],
  });
  await server.call('POST', 'private/traces/batch', {
    traces: [{ id: trace, project_name, name: 'run', start_time: at(1), end_time: at(4), input: 'hi' }],
  });
  const { body } = await server.call<TraceView>('GET', `view/traces/${trace}`);
  expect(body.trace).toMatchObject({ id: trace, name: 'run', project_name, input_preview: 'hi', span_count: 2 });
  expect(body.spans.map((span) => [span.name, span.kind, span.type, span.parent_span_id, span.duration])).toEqual([
    ['agent', 'agent', 'general', null, 3000],
    ['tool', 'tool', 'tool', root, 1000],
  ]);
  expect(JSON.stringify(body)).not.toContain('xxxx');
  const { bodies } = (
    await server.call<BodiesView>('POST', `view/traces/${trace}/bodies`, { ids: [trace, child, root, newId()] })
  ).body;
  const byId = new Map(bodies.map((each) => [each.id, each]));
  expect(byId.size).toBe(3);
  expect(byId.get(trace)?.input).toBe('hi');
  expect(byId.get(child)?.input).toEqual({ big });
  expect(byId.get(root)).toMatchObject({ output: [1], metadata: { m: 1 }, input: null });
  expect((await server.call('GET', `view/traces/${newId()}`)).status).toBe(404);
});

test('counts of usage may be named like properties of Object.prototype', async () => {
  const [project_name, trace_id] = ['odd usage', newId()];
  const usage = { constructor: 2, toString: 3 };
  const span = { trace_id, project_name, type: 'llm', start_time: at(1), usage };
  await server.call('POST', 'private/traces/batch', { traces: [{ id: trace_id, project_name, start_time: at(1) }] });
  await server.call('POST', 'private/spans/batch', { spans: [span, span] });
  const { body } = await server.call<TraceView>('GET', `view/traces/${trace_id}`);
  expect(body.trace.usage).toMatchObject({ constructor: 4, toString: 6 });
});

test('the view of a thread has its turns as text, oldest first', async () => {
  const project_name = 'conversations';
  const thread_id = 'a/b c?';
  const turn = (n: number) => ({
    id: newId(),
    project_name,
    thread_id,
    start_time: at(n),
    end_time: at(n + 1),
    input: { messages: [{ role: 'user', content: `question ${n}` }] },
    output: { text: `**answer** ${n}` },
  });
  await server.call('POST', 'private/traces/batch', { traces: [turn(2), turn(1), turn(3)] });
  const query = `thread_id=${encodeURIComponent(thread_id)}&project_name=${project_name}`;
  const { body } = await server.call<ThreadView>('GET', `view/thread?${query}`);
  expect(body).toMatchObject({ thread_id, project_name, turn_total: 3 });
  expect(body.turns.map((each) => [each.input, each.output])).toEqual(
    [1, 2, 3].map((n) => [`question ${n}`, `**answer** ${n}`]),
  );
  expect((await server.call('GET', `view/thread?thread_id=none&project_name=${project_name}`)).status).toBe(404);
});

test('feedback on traces and threads is written, overwritten, averaged and deleted', async () => {
  const trace = newId();
  const project_name = 'feedback';
  await server.call('POST', 'private/traces/batch', {
    traces: [{ id: trace, project_name, thread_id: 't', start_time: at(1) }],
  });
  for (const target of [{ trace_id: trace }, { thread_id: 't', project_name }]) {
    const query = `${new URLSearchParams({ ...target, name: 'user_feedback' })}`;
    const nothing: FeedbackView = { mine: null, average: null, count: 0 };
    expect((await server.call('GET', `view/feedback?${query}`)).body).toEqual(nothing);
    const up = { ...target, name: 'user_feedback', value: 1, category_name: 'up' };
    await server.call('PUT', 'view/feedback', up);
    expect(
      (await server.call('PUT', 'view/feedback', { ...up, value: 0, category_name: 'down', reason: 'slow' })).body,
    ).toEqual({
      mine: { value: 0, category_name: 'down', reason: 'slow' },
      average: 0,
      count: 1,
    });
    expect((await server.call('DELETE', `view/feedback?${query}`)).body).toEqual(nothing);
  }
  expect((await server.call('PUT', 'view/feedback', { name: 'x', value: 1 })).status).toBe(400);
  expect((await server.call('PUT', 'view/feedback', { trace_id: trace, name: 'x', value: 'up' })).status).toBe(422);
});

test('projects are returned with their recent statistics', async () => {
  const id = newId();
  await server.call('POST', 'private/traces/batch', {
    traces: [{ id, project_name: 'busy', start_time: new Date().toISOString(), error_info: { exception_type: 'E' } }],
  });
  const { projects } = (await server.call<ProjectsView>('GET', 'view/projects')).body;
  expect(projects[0]).toMatchObject({ name: 'busy', trace_count: 1, error_count: 1 });
  expect(projects.map((project) => project.name)).toContain('Default Project');
});
