import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { newId } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { completeOptions } from '../../server/options.ts';
import { startTestServer } from '../../server.fixture.ts';
import type { Connection } from '../engine/connection.ts';
import { Database } from './database.ts';
import { enginePid } from '../engine/engine-pid.fixture.ts';
import { startEngineProcess, type EngineProcess } from '../engine/engine-process.ts';
import { forwarderOf, type Forwarder } from '../engine/forwarder.fixture.ts';
import { locateLibrary } from '../engine/locate-library.ts';

describe('a ClickHouse server that is configured by its URL', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-remote-'));
  let engine: EngineProcess;
  let forwarder: Forwarder;
  let url: string;

  beforeAll(async () => {
    engine = await startEngineProcess({ library: await locateLibrary(), dataDir });
    forwarder = await forwarderOf(engine);
    url = forwarder.url;
  });
  afterAll(async () => {
    forwarder.close();
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('stores traces as the embedded engine does, in the configured database', async () => {
    const server = await startTestServer({ clickhouse: { url, database: 'team-a' } });
    const id = newId();
    const trace = { id, name: 'remote', start_time: new Date().toISOString() };
    expect((await server.call('POST', 'private/traces/batch', { traces: [trace] })).status).toBe(204);
    expect((await server.call('GET', `private/traces/${id}`)).body).toMatchObject({ name: 'remote' });
    await server[Symbol.asyncDispose]();
  });

  test('accepts several Vitrine servers that start at once, each of which sees the writes of the others', async () => {
    const servers = await Promise.all([1, 2, 3].map(() => startTestServer({ clickhouse: { url, database: 'many' } })));
    const id = newId();
    const [first, second, third] = servers;
    const start_time = new Date().toISOString();
    await first?.call('POST', 'private/traces/batch', { traces: [{ id, name: 'first', start_time, tags: ['a'] }] });
    await second?.call('PATCH', `private/traces/${id}`, { tags_to_add: ['b'] });
    await first?.call('PATCH', `private/traces/${id}`, { output: 'done' });
    expect((await third?.call('GET', `private/traces/${id}`))?.body).toMatchObject({
      name: 'first',
      tags: ['a', 'b'],
      output: 'done',
    });
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
  });

  test('causes status 503 while it is unreachable, whose reason is in the log only, and works again afterwards', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
    const server = await startTestServer({ clickhouse: { url, database: 'away' }, log });
    forwarder.reachable = false;
    forwarder.disconnect();
    const answer = await server.call<{ message: string }>('GET', 'view/projects');
    expect(answer.status).toBe(503);
    const [, requestId = ''] = /^the storage is not available; .* ([0-9a-f-]{36})$/.exec(answer.body.message) ?? [];
    const logged = lines.map((line) => JSON.parse(line) as { requestId?: string; reason?: string });
    expect(logged.find((line) => line.requestId === requestId)?.reason).toMatch(/storage|ECONN|socket/);
    expect(answer.body.message).not.toMatch(/ECONN|socket|127\.0\.0\.1|ClickHouse/);
    forwarder.reachable = true;
    expect((await server.call('GET', 'view/projects')).status).toBe(200);
    await server[Symbol.asyncDispose]();
  });
});

test('an engine that dies during the connection attempt is abandoned when the next engine is ready', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-connect-'));
  const beforeReady = vi.fn(async (connection: Connection) => {
    if (beforeReady.mock.calls.length > 1) return;
    process.kill(await enginePid(dataDir), 'SIGKILL');
    await text(await connection.send({ query: 'SELECT 1' }));
  });
  const log = pino({ level: 'silent' });
  const database = new Database(completeOptions({ dataDir, log }), log, { beforeReady });
  await database.health.ready(20_000);
  // Longer than the pause before the first connection is retried.
  for (let look = 0; look < 30; look++) {
    expect(database.health.state).toBe('ready');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await database.acrossWorkspaces('a test').read('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
}, 40_000);
