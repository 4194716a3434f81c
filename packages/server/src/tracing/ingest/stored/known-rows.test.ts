import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SERVER_PRINCIPAL } from '../../../platform/auth/principal.ts';
import { completeOptions } from '../../../server/options.ts';
import { openResources, type Resources } from '../../../server/resources.ts';
import { keyOf } from '../../rows/versioned-row.ts';
import { KnownRows } from './known-rows.ts';
import { EMPTY_SPAN, type StoredSpan } from '../../../storage/tables/rows.ts';
import { StoredReader } from './stored-reader.ts';
import type { Write } from '../../merging/write.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-known-'));
const trace_id = newId();
const ids = Array.from({ length: 50 }, () => newId());
let resources: Resources;
/** 50 spans of 2 MB, which is more than is held at once. */
beforeAll(async () => {
  resources = openResources(completeOptions({ dataDir }));
  await resources.database.health.ready();
  const start_time = new Date().toISOString();
  const input = 'x'.repeat(2_000_000);
  for (const id of ids) {
    // The spans have ended, so that none is kept in memory.
    const span = { id, trace_id, name: 's', start_time, end_time: start_time, input };
    const [outcome] = await resources.ingest.createSpans(SERVER_PRINCIPAL, [span]);
    expect(outcome?.committed).toBe(true);
  }
});
afterAll(async () => {
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function known(): KnownRows<StoredSpan> {
  const { database } = resources;
  const reader = new StoredReader<StoredSpan>(database, 'spans');
  return new KnownRows({ database, table: 'spans', reader, empty: EMPTY_SPAN });
}

const writeOf = (kind: 'reprice' | 'delete', id: string): Write => ({
  kind,
  workspace: SERVER_PRINCIPAL.workspace,
  id,
  trace_id,
  project_id: '',
  project_named: false,
  subject: 's',
  updated_at: new Date().toISOString(),
});

test('only some large rows are held at a time, and the writes to the others wait', async () => {
  const writes = ids.map((id) => writeOf('reprice', id));
  const { rows, deferred } = await known().find(writes);
  const held = [...rows.values()].reduce((sum, { input }) => sum + input.length, 0);
  // Rows are read up to 64 MiB at a time, and no more once 32 MiB are held.
  expect(held).toBeGreaterThan(32 * 2 ** 20);
  expect(held).toBeLessThan(64 * 2 ** 20);
  expect([...rows.keys(), ...deferred].toSorted()).toEqual(writes.map(keyOf).toSorted());
  for (const { id, input } of rows.values()) expect([id, input.length]).toEqual([id, 2_000_002]);
});

test('the bodies of rows that are deleted are not read', async () => {
  const { rows, deferred } = await known().find(ids.map((id) => writeOf('delete', id)));
  expect([rows.size, deferred.size]).toEqual([ids.length, 0]);
  for (const row of rows.values()) {
    expect(row).toMatchObject({
      trace_id,
      input: '',
      is_deleted: 0,
      project_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  }
});

test('one batch changes all large rows, and one deletes them', async () => {
  const spans = ids.map((id) => ({ id, trace_id }));
  expect(await resources.ingest.repriceSpans(SERVER_PRINCIPAL, spans)).toBe(ids.length);
  await resources.ingest.updateSpan(SERVER_PRINCIPAL, ids.at(0)!, { trace_id, tags: ['kept'] });
  const count = async (): Promise<unknown> =>
    resources.database
      .acrossWorkspaces('a test')
      .read(`SELECT count() AS spans, sum(length(input)) AS bytes FROM spans FINAL WHERE trace_id = {trace:String}`, {
        trace: trace_id,
      });
  expect(await count()).toEqual([{ spans: ids.length, bytes: ids.length * 2_000_002 }]);
  const start_time = new Date().toISOString();
  await resources.ingest.createTraces(SERVER_PRINCIPAL, [{ id: trace_id, start_time }]);
  expect(await resources.ingest.deleteTraces(SERVER_PRINCIPAL, [trace_id])).toHaveLength(ids.length);
  expect(await count()).toEqual([{ spans: 0, bytes: 0 }]);
});
