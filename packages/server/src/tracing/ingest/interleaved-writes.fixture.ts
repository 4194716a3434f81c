import { newId } from '@vitrine/core/model';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Database } from '../../storage/database/database.ts';
import type { TestServer } from '../../server.fixture.ts';
import type { TracePublic } from '../traces/traces.ts';

const FIELDS = ['name', 'environment', 'thread_id'] as const;

const CREATE = fc.record({
  op: fc.constant('create' as const),
  values: fc.dictionary(fc.constantFrom(...FIELDS), fc.string({ minLength: 1 })),
});
const PATCH = fc.record({
  op: fc.constant('patch' as const),
  tag: fc.constantFrom('a', 'b', 'c'),
  output: fc.boolean(),
});
const DELETE = fc.constant({ op: 'delete' as const });
const STEP = fc.oneof(
  { arbitrary: CREATE, weight: 5 },
  { arbitrary: PATCH, weight: 5 },
  { arbitrary: DELETE, weight: 1 },
);

/**
 * Sends random concurrent writes of one trace, some of them twice, to servers on one engine, and then deletes the trace.
 * Asserts that the trace is the same as on a single server.
 */
export async function writeInterleaved({
  servers,
  database,
  runs,
}: {
  servers: readonly TestServer[];
  database: Database;
  runs: number;
}): Promise<void> {
  const on = (index: number): TestServer => servers.at(index % servers.length)!;

  /** Reads whether the newest row of a trace is a tombstone. */
  const newestOf = (id: string) =>
    database
      .acrossWorkspaces('a test')
      .read<{ is_deleted: 0 | 1 }>(
        'SELECT argMax(is_deleted, version) AS is_deleted FROM traces WHERE id = {id:String} GROUP BY id',
        { id },
      );

  const steps = fc.array(STEP, { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(steps, fc.array(fc.boolean()), async (steps, retries) => {
      const id = newId();
      const metadataOf = (index: number) => ({ [`from ${index}`]: true });
      // Each create has its own time, so that the latest value of a field is known; patches set different metadata.
      const send = (index: number, server: number): Promise<{ status: number }> => {
        const step = steps.at(index)!;
        if (step.op === 'delete') return on(server).call('POST', 'private/traces/delete', { ids: [id] });
        if (step.op === 'patch') {
          const metadata = step.output ? metadataOf(index) : undefined;
          return on(server).call('PATCH', `private/traces/${id}`, { tags_to_add: [step.tag], metadata });
        }
        const time = new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString();
        const trace = { id, start_time: time, last_updated_at: time, ...step.values };
        return on(server).call('POST', 'private/traces/batch', { traces: [trace] });
      };
      const read = (server: number) => on(server).call<TracePublic>('GET', `private/traces/${id}`);

      const sent = steps.flatMap((_, index) => [
        send(index, index),
        ...(retries[index] ? [send(index, index + 1)] : []),
      ]);
      for (const { status } of await Promise.all(sent)) expect(status).toBe(204);

      const creates = steps.flatMap((step) => (step.op === 'create' ? [step.values] : []));
      const patches = steps.flatMap((step, index) => (step.op === 'patch' ? [{ ...step, index }] : []));
      if (creates.length + patches.length === 0) {
        // Deleting an unknown row changes nothing.
        expect([(await read(0)).status, await newestOf(id)]).toEqual([404, []]);
        return;
      }
      const { status, body } = await read(0);
      if (status === 404) {
        // The trace is not lost: a delete came after its first write.
        expect(steps.map(({ op }) => op)).toContain('delete');
        expect(await newestOf(id)).toEqual([{ is_deleted: 1 }]);
      } else {
        expect(status).toBe(200);
        for (const name of FIELDS) {
          const latest = creates.findLast((values) => values[name] !== undefined)?.[name];
          expect([name, body[name]]).toEqual([name, latest]);
        }
        expect(new Set(body.tags ?? [])).toEqual(new Set(patches.map(({ tag }) => tag)));
        const metadata = patches.flatMap(({ output, index }) => (output ? [metadataOf(index)] : []));
        expect(metadata.length > 0 ? metadata : [undefined]).toContainEqual(body.metadata);
      }

      // A final delete removes the trace, and later writes do not bring it back.
      await on(0).call('POST', 'private/traces/delete', { ids: [id] });
      await Promise.all(steps.map((_, index) => send(index, index + 1)));
      expect([(await read(1)).status, await newestOf(id)]).toEqual([404, [{ is_deleted: 1 }]]);
    }),
    { numRuns: runs },
  );
}
