import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import {
  newId,
  type FeedbackScore,
  type SeriesView,
  type ThreadView,
  type TracesView,
  type TraceView,
} from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SECRET_HEADER } from '../engine/configuration.ts';
import { forwarderOf, type Forwarder } from '../engine/forwarder.fixture.ts';
import { freePort, startEngineProcess, type EngineProcess } from '../engine/engine-process.ts';
import { locateLibrary } from '../engine/locate-library.ts';
import { setupStatements, migrations } from '../migrations/migrate.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

const CLUSTER = 'two_shards';
const layout = { database: 'sharded', embedded: false, cluster: CLUSTER };

/**
 * Adapts a statement for a cluster to a single engine, which supports neither Keeper nor `ON CLUSTER`. The test runs
 * the statement on each shard, and the tables of a shard have no replicas.
 */
function withoutKeeper(statement: string): string {
  return statement
    .replace(` ON CLUSTER '${CLUSTER}'`, '')
    .replace(/Replicated(\w*MergeTree)\('[^']*', '\{replica\}'(?:, )?/, '$1(');
}

/** Two engines that are configured as the shards of a cluster. */
describe('a cluster of two shards', () => {
  const dataDirs = [0, 1].map((shard) => mkdtempSync(join(tmpdir(), `vitrine-shard-${shard}-`)));
  let tcpPorts: number[];
  let engines: EngineProcess[];
  let forwarder: Forwarder;
  let direct: ClickHouseClient[];
  let server: TestServer;

  const startShard = async (shard: number): Promise<EngineProcess> =>
    startEngineProcess({
      library: await locateLibrary(),
      dataDir: dataDirs.at(shard)!,
      cluster: { name: CLUSTER, tcpPort: tcpPorts.at(shard)!, shards: tcpPorts },
    });
  const rowsOn = async (shard: number, query: string): Promise<{ n: number }[]> =>
    (await direct.at(shard)!.query({ query, format: 'JSONEachRow' })).json();
  const connect = ({ port, secret }: EngineProcess): ClickHouseClient =>
    createClient({ url: `http://127.0.0.1:${port}`, http_headers: { [SECRET_HEADER]: secret } });

  beforeAll(async () => {
    tcpPorts = [await freePort(), await freePort()];
    engines = [await startShard(0), await startShard(1)];
    forwarder = await forwarderOf(engines.at(0)!);
    direct = engines.map(connect);
    for (const client of direct) {
      const [makeDatabase = '', ...rest] = setupStatements(layout);
      await client.command({ query: withoutKeeper(makeDatabase) });
      const all = migrations(layout);
      for (const query of [...rest, ...all.flatMap((each) => each.statements)]) {
        if (query.startsWith('INSERT')) continue;
        await client.command({ query: withoutKeeper(query), clickhouse_settings: { database: layout.database } });
      }
    }
    await direct.at(0)!.insert({
      table: 'sharded.schema_migrations',
      values: migrations(layout).map(({ number, name }) => ({ number, name })),
      format: 'JSONEachRow',
      clickhouse_settings: { distributed_foreground_insert: 1 },
    });
    server = await startTestServer({ clickhouse: { url: forwarder.url, database: layout.database, cluster: CLUSTER } });
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await Promise.all(direct.map((client) => client.close()));
    forwarder.close();
    await Promise.all(engines.map((engine) => engine.stop()));
    for (const dataDir of dataDirs) rmSync(dataDir, { recursive: true, force: true });
  });

  const start_time = new Date().toISOString();
  const traces = Array.from({ length: 500 }, (_, index) => ({
    id: newId(),
    name: `trace ${index}`,
    project_name: 'Sharded',
    start_time,
    thread_id: index < 20 ? 'conversation' : undefined,
    input: { text: `question ${index}` },
  }));
  const spans = traces.flatMap((trace, index) =>
    [0, 1, 2].map((nth) => ({
      id: newId(),
      trace_id: trace.id,
      project_name: 'Sharded',
      name: `span ${nth}`,
      type: nth === 0 ? 'llm' : 'tool',
      start_time,
      usage: nth === 0 ? { total_tokens: index } : undefined,
    })),
  );

  test('records the migrations as applied, and stores rows on both shards', async () => {
    expect(await server.call('POST', 'private/traces/batch', { traces })).toEqual({ status: 204 });
    expect((await server.call('POST', 'private/spans/batch', { spans: spans.slice(0, 1000) })).status).toBe(204);
    expect((await server.call('POST', 'private/spans/batch', { spans: spans.slice(1000) })).status).toBe(204);
    for (const [table, count] of [
      ['traces', 500],
      ['spans', 1500],
    ] as const) {
      const parts = await Promise.all(
        [0, 1].map((shard) => rowsOn(shard, `SELECT count() AS n FROM sharded.${table}_local`)),
      );
      const [first = 0, second = 0] = parts.map((rows) => Number(rows.at(0)?.n));
      expect(first + second, table).toBe(count);
      expect(Math.min(first, second), table).toBeGreaterThan(count / 3);
    }
  });

  test('stores the spans of a trace, and all versions of a row, on one shard', async () => {
    await server.call('PATCH', `private/traces/${traces.at(3)!.id}`, { project_name: 'Sharded', output: 'late' });
    const shards = await Promise.all(
      [0, 1].map((shard) =>
        rowsOn(shard, `SELECT count() AS n FROM sharded.traces_local WHERE id = '${traces.at(3)!.id}'`),
      ),
    );
    expect(shards.map((rows) => Number(rows.at(0)?.n)).filter((n) => n > 0)).toHaveLength(1);
    const perTrace = 'SELECT uniqExact(trace_id) AS n FROM sharded.spans_local';
    const distinct = await Promise.all([0, 1].map((shard) => rowsOn(shard, perTrace)));
    expect(distinct.reduce((sum, rows) => sum + Number(rows.at(0)?.n), 0)).toBe(500);
  });

  test('returns the same pages, traces and conversations as one server', async () => {
    const page = await server.call<{ total: number; content: { id: string; span_count: number }[] }>(
      'GET',
      'private/traces?project_name=Sharded&page=2&size=100',
    );
    expect(page.status).toBe(200);
    expect(page.body.total).toBe(500);
    expect(page.body.content.map((trace) => trace.id)).toEqual(
      traces
        .map((trace) => trace.id)
        .toSorted()
        .toReversed()
        .slice(100, 200),
    );
    expect(page.body.content.every((trace) => trace.span_count === 3)).toBe(true);
    const spanPage = await server.call<{ total: number }>('GET', 'private/spans?project_name=Sharded&size=10');
    expect(spanPage.body.total).toBe(1500);
    const list = await server.call<TracesView>('GET', 'view/traces?project_name=Sharded&limit=50');
    expect(list.body.traces).toHaveLength(50);
    const view = await server.call<TraceView>('GET', `view/traces/${traces.at(7)!.id}`);
    expect(view.body.spans).toHaveLength(3);
    const thread = await server.call<ThreadView>('GET', 'view/thread?project_name=Sharded&thread_id=conversation');
    expect(thread.body.turns).toHaveLength(20);
    const series = await server.call<SeriesView>(
      'GET',
      'view/series?project_name=Sharded&metric=span_count&group_by=type',
    );
    const counts = series.body.lines.map(({ group, values }) => [
      group,
      values.reduce((sum: number, value) => sum + (value ?? 0), 0),
    ]);
    expect(counts).toEqual([
      ['tool', 1000],
      ['llm', 500],
    ]);
  });

  test('sorts by statistics of spans, which are stored on the shard of the trace', async () => {
    await expect
      .poll(async () => {
        const sorting = encodeURIComponent(JSON.stringify([{ field: 'usage.total_tokens', direction: 'DESC' }]));
        const page = await server.call<{ content: { name: string }[] }>(
          'GET',
          `private/traces?project_name=Sharded&size=3&sorting=${sorting}`,
        );
        return page.body.content?.map((trace) => trace.name);
      })
      .toEqual(['trace 499', 'trace 498', 'trace 497']);
  });

  test('filters by scores and by statistics of spans, in pages, streams and statistics', async () => {
    const [trace, span] = [traces.at(20)!, spans.at(63)!];
    const score = { name: 'found', value: 1, source: 'sdk' };
    await server.call('PUT', `private/traces/${trace.id}/feedback-scores`, score);
    await server.call('PUT', `private/spans/${span.id}/feedback-scores`, { ...score, name: 'part' });
    for (const [filters, total] of [
      ['feedback_scores.found = 1', 1],
      ['feedback_scores.found is_empty', 499],
      ['span_feedback_scores.part > 0', 1],
      ['span_count = 3', 500],
      ['llm_span_count < 0', 0],
      ['start_time >= "2020-01-01"', 500],
    ] as const) {
      const query = `project_name=Sharded&filters=${encodeURIComponent(filters)}`;
      const page = await server.call<{ total: number }>('GET', `private/traces?${query}`);
      expect(page.body, filters).toMatchObject({ total });
      const statistics = await server.call<{ stats: object[] }>('GET', `private/traces/stats?${query}`);
      expect(statistics.body.stats, filters).toContainEqual({ type: 'COUNT', name: 'trace_count', value: total });
    }
    const sorting = encodeURIComponent('[{"field":"feedback_scores.found"}]');
    const sorted = await server.call('GET', `private/traces?project_name=Sharded&size=1&sorting=${sorting}`);
    expect(sorted.body).toMatchObject({ content: [{ id: trace.id }] });
    const response = await fetch(`${server.url}/api/v1/private/spans/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ project_name: 'Sharded', limit: 2_000, filters: [] }),
    });
    expect((await response.text()).trim().split('\n')).toHaveLength(1_500);
  });

  test('merges writes of one id, and scores of traces, spans and threads', async () => {
    const { id } = traces.at(11)!;
    const span = spans.at(33)!;
    const score = (name: string, value: number): object => ({ name, value, source: 'ui' });
    await server.call('PATCH', `private/traces/${id}`, { project_name: 'Sharded', tags_to_add: ['late'] });
    await server.call('PUT', `private/traces/${id}/feedback-scores`, score('good', 1));
    await server.call('PUT', `private/traces/${id}/feedback-scores`, score('good', 0));
    await server.call('PUT', `private/spans/${span.id}/feedback-scores`, score('exact', 1));
    const trace = await server.call<{ tags: string[]; feedback_scores: FeedbackScore[] }>(
      'GET',
      `private/traces/${id}`,
    );
    expect(trace.body).toMatchObject({
      name: 'trace 11',
      tags: ['late'],
      feedback_scores: [{ name: 'good', value: 0 }],
    });
    const read = await server.call<{ feedback_scores: FeedbackScore[] }>('GET', `private/spans/${span.id}`);
    expect(read.body.feedback_scores).toMatchObject([{ name: 'exact', value: 1 }]);
    await server.call('POST', `private/spans/${span.id}/feedback-scores/delete`, { name: 'exact' });
    expect((await server.call<object>('GET', `private/spans/${span.id}`)).body).not.toHaveProperty('feedback_scores');
  });

  test('hides deleted rows', async () => {
    const { id } = traces.at(12)!;
    expect((await server.call('DELETE', `private/traces/${id}`)).status).toBe(204);
    expect((await server.call('GET', `private/traces/${id}`)).status).toBe(404);
    const page = await server.call<{ total: number }>('GET', 'private/traces?project_name=Sharded&size=1');
    expect(page.body.total).toBe(499);
    const spanPage = await server.call<{ total: number }>('GET', 'private/spans?project_name=Sharded&size=1');
    expect(spanPage.body.total).toBe(1497);
  });

  test('lets several servers see the writes of the others at once, and merges their writes of one id', async () => {
    const options = { clickhouse: { url: forwarder.url, database: layout.database, cluster: CLUSTER } };
    const others = await Promise.all([startTestServer(options), startTestServer(options)]);
    const trace = { id: newId(), name: 'of three', project_name: 'Shared', start_time };
    await server.call('POST', 'private/traces/batch', { traces: [trace] });
    await Promise.all(
      [server, ...others].map((each, index) =>
        each.call('PATCH', `private/traces/${trace.id}`, { project_name: 'Shared', tags_to_add: [`tag ${index}`] }),
      ),
    );
    const page = await others
      .at(0)!
      .call<{ content: { tags: string[] }[] }>('GET', 'private/traces?project_name=Shared');
    expect(page.body.content.map(({ tags }) => tags.toSorted())).toEqual([['tag 0', 'tag 1', 'tag 2']]);
    await Promise.all(others.map((each) => each[Symbol.asyncDispose]()));
  });

  test('causes status 503 while a shard is unavailable, and has every row afterwards', async () => {
    process.kill(engines.at(1)!.pid, 'SIGKILL');
    await engines.at(1)!.ended;
    const written = Array.from({ length: 50 }, () => ({
      id: newId(),
      name: 'later',
      project_name: 'Sharded',
      start_time,
    }));
    const write = (): Promise<{ status: number }> => server.call('POST', 'private/traces/batch', { traces: written });
    expect((await server.call('GET', 'private/traces?project_name=Sharded')).status).toBe(503);
    expect((await write()).status).toBe(503);
    engines[1] = await startShard(1);
    await expect.poll(async () => (await write()).status).toBe(204);
    const page = await server.call<{ total: number }>('GET', 'private/traces?project_name=Sharded');
    expect(page.body.total).toBe(499 + 50);
  });
});
