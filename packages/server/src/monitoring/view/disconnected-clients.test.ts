import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SERVER_PRINCIPAL } from '../../platform/auth/principal.ts';
import { completeOptions } from '../../server/options.ts';
import { openResources, type Resources } from '../../server/resources.ts';
import { seriesView } from './series-view.ts';
import { tracesView } from './traces-view.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-left-'));
let resources: Resources;
let projectId: string;
beforeAll(async () => {
  resources = openResources(completeOptions({ dataDir, log: pino({ level: 'silent' }) }));
  await resources.database.health.ready(60_000);
  projectId = await resources.projects.idOf(SERVER_PRINCIPAL, 'left');
});
afterAll(async () => {
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const READS: Record<string, (signal?: AbortSignal) => Promise<unknown>> = {
  'a page of traces': (signal) => resources.traces.page(SERVER_PRINCIPAL, listed(), signal),
  'a sorted page of traces': (signal) =>
    resources.traces.page(SERVER_PRINCIPAL, { ...listed(), sorting: '[{"field":"name"}]' }, signal),
  'a page of spans': (signal) => resources.spans.page(SERVER_PRINCIPAL, listed(), signal),
  'a page of threads': (signal) => resources.threads.page(SERVER_PRINCIPAL, listed(), signal),
  'a sorted page of threads': (signal) =>
    resources.threads.page(SERVER_PRINCIPAL, { ...listed(), sorting: '[{"field":"id"}]' }, signal),
  'statistics of traces': (signal) => resources.traces.stats(SERVER_PRINCIPAL, listed(), signal),
  'statistics of spans': (signal) => resources.spans.stats(SERVER_PRINCIPAL, listed(), signal),
  'statistics of threads': (signal) => resources.threads.stats(SERVER_PRINCIPAL, listed(), signal),
  'a list of the view': (signal) => tracesView(resources, SERVER_PRINCIPAL, { projectId, limit: 10 }, signal),
  'a series': (signal) =>
    seriesView(resources, SERVER_PRINCIPAL, { projectId, metric: 'trace_count', interval: 'day' }, signal),
};

function listed() {
  return {
    projectId,
    page: 1,
    size: 10,
    truncate: false,
    strip_attachments: false,
    exclude: new Set<string>(),
    cooldown: 0,
  };
}

test.each(Object.entries(READS))('%s: a read ends when its client disconnects', async (_what, read) => {
  await expect(read(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  await read();
});
