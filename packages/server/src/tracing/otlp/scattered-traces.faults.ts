import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestServer } from '../../server.fixture.ts';
import { scatterTraces, tracesOf } from './scattered-traces.fixture.ts';

test('60 traces that reach two servers in random batches are one trace each', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-scattered-'));
  const servers = [await startTestServer({ dataDir }), await startTestServer({ dataDir })];
  try {
    await scatterTraces({ servers, runs: 60 });
    for (const server of servers) expect(await tracesOf(server, 'random-59')).toHaveLength(1);
  } finally {
    for (const server of servers.toReversed()) await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
