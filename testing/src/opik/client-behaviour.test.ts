import type { Opik } from 'opik';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startServer, type RunningServer } from '../running-server.ts';
import { expectSilence } from './expect-silence.ts';
import { startGateway, type Gateway } from './gateway.ts';
import { MAJORS } from './majors.ts';

// Opik's own SDK from npm sends writes in any order, repeats them after a lost response, and prints links.
const said = expectSilence();

let server: RunningServer;
let gateway: Gateway;
beforeAll(async () => {
  server = await startServer();
  gateway = await startGateway(server.url);
});
afterAll(async () => {
  await gateway.close();
  await server.close();
});
beforeEach(() => {
  gateway.exchanges.length = 0;
});

const statusOf = (call: PromiseLike<unknown>): Promise<number | undefined> =>
  Promise.resolve(call).then(
    () => undefined,
    (error: unknown) => (error as { statusCode?: number }).statusCode,
  );

describe.each(MAJORS)('opik $version', ({ version, opik }) => {
  const clientOf = (name: string, apiKey?: string): Opik =>
    new opik.Opik({
      apiUrl: `${gateway.url}/api`,
      projectName: `${name} ${version}`,
      batchDelayMs: 60_000,
      ...(apiKey !== undefined && { apiKey }),
    });

  test('a span and a score arrive before their trace', async () => {
    const client = clientOf('early');
    const trace = client.trace({ name: 'late trace' });
    const span = trace.span({ name: 'early span', type: 'tool' });
    trace.score({ name: 'ok', value: 1 });
    span.score({ name: 'ok', value: 0 });
    await client.traceFeedbackScoresBatchQueue.flush();
    await client.spanFeedbackScoresBatchQueue.flush();
    await client.spanBatchQueue.flush();
    expect(await client.searchSpans()).toMatchObject([{ name: 'early span', feedbackScores: [{ value: 0 }] }]);
    await client.traceBatchQueue.flush();
    expect(gateway.exchanges.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      'PUT traces/feedback-scores 204',
      'PUT spans/feedback-scores 204',
      'POST spans/batch 204',
      'POST spans/search 200',
      'POST traces/batch 204',
    ]);
    expect(await client.searchTraces()).toMatchObject([
      { name: 'late trace', spanCount: 1, feedbackScores: [{ name: 'ok', value: 1 }] },
    ]);
  });

  test('an update before the flush is part of the create; each later update is a PATCH, in order', async () => {
    const client = clientOf('updates');
    const trace = client.trace({ name: 'first', tags: ['a'] });
    trace.update({ name: 'second' });
    await client.flush();
    expect(gateway.exchanges.map(({ method }) => method)).toEqual(['POST']);
    for (let index = 0; index < 20; index++) trace.update({ output: { index } });
    await client.flush();
    expect(gateway.exchanges.slice(1).every(({ method, status }) => method === 'PATCH' && status === 204)).toBe(true);
    expect(await client.searchTraces()).toMatchObject([{ name: 'second', tags: ['a'], output: { index: 19 } }]);
  });

  test('an update before the create is kept, and the create fills the missing fields', async () => {
    const [client, other] = [clientOf('gaps'), clientOf('gaps')];
    const trace = client.trace({ name: 'created', input: { a: 1 }, output: { from: 'the create' } });
    const span = trace.span({ name: 'created', model: 'gpt-4o', output: { from: 'the create' } });
    const { projectName } = client.config;
    other.traceBatchQueue.update(trace.data.id, { projectName, output: { from: 'the update' } });
    other.spanBatchQueue.update(span.data.id, {
      projectName,
      traceId: trace.data.id,
      output: { from: 'the update' },
    });
    await other.flush();
    await client.flush();
    const expected = { name: 'created', output: { from: 'the update' } };
    expect(await client.api.traces.getTraceById(trace.data.id)).toMatchObject({ ...expected, input: { a: 1 } });
    expect(await client.api.spans.getSpanById(span.data.id)).toMatchObject({ ...expected, model: 'gpt-4o' });
  });

  test('batches whose responses were lost are sent again, and stored once', async () => {
    const client = clientOf('again');
    const trace = client.trace({ name: 'chat', tags: ['a'] });
    const span = trace.span({ name: 'step', usage: { total_tokens: 7 } });
    trace.score({ name: 'ok', value: 1 });
    for (const path of ['traces/batch', 'spans/batch', 'traces/feedback-scores']) gateway.loseNext(path);
    await client.flush();
    span.update({ output: { done: true } });
    gateway.loseNext(`spans/${span.data.id}`);
    await client.flush();
    const count = (path: string) =>
      gateway.exchanges.filter((each) => each.path === path && each.status === 204).length;
    expect(['traces/batch', 'spans/batch', 'traces/feedback-scores', `spans/${span.data.id}`].map(count)).toEqual([
      2, 2, 2, 2,
    ]);
    expect(await client.searchTraces()).toMatchObject([
      { name: 'chat', tags: ['a'], spanCount: 1, usage: { total_tokens: 7 }, feedbackScores: [{ value: 1 }] },
    ]);
    expect(await client.searchSpans()).toMatchObject([{ name: 'step', output: { done: true } }]);
  });

  test('a single create of an existing id returns 409, and so does an update that names another project', async () => {
    const client = clientOf('conflicts');
    const { traces, spans } = client.api;
    const { projectName } = client.config;
    const [id, spanId, startTime] = [opik.generateId(), opik.generateId(), new Date()];
    const trace = { id, projectName, name: 'one', startTime };
    const span = { id: spanId, traceId: id, projectName, name: 'one', startTime };
    expect([await statusOf(traces.createTrace(trace)), await statusOf(spans.createSpan(span))]).toEqual([
      undefined,
      undefined,
    ]);
    expect([await statusOf(traces.createTrace(trace)), await statusOf(spans.createSpan(span))]).toEqual([409, 409]);
    const another = { projectName: `another ${version}`, name: 'two' };
    expect([
      await statusOf(traces.updateTrace(id, { body: another })),
      await statusOf(spans.updateSpan(spanId, { body: { ...another, traceId: id } })),
    ]).toEqual([409, 409]);
    expect([await traces.getTraceById(id), await spans.getSpanById(spanId)]).toMatchObject([
      { name: 'one' },
      { name: 'one' },
    ]);
  });

  test('the first write creates a project; Default Project exists before any write', async () => {
    const client = clientOf('made');
    const { projects, traces } = client.api;
    const { projectName } = client.config;
    expect(await projects.retrieveProject({ name: 'Default Project' })).toMatchObject({ name: 'Default Project' });
    expect(await statusOf(projects.retrieveProject({ name: projectName }))).toBe(404);
    expect(await statusOf(projects.retrieveProject({ name: projectName }))).toBe(404);
    client.trace({ name: 'first' });
    await client.flush();
    expect(await projects.retrieveProject({ name: projectName })).toMatchObject({ name: projectName });
    const id = opik.generateId();
    await traces.createTrace({ id, name: 'without a project', startTime: new Date() });
    const filterString = `id = "${id}"`;
    expect(await client.searchTraces({ projectName: 'Default Project', filterString })).toHaveLength(1);
  });

  test('any API key is accepted if none is configured, including an empty one', async () => {
    for (const key of ['', 'any-key']) {
      const client = clientOf(`key ${key}`, key);
      client.trace({ name: 'chat' });
      await client.flush();
      expect(await client.searchTraces()).toHaveLength(1);
    }
  });

  test('the link that is printed after the first trace leads to that trace', async () => {
    opik.setLoggerLevel('INFO');
    const client = clientOf('link');
    const trace = client.trace({ name: 'chat' });
    await client.flush();
    opik.setLoggerLevel('WARN');
    const printed = said.splice(0).join('\n');
    expect(printed).not.toMatch(/WARN|ERROR/);
    const link = /https?:\/\/\S+\/session\/redirect\/\S+/.exec(printed)?.[0] ?? '';
    const response = await fetch(link.replace(gateway.url, server.url), { redirect: 'manual' });
    expect([response.status, new URL(response.headers.get('location') ?? '', response.url).pathname]).toEqual([
      303,
      `/vitrine/traces/${trace.data.id}`,
    ]);
  });
});
