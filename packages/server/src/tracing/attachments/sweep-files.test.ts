import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { idTimeMs, newId } from '@vitrine/core/model';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { Records } from '../../platform/records/records.ts';
import { SERVER_PRINCIPAL, serverPrincipal } from '../../platform/auth/principal.ts';
import { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import { Database } from '../../storage/database/database.ts';
import { completeOptions } from '../../server/options.ts';
import { startTestServer } from '../../server.fixture.ts';
import { Attachments } from './attachments.ts';
import { DiskFiles } from './disk-files.ts';
import { sweepFiles } from './sweep-files.ts';
import { Uploads } from './uploads.ts';

const DAY_MS = 86_400_000;

test('retention deletes and counts the attachments of old traces, and files without a row or a trace are swept', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-sweep-'));
  const server = await startTestServer({ dataDir });
  const log = pino({ level: 'silent' });
  const database = new Database(completeOptions({ dataDir }), log);
  await database.health.ready(60_000);
  const store = new DiskFiles(join(dataDir, 'attachments'));
  const clock = new HybridLogicalClock();
  const attachments = new Attachments({ database, clock, store, maxBytes: 1e9, log });
  const uploads = new Uploads({ database, clock, attachments });
  const bytes = randomBytes(2_000_000);
  const send = async (entity_id: string) => {
    const query = new URLSearchParams({ entity_type: 'trace', entity_id, file_name: 'a.bin' });
    await fetch(`${server.url}/api/v1/private/attachment/upload?${query}`, { method: 'PUT', body: bytes });
  };
  const files = join(dataDir, 'attachments', 'files', 'w-default', 'trace');
  const has = (id: string): boolean => existsSync(join(files, id));
  try {
    const [old, recent, orphan] = [newId(Date.now() - 40 * DAY_MS), newId(), newId()];
    await server.call('POST', 'private/traces/batch', {
      traces: [old, recent].map((id) => ({ id, start_time: new Date(idTimeMs(id)).toISOString() })),
    });
    await send(old);
    await send(recent);
    const { body } = await server.call<{ size: { bytes: number } }>('GET', 'view/retention');
    expect(body.size.bytes).toBeGreaterThan(4_000_000);

    await server.call('PUT', 'view/retention', { days: 30 });
    await expect.poll(async () => (await attachments.list(SERVER_PRINCIPAL, 'trace', [old])).size).toBe(0);
    expect((await attachments.list(SERVER_PRINCIPAL, 'trace', [recent])).size).toBe(1);
    // Files of a trace and a span that never come.
    const unowned = newId();
    await send(unowned);
    const span = new URLSearchParams({ entity_type: 'span', entity_id: newId(), file_name: 'a.bin' });
    await fetch(`${server.url}/api/v1/private/attachment/upload?${span}`, { method: 'PUT', body: bytes });
    // Files of a server that died before it wrote the row, and of one that is writing it.
    mkdirSync(join(files, orphan));
    writeFileSync(join(files, orphan, newId(Date.now() - DAY_MS)), bytes);
    const young = newId();
    writeFileSync(join(files, orphan, young), bytes);
    const file = { entityType: 'trace', entityId: newId(), fileName: 'parts', projectId: newId() } as const;
    await uploads.begin(SERVER_PRINCIPAL, { ...file, mimeType: null, parts: 2 });

    // The row of the old file is deleted; the other file was written a moment ago.
    await sweepFiles({ database, attachments, uploads });
    expect(readdirSync(join(files, orphan))).toEqual([young]);
    expect([has(old), has(recent), has(unowned)]).toEqual([true, true, true]);
    await sweepFiles({ database, attachments, uploads }, Date.now() + DAY_MS - 60_000);
    expect([has(recent), has(unowned)]).toEqual([true, true]);
    expect((await uploads.keys()).size).toBe(1);
    await sweepFiles({ database, attachments, uploads }, Date.now() + 2 * DAY_MS);
    expect([has(old), has(recent), has(orphan), has(unowned)]).toEqual([false, true, false, false]);
    expect(existsSync(join(dataDir, 'attachments', 'files', 'w-default', 'span'))).toBe(false);
    expect((await attachments.list(SERVER_PRINCIPAL, 'trace', [unowned, recent])).size).toBe(1);
    expect((await uploads.keys()).size).toBe(0);
    expect(readdirSync(join(dataDir, 'attachments', 'uploads'))).toEqual([]);
  } finally {
    await database.close();
    await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test('the parts of an upload are accepted for six hours, and a workspace has at most 1,000 incomplete uploads', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-uploads-'));
  const log = pino({ level: 'silent' });
  const database = new Database(completeOptions({ dataDir }), log);
  await database.health.ready(60_000);
  const clock = new HybridLogicalClock();
  const attachments = new Attachments({ database, clock, store: new DiskFiles(dataDir), maxBytes: 1e9, log });
  const uploads = new Uploads({ database, clock, attachments });
  const file = {
    entityType: 'trace',
    entityId: newId(),
    fileName: 'parts',
    projectId: newId(),
    mimeType: null,
  } as const;
  try {
    const { id, secret } = await uploads.begin(SERVER_PRINCIPAL, { ...file, parts: 2 });
    const put = (part: number): Promise<string> =>
      uploads.writePart(SERVER_PRINCIPAL.workspace, { id, secret, part }, Readable.from([Buffer.alloc(5)]), 5);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 3_600_000 - 60_000 });
    await put(1);
    vi.setSystemTime(Date.now() + 120_000);
    await expect(put(2)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('6 hours') as string,
    });
    vi.useRealTimers();
    const records = new Records(database, clock, 'upload', z.looseObject({ key: z.string() }));
    const upload = await records.get(SERVER_PRINCIPAL, id);
    const rows = Array.from({ length: 999 }, () => ({ id: newId(), name: 'parts', body: upload!.body }));
    const now = new Date().toISOString();
    const audit = { created_at: now, created_by: '', last_updated_at: now, last_updated_by: '' };
    await database.of(SERVER_PRINCIPAL).insert(
      'records',
      rows.map((row) => ({
        ...row,
        ...audit,
        body: JSON.stringify(row.body),
        kind: 'upload',
        is_deleted: 0,
        version: '1',
      })),
    );
    await expect(uploads.begin(SERVER_PRINCIPAL, { ...file, parts: 2 })).rejects.toMatchObject({ code: 'overloaded' });
    await uploads.begin(serverPrincipal('other'), { ...file, parts: 2 });
  } finally {
    vi.useRealTimers();
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
