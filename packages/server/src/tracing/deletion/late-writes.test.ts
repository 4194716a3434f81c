import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type Id, type IngestView } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Database } from '../../storage/database/database.ts';
import { completeOptions } from '../../server/options.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

const start_time = new Date().toISOString();

/** Deleted rows stay deleted, whatever is written later: to one server, or to another of two. */
describe.each([
  ['alone', 1],
  ['next to another', 2],
])('a server %s', (_, count) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-late-'));
  const servers: TestServer[] = [];
  let database: Database;
  beforeAll(async () => {
    for (let index = 0; index < count; index++) servers.push(await startTestServer({ dataDir }));
    database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
    await database.health.ready(60_000);
  });
  afterAll(async () => {
    await database.close();
    for (const server of servers.toReversed()) await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const first = (): TestServer => servers.at(0)!;
  const last = (): TestServer => servers.at(-1)!;

  const spanOf = (trace_id: Id, project_name: string) => ({
    id: newId(),
    trace_id,
    project_name,
    name: 's',
    start_time,
  });
  const post = async (server: TestServer, kind: 'traces' | 'spans', items: object[]) =>
    expect((await server.call('POST', `private/${kind}/batch`, { [kind]: items })).status).toBe(204);
  const spansOf = async (project: string) =>
    (await last().call<{ total: number }>('GET', `private/spans?project_name=${project}`)).body.total;
  const refusedAsDeleted = async (server: TestServer, stream: string) =>
    (await server.call<IngestView>('GET', 'view/ingest')).body.streams.find((each) => each.stream === stream)?.refused[
      'deleted'
    ] ?? 0;
  const rows = async (query: string, parameters: object) =>
    (
      await database
        .acrossWorkspaces('a test')
        .read<{ rows: number }>(`SELECT count() AS rows FROM ${query}`, { ...parameters })
    )[0]?.rows;

  test('refuses created and patched spans of a deleted trace, and counts them as refused', async () => {
    const trace = newId();
    await post(first(), 'traces', [{ id: trace, project_name: 'late', start_time }]);
    await post(last(), 'spans', [spanOf(trace, 'late')]);
    expect((await first().call('DELETE', `private/traces/${trace}`)).status).toBe(204);
    const before = await refusedAsDeleted(last(), 'spans');
    const alive = newId();
    await post(last(), 'spans', [spanOf(trace, 'late'), spanOf(alive, 'late')]);
    const patch = { trace_id: trace, project_name: 'late', name: 'patched' };
    expect((await last().call('PATCH', `private/spans/${newId()}`, patch)).status).toBe(204);
    expect(await refusedAsDeleted(last(), 'spans')).toBe(before + 2);
    expect(await spansOf('late')).toBe(1);
  });

  test('keeps no span of traces that are deleted while their spans arrive', async () => {
    const traces = Array.from({ length: 20 }, () => newId());
    await post(
      first(),
      'traces',
      traces.map((id) => ({ id, project_name: 'race', start_time })),
    );
    await Promise.all([
      ...traces.map((id) => post(last(), 'spans', [spanOf(id, 'race'), spanOf(id, 'race')])),
      ...traces.map((id) => first().call('DELETE', `private/traces/${id}`)),
      ...traces.map((id) => post(last(), 'spans', [spanOf(id, 'race')])),
    ]);
    await expect.poll(() => spansOf('race')).toBe(0);
  });

  test('keeps a deleted project empty when a row in memory is patched', async () => {
    const [trace, span] = [newId(), newId()];
    await post(last(), 'traces', [{ id: trace, project_name: 'gone', name: 'kept', start_time }]);
    await post(last(), 'spans', [{ ...spanOf(trace, 'gone'), id: span }]);
    const { body } = await first().call<{ id: string }>('POST', 'private/projects/retrieve', { name: 'gone' });
    expect((await first().call('DELETE', `private/projects/${body.id}`)).status).toBe(204);
    const left = async () => [
      await rows('traces WHERE project_id = {project:String}', { project: body.id }),
      await rows('spans WHERE project_id = {project:String}', { project: body.id }),
    ];
    await expect.poll(left).toEqual([0, 0]);
    expect((await last().call('PATCH', `private/traces/${trace}`, { output: 'late' })).status).toBe(204);
    expect((await last().call('PATCH', `private/spans/${span}`, { output: 'late' })).status).toBe(204);
    expect(await left()).toEqual([0, 0]);
    expect((await last().call('GET', `private/traces/${trace}`)).status).toBe(404);
    // Created again, it exists again.
    await post(last(), 'traces', [{ id: trace, project_name: 'gone', start_time }]);
    expect((await last().call<{ name?: string }>('GET', `private/traces/${trace}`)).body.name).toBeUndefined();
  });

  test('refuses scores of deleted traces', async () => {
    const trace = newId();
    const span = spanOf(trace, 'scores');
    await post(last(), 'traces', [{ id: trace, project_name: 'scores', start_time }]);
    await post(last(), 'spans', [span]);
    await first().call('DELETE', `private/traces/${trace}`);
    const scores = (id: Id) => ({ scores: [{ id, name: 'good', value: 1, source: 'sdk' }] });
    expect((await last().call('PUT', 'private/traces/feedback-scores', scores(trace))).status).toBe(204);
    expect((await last().call('PUT', 'private/spans/feedback-scores', scores(span.id))).status).toBe(204);
    const about = { ids: [trace, span.id] };
    expect(await rows('feedback_scores FINAL WHERE entity_id IN {ids:Array(String)}', about)).toBe(0);
    expect(await refusedAsDeleted(last(), 'feedback_scores')).toBe(2);
  });

  test('deletes the row of a thread with its last trace', async () => {
    const traces = [newId(), newId()];
    await post(
      last(),
      'traces',
      traces.map((id) => ({ id, project_name: 'threads', thread_id: 't', start_time })),
    );
    const { body } = await last().call<{ id: string }>('POST', 'private/projects/retrieve', { name: 'threads' });
    const version = String(BigInt(Date.now()) << 22n);
    await database
      .acrossWorkspaces('a test')
      .insert('threads', [
        JSON.stringify({ workspace: 'default', project_id: body.id, thread_id: 't', status: 'inactive', version }),
      ]);
    const there = () => rows('threads FINAL WHERE project_id = {project:String}', { project: body.id });
    await first().call('DELETE', `private/traces/${traces.at(0)!}`);
    expect(await there()).toBe(1);
    await first().call('POST', 'private/traces/delete', { ids: [traces.at(1)!] });
    expect(await there()).toBe(0);
  });
});
