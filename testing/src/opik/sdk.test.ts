import type { TracesView, TraceView } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type RunningServer } from '../running-server.ts';
import { expectSilence } from './expect-silence.ts';
import { MAJORS } from './majors.ts';

// Opik's own SDK from npm, configured only with the URL. It reports errors only in its log, so the tests check the log
// and read all data back.
let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
  process.env['OPIK_URL_OVERRIDE'] = `${server.url}/api`;
});
afterAll(() => server.close());

const said = expectSilence();

const list = (project: string) => server.get<TracesView>(`view/traces?project_name=${encodeURIComponent(project)}`);

describe.each(MAJORS)('opik $version', ({ version, opik: { flushAll, Opik, track } }) => {
  test('client.trace() and span() are logged, updated after the flush, and read back', async () => {
    const projectName = `client ${version}`;
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
    const client = new Opik({ apiUrl: `${server.url}/api`, projectName: `scores ${version}` });
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
    const projectName = `track ${version}`;
    const retrieve = track({ name: 'retrieve', type: 'tool', projectName }, async (_query: string) => {
      throw new Error('index is away');
    });
    const answer = track({ name: 'answer', projectName }, async (question: string) => {
      await retrieve(question).catch(() => undefined);
      return { text: `about ${question}` };
    });
    await answer('boats');
    await flushAll();
    expect(said.splice(0)).toEqual([expect.stringContaining('Recording execution error')]);
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
    const projectName = `delete ${version}`;
    const client = new Opik({ apiUrl: `${server.url}/api`, projectName });
    const trace = client.trace({ name: 'short-lived' });
    trace.end();
    await client.flush();
    const project = await client.api.projects.retrieveProject({ name: projectName });
    expect(project.name).toBe(projectName);
    await client.api.traces.deleteTraces({ ids: [trace.data.id] });
    expect((await list(projectName)).traces).toEqual([]);
  });

  test('traces are searched by text filters, and returned complete', async () => {
    const projectName = `search ${version}`;
    const client = new Opik({ apiUrl: `${server.url}/api`, projectName });
    const [boat, plane] = ['boat', 'plane'].map((name, index) =>
      client.trace({
        name,
        input: { question: `Where is my ${name}?` },
        output: { answer: 'here' },
        metadata: { model: 'gpt-4o', nested: { tries: index + 1 } },
        tags: [name, 'all'],
        threadId: `thread ${index}`,
        environment: index === 0 ? 'production' : 'staging',
        startTime: new Date('2026-10-01T10:00:00Z'),
        endTime: new Date('2026-10-01T10:00:01Z'),
        ...(index === 1 && { errorInfo: { exceptionType: 'Late', message: 'delayed', traceback: 'at gate 4' } }),
      }),
    );
    if (!boat || !plane) throw new Error('expected two traces');
    const span = boat.span({
      name: 'model',
      type: 'llm',
      model: 'gpt-4o',
      provider: 'openai',
      usage: { prompt_tokens: 60, completion_tokens: 40, total_tokens: 100 },
    });
    span.end();
    boat.score({ name: 'Answer Relevance', value: 0.8, reason: 'to the point' });
    span.score({ name: 'speed', value: 0.5 });
    await client.flush();

    const find = async (filterString: string): Promise<(string | undefined)[]> =>
      (await client.searchTraces({ filterString })).map((trace) => trace.name);
    expect(await find('')).toEqual(['plane', 'boat']);
    for (const filter of [
      'name = "BOAT"',
      'id != "x" AND thread_id ends_with " 0"',
      'input contains "MY BOAT"',
      'output contains "here" and tags contains "boa"',
      'input_json.question contains "boat?"',
      'feedback_scores."Answer Relevance" > 0.7',
      'feedback_scores."Answer Relevance" is_not_empty',
      'span_feedback_scores.speed = 0.5',
      'usage.total_tokens >= 100',
      'total_estimated_cost > 0',
      'llm_span_count = 1',
      'error_info is_empty',
      'tags = "boat"',
    ]) {
      expect(await find(filter), filter).toEqual(['boat']);
    }
    for (const filter of [
      'error_info is_not_empty',
      'feedback_scores."Answer Relevance" is_empty',
      'total_estimated_cost = 0',
      'tags not_contains "boat"',
    ]) {
      expect(await find(filter), filter).toEqual(['plane']);
    }
    expect(await find('start_time >= "2026-10-01T10:00:00Z" AND duration = 1000')).toEqual(['plane', 'boat']);
    expect(await find('duration > 1000')).toEqual([]);

    const [whole] = await client.searchTraces({ filterString: 'name = "boat"', maxResults: 1 });
    expect(whole).toMatchObject({
      id: boat.data.id,
      startTime: new Date('2026-10-01T10:00:00Z'),
      input: { question: 'Where is my boat?' },
      metadata: { model: 'gpt-4o', nested: { tries: 1 } },
      usage: { total_tokens: 100 },
      spanCount: 1,
      providers: ['openai'],
      threadId: 'thread 0',
      ...(version === 2 && { environment: 'production' }),
      feedbackScores: [{ name: 'Answer Relevance', value: 0.8, reason: 'to the point' }],
      spanFeedbackScores: [{ name: 'speed', value: 0.5 }],
    });
    const [failed] = await client.searchTraces({
      filterString: 'error_info is_not_empty',
      exclude: ['input', 'output'],
    });
    expect(failed).toMatchObject({ errorInfo: { exceptionType: 'Late', traceback: 'at gate 4' } });
    expect(failed?.input).toBeUndefined();
  });

  test('spans are searched, and updated in batches', async () => {
    const projectName = `span search ${version}`;
    const client = new Opik({ apiUrl: `${server.url}/api`, projectName });
    const trace = client.trace({ name: 'chat' });
    const spans = ['llm', 'tool', 'general'].map((type) =>
      trace.span({
        name: `${type} step`,
        type: type as 'llm',
        input: { of: type },
        usage: { total_tokens: type.length },
      }),
    );
    for (const span of spans) span.end();
    await client.flush();
    const find = async (filterString: string): Promise<(string | undefined)[]> =>
      (await client.searchSpans({ filterString })).map((span) => span.name);
    expect(await find('type = "llm"')).toEqual(['llm step']);
    expect(await find('usage.total_tokens > 3')).toEqual(['general step', 'tool step']);
    expect(await find(`trace_id = "${trace.data.id}" AND name starts_with "TOOL"`)).toEqual(['tool step']);
    const ids = spans.map((span) => span.data.id);
    await client.api.spans.batchUpdateSpans({
      ids,
      update: { traceId: trace.data.id, tags: ['seen'] },
      mergeTags: true,
    });
    expect(await find('tags = "seen"')).toHaveLength(3);
    const stats = await client.api.spans.getSpanStats({ projectName });
    expect(stats.stats).toContainEqual({ type: 'COUNT', name: 'span_count', value: 3 });
    const page = await client.api.spans.getSpansByProject({ projectName, type: 'tool', sorting: '[{"field":"name"}]' });
    expect(page).toMatchObject({
      total: 1,
      content: [{ name: 'tool step' }],
      sortableBy: expect.arrayContaining(['name']),
    });
  });

  test('a search streams the results of all pages', async () => {
    const projectName = `many ${version}`;
    const client = new Opik({ apiUrl: `${server.url}/api`, projectName });
    for (let index = 0; index < 2_500; index++) client.trace({ name: `trace ${index}`, input: { index } }).end();
    await client.flush();
    const traces = await client.searchTraces({ maxResults: 1_000_000 });
    expect(new Set(traces.map((trace) => trace.name)).size).toBe(2_500);
  });
});
