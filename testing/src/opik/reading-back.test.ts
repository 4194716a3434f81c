import type { Opik } from 'opik';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type RunningServer } from '../running-server.ts';
import { expectSilence } from './expect-silence.ts';
import { MAJORS } from './majors.ts';

// Data that Opik's own SDK from npm changes after it was logged, and how the SDK reads it back.
let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const said = expectSilence();

describe.each(MAJORS)('opik $version', ({ version, opik }) => {
  const clientOf = (name: string): Opik =>
    new opik.Opik({ apiUrl: `${server.url}/api`, projectName: `${name} ${version}` });

  test('a search waits for the requested number of results, and fails if there are too few', async () => {
    const [client, alone] = [clientOf('waiting'), clientOf('waiting for too many')];
    const trace = client.trace({ name: 'first' });
    trace.span({ name: 'step' }).end();
    alone.trace({ name: 'only' });
    await Promise.all([client.flush(), alone.flush()]);
    // The SDK always searches again after 5 s, so both waits run at the same time.
    const tooFew = alone.searchTraces({ waitForAtLeast: 2, waitForTimeout: 0.1 });
    const refused = expect(tooFew).rejects.toThrow('only 1 were found');
    const waiting = Promise.all([
      client.searchTraces({ waitForAtLeast: 2 }),
      client.searchSpans({ waitForAtLeast: 2 }),
      client.searchThreads({ waitForAtLeast: 1 }),
    ]);
    const late = client.trace({ name: 'late', threadId: 'a' });
    late.span({ name: 'late step' }).end();
    await client.flush();
    const [traces, spans, threads] = await waiting;
    await refused;
    expect(said.splice(0)).toEqual([expect.stringContaining('expected 2 traces')]);
    expect(traces.map(({ name }) => name)).toEqual(['late', 'first']);
    expect(spans.map(({ name }) => name)).toEqual(['late step', 'step']);
    expect(threads).toMatchObject([{ id: 'a' }]);
  });

  test('scores are logged in batches, overwritten, listed by name and deleted', async () => {
    const client = clientOf('scores');
    const [one, two] = ['one', 'two'].map((name) => client.trace({ name }));
    if (!one || !two) throw new Error('expected two traces');
    const span = one.span({ name: 'step' });
    // Logged before the traces are sent: the scores wait for them.
    client.logTracesFeedbackScores([
      { id: one.data.id, name: 'tone', value: 1, categoryName: 'kind', reason: 'said please' },
      { id: two.data.id, name: 'tone', value: 0, categoryName: 'rude' },
    ]);
    client.logSpansFeedbackScores([{ id: span.data.id, name: 'speed', value: 0.25 }]);
    await client.flush();
    const { traces, spans, projects } = client.api;
    const tone = { name: 'tone', value: 1, categoryName: 'kind', reason: 'said please', source: 'sdk' };
    expect((await traces.getTraceById(one.data.id)).feedbackScores).toMatchObject([tone]);
    expect((await spans.getSpanById(span.data.id)).feedbackScores).toMatchObject([{ name: 'speed', value: 0.25 }]);

    one.score({ name: 'tone', value: 0.5 });
    await client.flush();
    const [searched] = await client.searchTraces({ filterString: 'feedback_scores.tone = 0.5' });
    expect(searched).toMatchObject({ id: one.data.id, feedbackScores: [{ name: 'tone', value: 0.5 }] });
    await spans.addSpanFeedbackScore(span.data.id, { body: { name: 'depth', value: 3, source: 'ui' } });
    await traces.addTraceFeedbackScore(two.data.id, { body: { name: 'depth', value: 4, source: 'ui' } });
    const projectId = (await projects.retrieveProject({ name: client.config.projectName })).id ?? '';
    const named = await traces.findFeedbackScoreNames2({ projectId });
    expect(named.scores?.map(({ name }) => name).toSorted()).toEqual(['depth', 'tone']);

    await traces.deleteTraceFeedbackScore(one.data.id, { body: { name: 'tone' } });
    await spans.deleteSpanFeedbackScore(span.data.id, { body: { name: 'speed' } });
    expect((await traces.getTraceById(one.data.id)).feedbackScores).toBeUndefined();
    expect((await spans.getSpanById(span.data.id)).feedbackScores).toMatchObject([{ name: 'depth' }]);
  });

  test('traces are updated one by one and in batches, counted, and deleted with their spans', async () => {
    const client = clientOf('changes');
    const { projectName } = client.config;
    const made = Array.from({ length: 3 }, (_, index) => {
      const trace = client.trace({ name: `trace ${index}`, tags: ['made'], metadata: { index } });
      trace.span({ name: 'step', type: 'tool' }).end();
      return trace.end();
    });
    const ids = made.map(({ data }) => data.id);
    await client.flush();
    const { traces, spans } = client.api;
    await traces.batchUpdateTraces({ ids, update: { tags: ['all'] }, mergeTags: true });
    await traces.updateTrace(ids.at(0)!, { body: { projectName, tagsToAdd: ['one'], tagsToRemove: ['made'] } });
    expect((await traces.getTraceById(ids.at(0)!)).tags).toEqual(['all', 'one']);
    expect((await client.searchTraces({ filterString: 'tags = "made"' })).map(({ tags }) => tags)).toEqual([
      ['made', 'all'],
      ['made', 'all'],
    ]);
    const stats = await traces.getTraceStats({ projectName });
    expect(stats.stats).toContainEqual({ type: 'COUNT', name: 'trace_count', value: 3 });
    const filters = JSON.stringify([{ field: 'metadata', key: 'index', operator: '>', value: '0' }]);
    const page = await traces.getTracesByProject({ projectName, filters, size: 1, exclude: '["tags"]' });
    expect(page).toMatchObject({ page: 1, size: 1, total: 2, content: [{ name: 'trace 2', metadata: { index: 2 } }] });
    expect(page.content?.[0]).not.toHaveProperty('tags');

    const [first] = await client.searchSpans({ filterString: `trace_id = "${ids.at(0)!}"` });
    await spans.addSpanComment(first?.id ?? '', { body: { text: 'on the span' } });
    const { comments = [] } = await spans.getSpanById(first?.id ?? '');
    await spans.updateSpanComment(comments[0]?.id ?? '', { body: { text: 'changed' } });
    expect(await spans.getSpanComment(first?.id ?? '', comments[0]?.id ?? '')).toMatchObject({ text: 'changed' });
    await spans.deleteSpanComments({ ids: [comments[0]?.id ?? ''] });
    expect((await spans.getSpanById(first?.id ?? '')).comments).toBeUndefined();

    await traces.deleteTraceById(ids.at(0)!);
    await traces.deleteTraces({ ids: ids.slice(1) });
    expect([await client.searchTraces(), await client.searchSpans()]).toEqual([[], []]);
    await expect(spans.getSpanById(first?.id ?? '')).rejects.toMatchObject({ statusCode: 404 });
  });

  test('bodies that the strict stream reader of the SDK would drop are read back', async () => {
    const client = clientOf('strange');
    const { projectName } = client.config;
    // This SDK cannot send most of these bodies, but others can.
    const bodies = [5, true, 'text', ['a', 'b'], [{ a: 1 }, null], [], {}, { deep: { list: [1, null, 'x'] } }];
    const error_info = { exception_type: 'E', message: null };
    const rows = bodies.map((body, index) => ({
      id: opik.generateId(),
      project_name: projectName,
      name: `row ${index}`,
      start_time: '2026-10-01T10:03:00Z',
      input: body,
      output: body,
      metadata: body,
      error_info,
    }));
    await server.post('private/traces/batch', { traces: rows });
    await server.post('private/spans/batch', { spans: rows.map((row) => ({ ...row, trace_id: row.id })) });
    expect(await client.searchTraces()).toHaveLength(bodies.length);
    expect(await client.searchSpans({ filterString: 'error_info is_not_empty' })).toHaveLength(bodies.length);
    const page = await client.api.traces.getTracesByProject({ projectName, size: 100 });
    expect(page.content).toHaveLength(bodies.length);
  });
});
