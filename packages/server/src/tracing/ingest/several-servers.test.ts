import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type IngestView } from '@vitrine/core/model';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { TracePublic } from '../traces/traces.ts';

/** Two servers on one engine, like two processes of one host. Concurrent writes of both to one trace are all stored. */
describe('several servers on one engine', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-several-'));
  let servers: TestServer[];
  beforeAll(async () => {
    servers = [await startTestServer({ dataDir }), await startTestServer({ dataDir })];
  });
  afterAll(async () => {
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

  test('creates, updates, ends, retries and deletes, interleaved at random, have the same result as on one server', async () => {
    const field = fc.constantFrom('name', 'environment', 'thread_id');
    const create = fc.record({
      op: fc.constant('create' as const),
      values: fc.dictionary(field, fc.string({ minLength: 1 })),
    });
    const patch = fc.record({
      op: fc.constant('patch' as const),
      tag: fc.constantFrom('a', 'b', 'c'),
      output: fc.boolean(),
    });
    const remove = fc.constant({ op: 'delete' as const });
    const step = fc.oneof(
      { arbitrary: create, weight: 5 },
      { arbitrary: patch, weight: 5 },
      { arbitrary: remove, weight: 1 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 8 }),
        fc.array(fc.boolean()),
        async (steps, retries) => {
          const id = newId();
          // Each create has its own time, so that the latest value of a field is known; patches set different fields.
          const send = (index: number, server: number): Promise<{ status: number }> => {
            const said = steps.at(index)!;
            if (said.op === 'delete') return on(server).call('POST', 'private/traces/delete', { ids: [id] });
            if (said.op === 'patch') {
              const output = said.output ? { [`from ${index}`]: true } : undefined;
              return on(server).call('PATCH', `private/traces/${id}`, { tags_to_add: [said.tag], metadata: output });
            }
            const time = new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString();
            const trace = { id, start_time: time, last_updated_at: time, ...said.values };
            return on(server).call('POST', 'private/traces/batch', { traces: [trace] });
          };
          const sent = steps.flatMap((_, index) => [
            send(index, index),
            ...(retries[index] ? [send(index, index + 1)] : []),
          ]);
          for (const { status } of await Promise.all(sent)) expect(status).toBe(204);

          const { status, body } = await read(id);
          const creates = steps.flatMap((said, index) =>
            said.op === 'create' ? [{ index, values: said.values }] : [],
          );
          const patches = steps.flatMap((said) => (said.op === 'patch' ? [said] : []));
          if (steps.some((said) => said.op === 'delete')) {
            // Deleting an unknown row changes nothing. Deleting a stored row takes precedence over all other writes. In
            // both cases no partial row remains.
            if (status === 404) return;
          }
          expect(status).toBe(200);
          for (const name of ['name', 'environment', 'thread_id'] as const) {
            const latest = creates.findLast(({ values }) => values[name] !== undefined)?.values[name];
            expect([name, body[name]]).toEqual([name, latest]);
          }
          expect(new Set(body.tags ?? [])).toEqual(new Set(patches.map(({ tag }) => tag)));
          if (patches.some(({ output }) => output)) expect(body.metadata).toBeDefined();
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  test('writes that a dead server recorded but did not store are completed at the next start', async () => {
    const id = newId();
    const start_time = new Date().toISOString();
    await on(0).call('POST', 'private/traces/batch', { traces: [{ id, name: 'before', start_time }] });
    const { PendingWrites } = await import('./pending-writes.ts');
    const { Database } = await import('../../storage/database/database.ts');
    const { completeOptions } = await import('../../server/options.ts');
    const { pino } = await import('pino');
    const database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
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
    await database.close();
  });
});
