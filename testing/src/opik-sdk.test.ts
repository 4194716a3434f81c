import { Opik, track } from 'opik';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test, vi } from 'vitest';
import type { TracesView, TraceView } from '@vitrine/core/model';
import { startServer, type RunningServer } from './running-server.ts';

/** Opik's own SDK from npm, told nothing but the URL. It hides errors in its log, so that is watched, and all is read back. */
let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
  process.env['OPIK_URL_OVERRIDE'] = `${server.url}/api`;
});
afterAll(() => server.close());

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => void said.push(words.join(' ')));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  // That a tracked function threw is said too, and is as it should be.
  const troubles = said.filter((line) => /warn|error|fail/i.test(line) && !line.includes('Recording execution error'));
  expect(troubles).toEqual([]);
});

const list = (project: string) => server.get<TracesView>(`view/traces?project_name=${encodeURIComponent(project)}`);

test('client.trace() and span() are logged, updated after the flush, and read back', async () => {
  const projectName = 'opik client';
  const client = new Opik({ apiUrl: `${server.url}/api`, projectName });
  const trace = client.trace({
    name: 'chat',
    input: { question: 'Where is my order?' },
    threadId: 'thread 1',
    tags: ['a'],
  });
  const span = trace.span({
    name: 'model',
    type: 'llm',
    model: 'gpt-4o-mini',
    provider: 'openai',
    input: { messages: [] },
  });
  await client.flush();
  span.update({
    output: { text: 'On its way' },
    usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
  });
  span.end();
  trace.update({ output: { answer: 'On its way' }, tags: ['b'] });
  trace.end();
  await client.flush();

  const { traces } = await list(projectName);
  expect(traces).toMatchObject([
    {
      id: trace.data.id,
      name: 'chat',
      thread_id: 'thread 1',
      tags: ['b'],
      input_preview: 'Where is my order?',
      output_preview: 'On its way',
      span_count: 1,
      total_tokens: 110,
    },
  ]);
  expect(traces[0]?.duration).toBeGreaterThanOrEqual(0);
  expect(traces[0]?.total_estimated_cost).toBeCloseTo((100 * 0.15 + 10 * 0.6) / 1e6, 9);
  const read = await client.api.traces.getTraceById(trace.data.id);
  expect(read).toMatchObject({ id: trace.data.id, output: { answer: 'On its way' }, spanCount: 1, llmSpanCount: 1 });
  const readSpan = await client.api.spans.getSpanById(span.data.id);
  expect(readSpan).toMatchObject({ name: 'model', model: 'gpt-4o-mini', traceId: trace.data.id, type: 'llm' });
  const page = await client.api.traces.getTracesByProject({ projectName, size: 10 });
  expect(page).toMatchObject({ total: 1, content: [{ name: 'chat' }] });
});

test('scores are logged and read back', async () => {
  const client = new Opik({ apiUrl: `${server.url}/api`, projectName: 'opik scores' });
  const trace = client.trace({ name: 'scored' });
  const span = trace.span({ name: 'step' });
  span.end();
  trace.end();
  trace.score({ name: 'quality', value: 0.7, reason: 'good' });
  span.score({ name: 'speed', value: 1 });
  await client.flush();
  const read = await client.api.traces.getTraceById(trace.data.id);
  expect(read.feedbackScores).toMatchObject([{ name: 'quality', value: 0.7, reason: 'good', source: 'sdk' }]);
  const readSpan = await client.api.spans.getSpanById(span.data.id);
  expect(readSpan.feedbackScores).toMatchObject([{ name: 'speed', value: 1 }]);
});

test('track() nests by calls, and records errors', async () => {
  const projectName = 'opik track';
  const retrieve = track({ name: 'retrieve', type: 'tool', projectName }, async (_query: string) => {
    throw new Error('index is away');
  });
  const answer = track({ name: 'answer', projectName }, async (question: string) => {
    await retrieve(question).catch(() => undefined);
    return { text: `about ${question}` };
  });
  await answer('boats');
  const { flushAll } = await import('opik');
  await flushAll();
  const { traces } = await list(projectName);
  expect(traces).toMatchObject([{ name: 'answer', span_count: 2, error_count: 1 }]);
  const { spans } = await server.get<TraceView>(`view/traces/${traces[0]?.id}`);
  const outer = spans.find((span) => span.name === 'answer');
  expect(spans.find((span) => span.name === 'retrieve')).toMatchObject({
    parent_span_id: outer?.id,
    has_error: true,
    type: 'tool',
  });
});

test('projects are found, and traces deleted', async () => {
  const client = new Opik({ apiUrl: `${server.url}/api`, projectName: 'opik delete' });
  const trace = client.trace({ name: 'short-lived' });
  trace.end();
  await client.flush();
  const project = await client.api.projects.retrieveProject({ name: 'opik delete' });
  expect(project.name).toBe('opik delete');
  await client.api.traces.deleteTraces({ ids: [trace.data.id] });
  expect((await list('opik delete')).traces).toEqual([]);
});
