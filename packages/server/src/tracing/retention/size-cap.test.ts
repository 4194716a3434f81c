import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Id } from '@vitrine/core/model';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Database } from '../../storage/database/database.ts';
import { completeOptions } from '../../server/options.ts';
import { startTestServer } from '../../server.fixture.ts';
import { allOf, isThere, noise, put, there, view, write } from './retention.fixture.ts';
import { databaseBytes, holdSizeCap } from './size-cap.ts';

const HOUR_MS = 3_600_000;

test('beyond the size cap, the oldest weeks are dropped first, then the oldest hours of the last week', async () => {
  const maxBytes = 1_500_000;
  await using server = await startTestServer({ clickhouse: { maxBytes } });
  const middle = (month: number) => Date.UTC(2025, month, 15);
  const [january] = await write(server, 'p', [middle(0), middle(0)], noise);
  const hours = Array.from({ length: 24 }, (_, hour) => middle(1) + hour * HOUR_MS);
  const times = hours.flatMap((hour) => Array<number>(40).fill(hour));
  const february = await write(server, 'p', times, noise);
  await write(server, 'p', [middle(1) + 23 * HOUR_MS], noise);
  expect((await view(server)).size?.bytes).toBeGreaterThan(maxBytes);
  expect(await isThere(server, january)).toBe(true);
  // Changing the rules does at once what a timer does every five minutes.
  await put(server, { days: 36_500 });
  await expect.poll(async () => (await view(server)).dropped).toHaveLength(2);
  await expect.poll(async () => (await view(server)).size?.bytes).toBeLessThan(maxBytes);
  const { dropped } = await view(server);
  expect(dropped[1]).toMatchObject({ reason: 'size', before: '2025-01-20T00:00:00.000Z' });
  expect(dropped[0]?.why).toMatch(/^the database took \d+\.\d MB of at most 1\.5 MB/);
  expect(await isThere(server, january)).toBe(false);
  const before = Date.parse(dropped[0]?.before ?? '');
  const oldest = february.findIndex((_, index) => (hours[Math.floor(index / 40)] ?? 0) >= before);
  expect(await there(server, [february[0] ?? '', february[oldest - 1] ?? ''])).toEqual([false, false]);
  expect(await there(server, [february[oldest] ?? '', february.at(-1) ?? ''])).toEqual([true, true]);
});

test('the first rows of a new week drop no more of the week before than necessary', async () => {
  const maxBytes = 1_500_000;
  await using server = await startTestServer({ clickhouse: { maxBytes } });
  const monday = Date.UTC(2026, 0, 12);
  const hours = Array.from({ length: 30 }, (_, nth) => monday - (30 - nth) * HOUR_MS);
  const times = hours.flatMap((hour) => Array<number>(54).fill(hour));
  const ids = [await write(server, 'p', times.slice(0, 810), noise), await write(server, 'p', times.slice(810), noise)];
  const firstOfHours = ids.flat().filter((_, index) => index % 54 === 0);
  const last = await write(server, 'p', Array<number>(5).fill(monday - 60_000), noise);
  const first = await write(server, 'p', Array<number>(5).fill(monday + 60_000), noise);
  await put(server, { days: 36_500 });
  await expect.poll(async () => (await view(server)).dropped).toHaveLength(1);
  await expect.poll(async () => (await view(server)).size?.bytes).toBeLessThan(maxBytes);
  const { dropped } = await view(server);
  const before = Date.parse(dropped[0]?.before ?? '');
  expect(before).toBeLessThan(monday);
  const expected = hours.map((hour) => hour >= before);
  expect(expected[0]).toBe(false);
  expect(await there(server, firstOfHours)).toEqual(expected);
  expect(new Set(await there(server, [...last, ...first]))).toEqual(new Set([true]));
});

test('whole weeks are dropped if necessary, and the newest hour stays even if it exceeds the cap', async () => {
  const maxBytes = 200_000;
  await using server = await startTestServer({ clickhouse: { maxBytes } });
  const monday = Date.UTC(2026, 0, 12);
  const old = await write(server, 'p', Array<number>(20).fill(monday - 60_000), noise);
  const hour = await write(server, 'p', Array<number>(20).fill(monday + 60_000), noise);
  const newest = await write(server, 'p', Array<number>(200).fill(monday + HOUR_MS), noise);
  await put(server, { days: 36_500 });
  await expect
    .poll(async () => (await view(server)).dropped.map((drop) => drop.before))
    .toEqual(['2026-01-12T01:00:00.000Z', '2026-01-12T00:00:00.000Z']);
  expect(await there(server, [old[0] ?? '', hour[0] ?? ''])).toEqual([false, false]);
  expect(new Set(await there(server, newest))).toEqual(new Set([true]));
});

test('a drop is reported before the engine rewrites the week, and the rewrite is not started twice', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-size-'));
  const server = await startTestServer({ dataDir });
  const database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
  const unfinished = () =>
    database
      .acrossWorkspaces('a test')
      .read<{ table: string }>('SELECT table FROM system.mutations WHERE NOT is_done ORDER BY table');
  try {
    const monday = Date.UTC(2026, 0, 12);
    const ids: Id[] = [];
    // Ten separate writes make ten parts, which keep the engine busy.
    for (let hour = 0; hour < 10; hour++) {
      ids.push(...(await write(server, 'p', Array<number>(20).fill(monday + hour * HOUR_MS), noise)));
    }
    const maxBytes = (await databaseBytes(database, false)) * 0.9;
    const look = holdSizeCap(database, maxBytes, false);
    expect(await look.next()).toMatchObject({ done: false, value: { reason: 'size', before: expect.any(String) } });
    expect(await there(server, [ids[0] ?? '', ids.at(-1) ?? ''])).toEqual([false, true]);
    expect(await databaseBytes(database, false)).toBeGreaterThan(maxBytes);
    // Time that the engine takes.
    await database.acrossWorkspaces('a test').command('SYSTEM STOP MERGES');
    expect(await look.next()).toEqual({ done: true, value: undefined });
    const asked = await unfinished();
    expect(asked.map(({ table }) => table)).toEqual(['spans', 'trace_stats', 'traces']);
    expect(await allOf(holdSizeCap(database, maxBytes, false))).toEqual([]);
    expect(await unfinished()).toEqual(asked);
    await database.acrossWorkspaces('a test').command('SYSTEM START MERGES');
    await expect.poll(() => databaseBytes(database, false)).toBeLessThan(maxBytes);
    await expect.poll(unfinished).toEqual([]);
    expect(await there(server, [ids[0] ?? '', ids.at(-1) ?? ''])).toEqual([false, true]);
  } finally {
    await database.close();
    await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
