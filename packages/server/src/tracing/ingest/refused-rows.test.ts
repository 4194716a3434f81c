import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SERVER_PRINCIPAL } from '../../platform/auth/principal.ts';
import { completeOptions } from '../../server/options.ts';
import { openResources, type Resources } from '../../server/resources.ts';

let dataDir: string;
let open: Resources[] = [];
let warnings: string[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vitrine-refused-'));
  open = [];
  warnings = [];
});
afterEach(async () => {
  for (const resources of open.toReversed()) await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Resources of a server, which accept writes that the routes would refuse. */
async function start(): Promise<Resources> {
  const log = pino({ level: 'warn' }, { write: (line) => warnings.push(line) });
  const resources = openResources(completeOptions({ dataDir, log }));
  open.push(resources);
  await resources.database.health.ready();
  return resources;
}

const start_time = new Date().toISOString();
/** A date that no column can store. */
const end_time = '0001-01-01T00:00:00Z';
const spansOf = (trace_id: string, count: number, bad: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: newId(),
    trace_id,
    name: 's',
    start_time,
    ...(index === bad && { end_time }),
  }));

test('a row that the storage refuses is found with a few inserts, and the others are stored', async () => {
  const { ingest, database } = await start();
  const inserts = async (): Promise<number> => {
    const [row] = await database
      .acrossWorkspaces('a test')
      .read<{ value: number }>("SELECT value FROM system.events WHERE event = 'InsertQuery'");
    return row?.value ?? 0;
  };
  const before = await inserts();
  const trace = newId();
  const outcomes = await ingest.createSpans(SERVER_PRINCIPAL, spansOf(trace, 1_000, 333));
  expect(outcomes.flatMap(({ committed }, index) => (committed ? [] : [index]))).toEqual([333]);
  const [stored] = await database
    .acrossWorkspaces('a test')
    .read<{ n: number }>('SELECT count() AS n FROM spans FINAL WHERE trace_id = {trace:String}', {
      trace,
    });
  expect(stored?.n).toBe(999);
  expect((await inserts()) - before).toBeLessThan(40);
});

test('a refused write does not keep a server from completing the writes of a dead one', async () => {
  const [one] = [await start(), await start()];
  const trace = newId();
  const spans = spansOf(trace, 3, 1);
  const outcomes = await one.ingest.createSpans(SERVER_PRINCIPAL, spans);
  expect(outcomes.map(({ committed }) => committed)).toEqual([true, false, true]);
  // As if the server had died before it stored the last row: the write is in `pending_writes`.
  await one.database
    .acrossWorkspaces('a test')
    .command('DELETE FROM spans WHERE id = {id:String}', { id: spans.at(2)!.id });
  const third = await start();
  const names = async (): Promise<string[]> => {
    const rows = await third.database
      .acrossWorkspaces('a test')
      .read<{ id: string }>('SELECT id FROM spans FINAL WHERE trace_id = {trace:String}', {
        trace,
      });
    return rows.map(({ id }) => id).toSorted();
  };
  await expect.poll(names).toEqual([spans.at(0)!.id, spans.at(2)!.id].toSorted());
  expect(warnings).toEqual([]);
});
