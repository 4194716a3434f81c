import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { newId } from '@vitrine/core/model';
import { expect, test } from 'vitest';
import { serverPrincipal } from '../../platform/auth/principal.ts';
import { completeOptions } from '../../server/options.ts';
import { openResources } from '../../server/resources.ts';
import { startTestServer } from '../../server.fixture.ts';

const main = fileURLToPath(new URL('../../main.ts', import.meta.url));
const vitrine = (...flags: string[]) =>
  promisify(execFile)(process.execPath, ['--conditions=vitrine-source', main, ...flags]);

test('vitrine reprice prices stored spans while a server uses the same data', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-reprice-'));
  try {
    await using server = await startTestServer({ dataDir });
    const id = newId();
    const span = {
      id,
      trace_id: newId(),
      name: 'call',
      type: 'llm',
      model: 'house-model',
      start_time: '2026-01-15T12:00:00Z',
      usage: { prompt_tokens: 1_000 },
    };
    await server.call('POST', 'private/spans/batch', { spans: [span] });
    await server.call('PUT', 'view/prices', { model: 'house-*', rates: { input: 1_000, output: 0 } });
    const flags = ['reprice', '--data-dir', dataDir, '--unpriced'];
    expect((await vitrine(...flags, '--to', '2026-01-15')).stdout).toContain('0 spans looked at, 0 priced again');
    expect((await vitrine(...flags, '--from', '2026-01-15')).stdout).toContain('1 spans looked at, 1 priced again');
    const stored = await server.call<{ total_estimated_cost: number }>('GET', `private/spans/${id}`);
    expect(stored.body.total_estimated_cost).toBe(1);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test('vitrine reprice --workspace prices the spans of that workspace, with its prices', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-reprice-'));
  const resources = openResources(completeOptions({ dataDir }));
  try {
    await resources.database.health.ready(60_000);
    const costs: Record<string, number> = { default: 1_000, tenant: 2_000 };
    for (const [workspace, input] of Object.entries(costs)) {
      const principal = serverPrincipal(workspace);
      const start_time = '2026-01-15T12:00:00Z';
      const span = { name: 'call', type: 'llm' as const, model: 'house-model', usage: { prompt_tokens: 1_000 } };
      await resources.ingest.createSpans(principal, [{ ...span, id: newId(), trace_id: newId(), start_time }]);
      await resources.prices.put(principal, { model: 'house-*', rates: { input, output: 0 } });
    }
    const { stdout } = await vitrine('reprice', '--data-dir', dataDir, '--workspace', 'tenant');
    expect(stdout).toContain('1 spans looked at, 1 priced again');
    const rows = await resources.database
      .acrossWorkspaces('a test')
      .read('SELECT workspace, toFloat64(total_estimated_cost) AS cost FROM spans FINAL ORDER BY workspace');
    expect(rows).toEqual([
      { workspace: 'default', cost: null },
      { workspace: 'tenant', cost: 2 },
    ]);
  } finally {
    await resources.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test('an invalid time is refused', async () => {
  await expect(vitrine('reprice', '--from', 'yesterday')).rejects.toThrow(/a day such as 2026-01-31/);
});
