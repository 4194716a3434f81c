import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lowestId, newId, type Id } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Database } from '../../storage/database/database.ts';
import { completeOptions } from '../../server/options.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import { MIDNIGHT, newTraceId, scatterTraces, send, span, spansIn, tracesOf } from './scattered-traces.fixture.ts';
import { atTimeOf } from './trace-ids.ts';

describe('an OpenTelemetry trace that reaches two servers', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-otlp-'));
  const servers: TestServer[] = [];
  let database: Database;
  beforeAll(async () => {
    servers.push(await startTestServer({ dataDir }), await startTestServer({ dataDir }));
    database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
    await database.health.ready(60_000);
  });
  afterAll(async () => {
    await database.close();
    for (const server of servers.toReversed()) await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const on = (index: number): TestServer => servers.at(index % servers.length)!;
  const deletedTraces = async () =>
    (
      await database
        .acrossWorkspaces('a test')
        .read<{ count: number }>('SELECT uniq(id) AS count FROM traces WHERE is_deleted')
    )[0]?.count ?? 0;

  test('is one trace if children arrive before the root and across midnight', async () => {
    const root = span(newTraceId(), 'root', -500);
    const children = [100, -200, 200].map((at, index) => span(root.traceId, `child ${index}`, at, root));
    for (const [index, child] of children.entries()) await send(on(index), 'one', [child]);
    expect(await tracesOf(on(0), 'one')).toMatchObject([{ trace: { name: 'child 1' }, span_total: 3 }]);
    await send(on(1), 'one', [root]);
    // The first span determines the id; the fields of the trace come from the root, also if the others are sent again.
    await send(on(0), 'one', children);
    const [trace, ...others] = await tracesOf(on(0), 'one');
    expect(others).toEqual([]);
    expect(trace?.trace).toMatchObject({ name: 'root', thread_id: `thread of ${root.traceId}` });
    expect(trace?.trace.id.slice(0, 13)).toBe(lowestId(MIDNIGHT).slice(0, 13));
    expect(trace?.spans.map(({ name }) => name)).toEqual(['root', 'child 1', 'child 0', 'child 2']);
    const [first] = trace?.spans ?? [];
    expect(trace?.spans.slice(1).map(({ parent_span_id }) => parent_span_id)).toEqual([
      first?.id,
      first?.id,
      first?.id,
    ]);
  });

  test('is one trace when both servers receive parts of it at the same moment, from both sides of midnight', async () => {
    const before = await deletedTraces();
    const roots = Array.from({ length: 12 }, () => span(newTraceId(), 'root', -10));
    await Promise.all(
      roots.flatMap((root) => [
        send(on(0), 'both', [root, span(root.traceId, 'a', -5, root)]),
        send(on(1), 'both', [span(root.traceId, 'b', 5, root), span(root.traceId, 'c', 10, root)]),
      ]),
    );
    // Otherwise nothing was tested.
    expect(await deletedTraces()).toBeGreaterThan(before);
    const traces = await tracesOf(on(0), 'both');
    expect(traces).toHaveLength(roots.length);
    for (const { trace, spans } of traces) {
      expect(trace.name).toBe('root');
      expect(spans.map(({ name }) => name)).toEqual(['root', 'a', 'b', 'c']);
      expect(new Set(spans.slice(1).map(({ parent_span_id }) => parent_span_id))).toEqual(new Set([spans.at(0)!.id]));
    }
    await expect.poll(() => spansIn(on(0), 'both')).toBe(roots.length * 4);
  }, 60_000);

  test('is one trace for any batches, servers and retries', async () => {
    await scatterTraces({ servers, runs: 5 });
  });

  test('keeps edits, scores and spans that were written under the other id', async () => {
    const root = span(newTraceId(), 'root', -10);
    await send(on(0), 'joined', [root]);
    const [trace] = await tracesOf(on(0), 'joined');
    const id = trace?.trace.id ?? '';
    const other = atTimeOf(lowestId(MIDNIGHT), id);
    const child = {
      id: atTimeOf(other, newId()),
      trace_id: other,
      parent_span_id: atTimeOf(other, trace?.spans[0]?.id ?? ''),
    };
    const start_time = new Date(MIDNIGHT).toISOString();
    const common = { project_name: 'joined', start_time };
    const last_updated_at = start_time;
    await on(1).call('POST', 'private/traces/batch', {
      traces: [{ ...common, id: other, environment: 'test', last_updated_at }],
    });
    await on(1).call('PATCH', `private/traces/${other}`, { tags_to_add: ['kept'], output: { said: 'by a patch' } });
    await on(1).call('POST', 'private/spans/batch', {
      spans: [
        { ...common, ...child, name: 'child', type: 'llm', usage: { prompt_tokens: 7 }, total_estimated_cost: 0.5 },
      ],
    });
    const scores = (of: Id) => ({ scores: [{ id: of, name: 'good', value: 1, source: 'sdk' }] });
    await on(1).call('PUT', 'private/traces/feedback-scores', scores(other));
    await on(1).call('PUT', 'private/spans/feedback-scores', scores(child.id));

    await send(on(0), 'joined', [span(root.traceId, 'late', 20, root)]);
    const traces = await tracesOf(on(1), 'joined');
    expect(traces).toMatchObject([
      {
        trace: {
          id,
          name: 'root',
          tags: ['kept'],
          environment: 'test',
          total_estimated_cost: 0.5,
          feedback_scores: [{ value: 1 }],
        },
        spans: [{ name: 'root' }, { name: 'child', total_tokens: 7, cost_status: 'manual' }, { name: 'late' }],
      },
    ]);
    const [first, moved] = traces.at(0)!.spans;
    expect(moved).toMatchObject({ id: atTimeOf(id, child.id), parent_span_id: first?.id });
    const { body } = await on(0).call<{ output: unknown }>('GET', `private/traces/${id}`);
    expect(body.output).toEqual({ said: 'by a patch' });
    const span_ = await on(0).call<{ feedback_scores: unknown }>('GET', `private/spans/${atTimeOf(id, child.id)}`);
    expect(span_.body.feedback_scores).toMatchObject([{ name: 'good', value: 1 }]);
    expect((await on(0).call('GET', `private/traces/${other}`)).status).toBe(404);
    expect((await on(0).call('GET', `private/spans/${child.id}`)).status).toBe(404);
  });

  test('stays deleted, also for spans that arrive on the next day', async () => {
    const root = span(newTraceId(), 'root', -10);
    await send(on(0), 'deleted', [root]);
    const [trace] = await tracesOf(on(0), 'deleted');
    await on(0).call('DELETE', `private/traces/${trace?.trace.id}`);
    for (const index of [0, 1]) await send(on(index), 'deleted', [span(root.traceId, 'late', 10, root)]);
    expect(await tracesOf(on(1), 'deleted')).toEqual([]);
    expect(await spansIn(on(0), 'deleted')).toBe(0);
  });

  test('is joined by the next server that starts, if one died before it could', async () => {
    const root = span(newTraceId(), 'root', -10);
    await send(on(0), 'swept', [root]);
    const [trace] = await tracesOf(on(0), 'swept');
    const id = trace?.trace.id ?? '';
    // As another server would have stored it.
    const other = atTimeOf(lowestId(MIDNIGHT), id);
    await database.acrossWorkspaces('a test').command(
      `INSERT INTO traces SELECT * REPLACE ({other:String} AS id, ['left'] AS tags, map('tags', 1) AS field_times)
       FROM (SELECT * FROM traces FINAL WHERE id = {id:String})`,
      { id, other },
    );
    await database.acrossWorkspaces('a test').command(
      `INSERT INTO spans SELECT * REPLACE (concat(substring({other:String}, 1, 13), substring(id, 14, 22), if(endsWith(id, 'f'), '0', 'f')) AS id,
         {other:String} AS trace_id, 'left' AS name) FROM (SELECT * FROM spans FINAL WHERE trace_id = {id:String})`,
      { id, other },
    );
    expect(await tracesOf(on(0), 'swept')).toHaveLength(2);
    await using _next = await startTestServer({ dataDir });
    await expect.poll(() => tracesOf(on(0), 'swept')).toHaveLength(1);
    const [joined] = await tracesOf(on(0), 'swept');
    expect(joined).toMatchObject({ trace: { id, tags: ['left'] }, span_total: 2 });
    expect(joined?.spans.map(({ name }) => name).toSorted()).toEqual(['left', 'root']);
  });
});

test('an export beyond the memory limit is refused whole, so that it is sent again', async () => {
  await using server = await startTestServer({ maxBytesInFlight: 1 });
  const spans = Array.from({ length: 50 }, () => span(newTraceId(), 'root', 0));
  const statuses = await Promise.all(
    spans.map(async (each) => {
      const response = await fetch(`${server.url}/v1/traces`, {
        method: 'POST',
        // Without a length, so that it is not refused before it is read.
        headers: { 'content-type': 'application/json' },
        body: new Blob([JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [each] }] }] })]).stream(),
        duplex: 'half',
      } as RequestInit);
      return response.status;
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
});
