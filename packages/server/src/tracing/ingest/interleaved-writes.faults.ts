import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Database } from '../../storage/database/database.ts';
import { completeOptions } from '../../server/options.ts';
import { startTestServer } from '../../server.fixture.ts';
import { writeInterleaved } from './interleaved-writes.fixture.ts';

test('200 random interleavings of writes on two servers have the same result as on one server', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-interleaved-'));
  const servers = [await startTestServer({ dataDir }), await startTestServer({ dataDir })];
  const database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
  try {
    await writeInterleaved({ servers, database, runs: 200 });
    expect(database.health.state).toBe('ready');
  } finally {
    await database.close();
    for (const server of servers.toReversed()) await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
