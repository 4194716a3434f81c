import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer } from '../server.fixture.ts';
import { startEngineProcess, type EngineProcess } from './engine/engine-process.ts';
import { forwarderOf, type Forwarder } from './engine/forwarder.fixture.ts';
import { locateLibrary } from './engine/library.ts';

describe('a ClickHouse server by its URL', () => {
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

  test('keeps traces as the embedded engine does, in a database of the name that is given', async () => {
    const server = await startTestServer({ clickhouse: { url, database: 'team-a' } });
    const id = newId();
    const trace = { id, name: 'remote', start_time: new Date().toISOString() };
    expect((await server.call('POST', 'private/traces/batch', { traces: [trace] })).status).toBe(204);
    expect((await server.call('GET', `private/traces/${id}`)).body).toMatchObject({ name: 'remote' });
    await server[Symbol.asyncDispose]();
  });

  test('several servers may start on it at once, and see what the others write', async () => {
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

  test('unreachable, the server answers 503 with the reason, and goes on when it is back', async () => {
    const server = await startTestServer({ clickhouse: { url, database: 'away' } });
    forwarder.reachable = false;
    forwarder.disconnect();
    const answer = await server.call<{ message: string }>('GET', 'view/projects');
    expect(answer.status).toBe(503);
    expect(answer.body.message).toMatch(/storage/);
    forwarder.reachable = true;
    expect((await server.call('GET', 'view/projects')).status).toBe(200);
    await server[Symbol.asyncDispose]();
  });
});
