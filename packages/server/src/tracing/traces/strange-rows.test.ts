import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SERVER_PRINCIPAL } from '../../platform/auth/principal.ts';
import { completeOptions } from '../../server/options.ts';
import { openResources, type Resources } from '../../server/resources.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-strange-'));
let resources: Resources;
beforeAll(async () => {
  resources = openResources(completeOptions({ dataDir }));
  await resources.database.health.ready(60_000);
});
afterAll(async () => {
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const OPTIONS = { truncate: true, strip_attachments: false, exclude: new Set<string>() };

/** Rows that no write of this version makes. */
const STRANGE: object[] = [
  { input: '{"cut', output: 'no json', metadata: '[[', error_info: '"text"' },
  { error_info: '{"exception_type":5,"message":{}}', error_type: 'x', source: 'elsewhere', visibility_mode: 'odd' },
  { input: '\u0000', tags: [''], ttft: 1e300, start_time: '1970-01-01T00:00:00Z', end_time: '2299-12-31T00:00:00Z' },
  { type: 'agent', usage: { '': -1 }, total_estimated_cost: '-0.5', model: '\u0000' },
];

test.each(['traces', 'spans'] as const)('strange rows of %s break neither a page nor a stream', async (table) => {
  const project_id = newId();
  const now = new Date().toISOString();
  const rows = [...STRANGE, { name: 'plain', input: '{"a":1}' }].map((strange) => {
    const row = { workspace: 'default', project_id, id: newId(), trace_id: newId(), start_time: now, has_base: 1 };
    return { ...row, created_at: now, last_updated_at: now, version: '1', ...strange };
  });
  await resources.database.acrossWorkspaces('a test').insert(
    table,
    rows.map((row) => JSON.stringify(row)),
  );
  // Drift of the times in their ids, as a write would have stored it.
  const skew = { workspace: 'default', project_id, entity: 'span_ids', month: `${now.slice(0, 7)}-01` };
  await resources.database
    .acrossWorkspaces('a test')
    .insert('time_skew', [JSON.stringify({ ...skew, early_ms: 1_000, late_ms: 1_000 })]);
  const list = { projectId: project_id, ...OPTIONS };
  const page = await resources[table].page(SERVER_PRINCIPAL, { ...list, page: 1, size: 10 });
  expect(page.content.map((row) => row.id).toSorted()).toEqual(rows.map((row) => row.id).toSorted());
  const streamed: Record<string, unknown>[] = [];
  const search = { ...list, limit: 10, below: undefined };
  for await (const row of resources[table].search(SERVER_PRINCIPAL, search, new AbortController().signal)) {
    streamed.push(row as Record<string, unknown>);
  }
  expect(streamed.map((row) => String(row['id'])).toSorted()).toEqual(rows.map((row) => row.id).toSorted());
  for (const row of streamed) {
    expect(['object', 'string', 'undefined']).toContain(typeof row['input']);
    expect([undefined, 'sdk']).toContain(row['source']);
    expect([undefined, 'default', 'hidden']).toContain(row['visibility_mode']);
    if (table === 'spans') expect(row).toMatchObject({ trace_id: expect.any(String) });
    if (row['error_info']) {
      expect(row['error_info']).toEqual({ exception_type: 'Error', traceback: '' });
    }
  }
});
