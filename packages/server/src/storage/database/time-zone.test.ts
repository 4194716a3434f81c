import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newId, type TracesView } from '@vitrine/core/model';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { completeOptions } from '../../server/options.ts';
import { Database } from './database.ts';

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url));
const HOUR_MS = 3_600_000;
/** End of the last week in UTC: Monday, 0:00. */
const WEEK_END = new Date().setUTCHours(0, 0, 0, 0) - ((new Date().getUTCDay() + 6) % 7) * 24 * HOUR_MS;
const weekOf = (mondayMs: number): string => new Date(mondayMs).toISOString().slice(0, 10).replaceAll('-', '');

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

describe.each(['Pacific/Auckland', 'America/Los_Angeles', 'UTC'])('a host in %s, around the end of a week', (zone) => {
  test('stores rows in the UTC week of their ids, finds them by time, and deletes them permanently', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-zone-'));
    const port = await freePort();
    const server = spawn(
      process.execPath,
      ['--conditions=vitrine-source', MAIN, '--port', String(port), '--data-dir', dataDir],
      { stdio: 'ignore', env: { ...process.env, TZ: zone } },
    );
    const ended = once(server, 'exit');
    const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`, {
        method,
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      expect(response.ok).toBe(true);
      const text = await response.text();
      return (text ? JSON.parse(text) : undefined) as T;
    };
    const health = () =>
      fetch(`http://127.0.0.1:${port}/api/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    let database: Database | undefined;
    try {
      await expect.poll(health).toBe(true);
      // Every hour of the day before and of the day after.
      const times = Array.from({ length: 48 }, (_, hour) => WEEK_END + (hour - 24) * HOUR_MS + HOUR_MS / 2);
      const traces = times.map((ms) => ({
        id: newId(ms),
        project_name: 'zone',
        name: new Date(ms).toISOString(),
        start_time: new Date(ms).toISOString(),
      }));
      await call('POST', 'private/traces/batch', { traces });
      const spans = traces.map(({ id, ...trace }) => ({
        ...trace,
        id: newId(Date.parse(trace.start_time)),
        trace_id: id,
      }));
      await call('POST', 'private/spans/batch', { spans });

      database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
      const weeks = (table: string, id: string) =>
        database!
          .acrossWorkspaces('a test')
          .read<{ week: string; ids: string[] }>(
            `SELECT _partition_id AS week, arraySort(groupUniqArray(${id})) AS ids FROM ${table} GROUP BY week ORDER BY week`,
          );
      const inUtc = [weekOf(WEEK_END - 7 * 24 * HOUR_MS), weekOf(WEEK_END)].map((week, index) => ({
        week,
        ids: traces.slice(index * 24, (index + 1) * 24).map(({ id }) => id),
      }));
      expect(await weeks('traces', 'id')).toEqual(inUtc);
      expect(await weeks('spans', 'trace_id')).toEqual(inUtc);

      // A window of 10 hours around the end of the week, with the offset of the zone.
      const [from, to] = [-5, 5].map((hours) => encodeURIComponent(offsetDate(WEEK_END + hours * HOUR_MS, zone)));
      const window = await call<TracesView>(
        'GET',
        `view/traces?project_name=zone&from_time=${from}&to_time=${to}&limit=100`,
      );
      expect(window.traces.map(({ name }) => name)).toEqual(
        traces
          .slice(19, 29)
          .map(({ name }) => name)
          .toReversed(),
      );

      await call('PATCH', `private/traces/${traces.at(23)!.id}`, { name: 'patched' });
      await call('POST', 'private/traces/delete', { ids: traces.slice(20, 28).map(({ id }) => id) });
      for (const table of ['traces', 'spans'])
        await database.acrossWorkspaces('a test').command(`OPTIMIZE TABLE ${table} FINAL`);
      const left = await call<TracesView>('GET', `view/traces?project_name=zone&limit=100`);
      expect(left.traces.map(({ name }) => name)).toEqual(
        traces
          .toSpliced(20, 8)
          .map(({ name }) => name)
          .toReversed(),
      );
      const leftSpans = await call<{ total: number }>('GET', 'private/spans?project_name=zone');
      expect(leftSpans.total).toBe(40);
    } finally {
      await database?.close();
      server.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 60_000);
});

/** Formats a moment with the offset of a zone at that moment, such as `2026-11-01T13:00:00+13:00`. */
function offsetDate(ms: number, timeZone: string): string {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).format(ms);
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? ['', '+', '00', '00'];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return `${new Date(ms + offset).toISOString().slice(0, 19)}${sign}${hours}:${minutes}`;
}
