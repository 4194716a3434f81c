import { mkdtempSync, rmSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SERVER_PRINCIPAL } from '../../platform/auth/principal.ts';
import { completeOptions } from '../../server/options.ts';
import { openResources, type Resources } from '../../server/resources.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-writer-'));
let resources: Resources;
beforeAll(async () => {
  resources = openResources(completeOptions({ dataDir }));
  await resources.database.health.ready();
});
afterAll(async () => {
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const start_time = new Date().toISOString();
const rowsOf = (trace: string): Promise<{ name: string; model: string; output: string; tags: string[] }[]> =>
  resources.database
    .acrossWorkspaces('a test')
    .read('SELECT name, model, output, arraySort(tags) AS tags FROM spans FINAL WHERE trace_id = {trace:String}', {
      trace,
    });

test('a write that follows another one immediately, or a few turns of the event loop later, is answered', async () => {
  const bury = { kind: 'delete', workspace: 'default', subject: '', project_id: '', project_named: false } as const;
  const write = { ...bury, trace_id: newId(), updated_at: start_time };
  for (let turns = 0; turns < 40; turns++) {
    for (let round = 0; round < 2; round++) {
      await resources.ingest.createSpans(SERVER_PRINCIPAL, [{ id: newId(), trace_id: newId(), name: 's', start_time }]);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      // The write changes nothing, so it is answered without an insert.
      await resources.ingest.replay('spans', [{ ...write, id: newId() }]);
    }
  }
});

test('a create and updates in any order, during inserts and sweeps, are all in the row', async () => {
  const delay = fc.integer({ min: 0, max: 20 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(delay, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 30 }),
      async (spans) => {
        const trace_id = newId();
        const { ingest } = resources;
        const writesOf = ([
          created = 0,
          model = 0,
          output = 0,
          tags = 0,
          again = 0,
        ]: readonly number[]): Promise<unknown>[] => {
          const id = newId();
          const span = { id, trace_id, name: 'created', start_time };
          const update = async (ms: number, fields: object): Promise<void> => {
            await after(ms);
            await ingest.updateSpan(SERVER_PRINCIPAL, id, { trace_id, ...fields });
          };
          return [
            after(created).then(() => ingest.createSpans(SERVER_PRINCIPAL, [span])),
            update(model, { model: 'm' }),
            update(output, { output: { text: 'o' } }),
            update(tags, { tags_to_add: ['a'] }),
            update(again, { tags_to_add: ['b'] }),
          ];
        };
        await Promise.all([...spans.flatMap(writesOf), ingest.sweep()]);
        const rows = await rowsOf(trace_id);
        expect(rows).toEqual(
          spans.map(() => ({ name: 'created', model: 'm', output: '{"text":"o"}', tags: ['a', 'b'] })),
        );
      },
    ),
    { numRuns: 12 },
  );
});

test('a write that is refused while the next group is prepared does not affect that group', async () => {
  const { ingest } = resources;
  const trace_id = newId();
  const spans = (count: number, bad?: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: newId(),
      trace_id,
      name: 's',
      start_time,
      // A date that no column can store.
      ...(index === bad && { end_time: '0001-01-01T00:00:00Z' }),
    }));
  const batches = [spans(50), spans(50, 7), spans(50), spans(50, 49), spans(50)];
  const outcomes = await Promise.all(batches.map((batch) => ingest.createSpans(SERVER_PRINCIPAL, batch)));
  const refused = outcomes.map((all) => all.flatMap(({ committed }, index) => (committed ? [] : [index])));
  expect(refused).toEqual([[], [7], [], [49], []]);
  expect(await rowsOf(trace_id)).toHaveLength(248);
});
