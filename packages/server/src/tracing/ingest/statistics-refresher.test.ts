import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { newId } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SERVER_PRINCIPAL } from '../../platform/auth/principal.ts';
import { enginePid } from '../../storage/engine/engine-pid.fixture.ts';
import { completeOptions } from '../../server/options.ts';
import { openResources, type Resources } from '../../server/resources.ts';

let dataDir: string;
let resources: Resources;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vitrine-stats-'));
});
afterEach(async () => {
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<void> {
  resources = openResources(completeOptions({ dataDir, log: pino({ level: 'silent' }) }));
  await resources.database.health.ready();
}

const start_time = new Date().toISOString();
const costs = (): Promise<unknown> =>
  resources.database
    .acrossWorkspaces('a test')
    .read<{ cost: number }>('SELECT toFloat64(total_estimated_cost) AS cost FROM trace_stats FINAL ORDER BY cost');

test('statistics that could not be computed because the engine died are computed later', async () => {
  await start();
  const span = { id: newId(), trace_id: newId(), start_time, total_estimated_cost: 5 };
  await resources.ingest.createSpans(SERVER_PRINCIPAL, [span]);
  process.kill(await enginePid(dataDir), 'SIGKILL');
  await resources.statistics.settled();
  await expect.poll(costs).toEqual([{ cost: 5 }]);
});

test('a starting server computes the statistics that a dead one left, also of OpenTelemetry traces', async () => {
  await start();
  const sdk = { id: newId(), trace_id: newId(), start_time, total_estimated_cost: 5 };
  await resources.ingest.createSpans(SERVER_PRINCIPAL, [sdk]);
  const now = `${Date.now()}000000`;
  await resources.otlp.write(
    SERVER_PRINCIPAL,
    [
      {
        traceId: randomBytes(16).toString('hex'),
        spanId: randomBytes(8).toString('hex'),
        name: 'by OpenTelemetry',
        startTimeUnixNano: now,
        endTimeUnixNano: now,
        attributes: {},
        events: [],
        resource: {},
      },
    ],
    undefined,
  );
  await resources.statistics.settled();
  await resources.database.acrossWorkspaces('a test').command('TRUNCATE TABLE trace_stats');
  await resources.close();
  await start();
  const counts = (): Promise<unknown> =>
    resources.database
      .acrossWorkspaces('a test')
      .read('SELECT count() AS traces, sum(span_count) AS spans FROM trace_stats FINAL');
  await expect.poll(counts).toEqual([{ traces: 2, spans: 2 }]);
});
