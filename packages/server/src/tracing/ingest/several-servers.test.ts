import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type IngestView } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Database } from '../../storage/database/database.ts';
import { completeOptions } from '../../server/options.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { TracePublic } from '../traces/traces.ts';
import { writeInterleaved } from './interleaved-writes.fixture.ts';
import { PendingWrites } from './pending-writes.ts';

/** Two servers on one engine, like two processes of one host. Concurrent writes of both to one trace are all stored. */
describe('several servers on one engine', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-several-'));
  let servers: TestServer[];
  let database: Database;
  beforeAll(async () => {
    servers = [await startTestServer({ dataDir }), await startTestServer({ dataDir })];
    database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
  });
  afterAll(async () => {
    await database.close();
    for (const server of servers.toReversed()) await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const on = (index: number): TestServer => servers.at(index % servers.length)!;
  const read = async (id: string) => on(0).call<TracePublic>('GET', `private/traces/${id}`);

  test('a hundred edits of one trace, half on each, all take effect', async () => {
    const id = newId();
    await on(0).call('POST', 'private/traces/batch', { traces: [{ id, start_time: new Date().toISOString() }] });
    const tags = Array.from({ length: 100 }, (_, index) => `tag ${index}`);
    const answers = await Promise.all(
      tags.map((tag, index) => on(index).call('PATCH', `private/traces/${id}`, { tags_to_add: [tag] })),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([204]));
    expect((await read(id)).body.tags?.toSorted()).toEqual(tags.toSorted());
    const { body } = await on(0).call<IngestView>('GET', 'view/ingest');
    const other = await on(1).call<IngestView>('GET', 'view/ingest');
    expect(body.repaired + other.body.repaired).toBeGreaterThan(0);
  });

  test('a project that both servers create at the same moment is one project', async () => {
    const traces = (): unknown[] => [
      { id: newId(), project_name: 'made by both', start_time: new Date().toISOString() },
    ];
    await Promise.all([0, 1].map((index) => on(index).call('POST', 'private/traces/batch', { traces: traces() })));
    for (const index of [0, 1]) {
      const page = await on(index).call<{ total: number }>('GET', 'private/traces?project_name=made%20by%20both');
      expect(page.body.total).toBe(2);
    }
  });

  test('creates, updates, retries and deletes, interleaved at random, have the same result as on one server', async () => {
    await writeInterleaved({ servers, database, runs: 20 });
  });

  test('writes that a dead server recorded but did not store are completed at the next start', async () => {
    const id = newId();
    const start_time = new Date().toISOString();
    await on(0).call('POST', 'private/traces/batch', { traces: [{ id, name: 'before', start_time }] });
    const { body } = await read(id);
    await new PendingWrites(database, 'traces').append([
      {
        version: String(2n ** 63n),
        write: {
          kind: 'patch',
          workspace: 'default',
          id,
          project_id: body.project_id,
          project_named: false,
          subject: 'admin',
          updated_at: new Date().toISOString(),
          fields: { output: '"after"', output_preview: 'after' },
          tags_to_add: [],
          tags_to_remove: [],
        },
      },
    ]);
    expect((await read(id)).body.output).toBeUndefined();
    const next = await startTestServer({ dataDir });
    await expect.poll(async () => (await read(id)).body.output).toBe('after');
    await next[Symbol.asyncDispose]();
  });
});
