import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newId, type TraceView } from '@vitrine/core/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import { Database } from '../../storage/database/database.ts';
import { newestSchema } from '../../storage/migrations/migrate.ts';
import { completeOptions, type Options } from '../../server/options.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import { backUp } from './backup.ts';
import { readManifest, writeManifest } from './manifest.ts';
import { restore } from './restore.ts';

let root: string;
const at = (name: string): string => join(root, name);
const optionsOf = (dataDir: string): Options =>
  completeOptions({ dataDir: at(dataDir), log: pino({ level: 'silent' }) });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vitrine-backup-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const start_time = new Date().toISOString();

async function write(server: TestServer, name: string): Promise<string> {
  const id = newId();
  await server.call('POST', 'private/traces/batch', { traces: [{ id, name, start_time, input: `of ${name}` }] });
  const span = { id: newId(), trace_id: id, name: `span of ${name}`, start_time };
  const answer = await server.call('POST', 'private/spans/batch', { spans: [span] });
  if (answer.status !== 204) throw new Error(`not acknowledged: ${answer.status}`);
  return id;
}

function command(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number; output: string }> {
  const main = fileURLToPath(new URL('../../main.ts', import.meta.url));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=vitrine-source', main, ...args],
      { env: { ...process.env, ...env } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });
}

async function views(server: TestServer, ids: readonly string[]): Promise<unknown[]> {
  const answers = await Promise.all(ids.map((id) => server.call<TraceView>('GET', `view/traces/${id}`)));
  return answers.map((answer) => answer.body);
}

describe('a backup', () => {
  test('of a server that is writing contains all earlier acknowledged writes, and can be restored elsewhere', async () => {
    const server = await startTestServer({ dataDir: at('data') });
    const before = await Promise.all(Array.from({ length: 30 }, (_, nth) => write(server, `before ${nth}`)));
    await server.call('PUT', `private/traces/${before[0]}/feedback-scores`, { name: 'good', value: 1, source: 'ui' });
    const expected = await views(server, before);

    const end = new AbortController();
    const during: string[] = [];
    const writer = (async () => {
      while (!end.signal.aborted) during.push(await write(server, `during ${during.length}`));
    })();
    const manifest = await backUp(optionsOf('data'), at('copies/first'));
    end.abort();
    await writer;
    expect(during.length).toBeGreaterThan(0);
    expect(await views(server, before)).toEqual(expected);
    await server[Symbol.asyncDispose]();

    expect(readManifest(at('copies/first'))).toEqual(manifest);
    expect(manifest).toMatchObject({ schema: newestSchema(), database: 'vitrine' });
    expect(readdirSync(at('data/backups'))).toEqual([]);

    await restore(optionsOf('restored'), at('copies/first'));
    const restored = await startTestServer({ dataDir: at('restored') });
    expect(await views(restored, before)).toEqual(expected);
    const after = await write(restored, 'after');
    expect(await views(restored, [after])).toMatchObject([{ trace: { name: 'after' } }]);
    const list = await restored.call<{ traces: { id: string }[] }>(
      'GET',
      'view/traces?project_name=Default%20Project&limit=100',
    );
    const ids = list.body.traces.map((trace) => trace.id);
    expect(ids).toEqual(expect.arrayContaining([...before, after]));
    expect([...before, ...during, after]).toEqual(expect.arrayContaining(ids));
    await restored[Symbol.asyncDispose]();
  });

  test('contains the files of attachments', async () => {
    const server = await startTestServer({ dataDir: at('data') });
    const id = await write(server, 'with a file');
    const file = new URLSearchParams({
      entity_type: 'trace',
      entity_id: id,
      file_name: 'a.txt',
      container_id: newId(),
    });
    const url = (of: TestServer, what: string) => `${of.url}/api/v1/private/attachment/${what}?${file}`;
    await fetch(url(server, 'upload'), { method: 'PUT', body: 'hello' });
    await backUp(optionsOf('data'), at('copies/first'));
    await server[Symbol.asyncDispose]();
    await restore(optionsOf('elsewhere'), at('copies/first'));
    await using restored = await startTestServer({ dataDir: at('elsewhere') });
    expect(await (await fetch(url(restored, 'download'))).text()).toBe('hello');
  });

  test('replaces other data only with force, and never data that is in use', async () => {
    const first = await startTestServer({ dataDir: at('first') });
    const kept = await write(first, 'kept');
    await backUp(optionsOf('first'), at('copy'));
    await expect(restore(optionsOf('first'), at('copy'), { force: true })).rejects.toThrow(/stop it first/);
    await first[Symbol.asyncDispose]();

    const second = await startTestServer({ dataDir: at('second') });
    const replaced = await write(second, 'replaced');
    await second[Symbol.asyncDispose]();
    await expect(restore(optionsOf('second'), at('copy'))).rejects.toThrow(/has data already.*--force/);
    await restore(optionsOf('second'), at('copy'), { force: true });
    const third = await startTestServer({ dataDir: at('second') });
    expect(await views(third, [kept])).toMatchObject([{ trace: { name: 'kept' } }]);
    expect((await third.call('GET', `view/traces/${replaced}`)).status).toBe(404);
    await third[Symbol.asyncDispose]();
  });

  test('is made and restored by the commands, also under another name of the database', async () => {
    const server = await startTestServer({ dataDir: at('data') });
    const kept = await write(server, 'kept');
    const backup = await command(['backup', at('copy'), '--data-dir', at('data')]);
    expect(backup).toEqual({ code: 0, output: expect.stringMatching(/^The backup of .* is in .*copy\.\n$/) });
    await server[Symbol.asyncDispose]();
    const env = { VITRINE_DATA_DIR: at('other'), VITRINE_CLICKHOUSE_DATABASE: 'other' };
    expect((await command(['restore', at('copy')], env)).code).toBe(0);
    expect(await command(['restore', at('copy')], env)).toEqual({
      code: 1,
      output: `error: ${at('other')} has data already: add --force to put the backup in its place\n`,
    });
    const other = await startTestServer({ dataDir: at('other'), clickhouse: { database: 'other' } });
    expect(await views(other, [kept])).toMatchObject([{ trace: { name: 'kept' } }]);
    const id = newId();
    await other.call('POST', 'private/traces/batch', {
      traces: [{ id, name: 'next', project_name: 'New', start_time }],
    });
    expect((await other.call('GET', 'view/traces?project_name=New')).body).toMatchObject({ traces: [{ id }] });
    await other[Symbol.asyncDispose]();
  });

  test('that cannot be read leaves the existing data unchanged', async () => {
    const server = await startTestServer({ dataDir: at('data') });
    const kept = await write(server, 'kept');
    await backUp(optionsOf('data'), at('copy'));
    await server[Symbol.asyncDispose]();
    rmSync(at('copy/data/.backup'));
    await expect(restore(optionsOf('data'), at('copy'), { force: true })).rejects.toThrow();
    const after = await startTestServer({ dataDir: at('data') });
    expect(await views(after, [kept])).toMatchObject([{ trace: { name: 'kept' } }]);
    const id = newId();
    await after.call('POST', 'private/traces/batch', {
      traces: [{ id, name: 'next', project_name: 'New', start_time }],
    });
    const list = await after.call('GET', 'view/traces?project_name=New');
    expect(list.body).toMatchObject({ traces: [{ id }] });
    await after[Symbol.asyncDispose]();
  });

  test('can be restored after an interrupted restore, which first puts back the data that was moved aside', async () => {
    const server = await startTestServer({ dataDir: at('data') });
    const kept = await write(server, 'kept');
    await backUp(optionsOf('data'), at('copy'));
    const later = await write(server, 'later');
    await server[Symbol.asyncDispose]();
    // The state after an interrupted restore and a later start of a server.
    const cut = async (): Promise<void> => {
      const database = new Database(optionsOf('data'), pino({ level: 'silent' }));
      await database.acrossWorkspaces('a test').command('RENAME DATABASE vitrine TO vitrine_before_restore');
      await database.close();
      await using empty = await startTestServer({ dataDir: at('data') });
      expect((await empty.call('GET', `view/traces/${kept}`)).status).toBe(404);
    };
    await cut();
    await expect(restore(optionsOf('data'), at('copy'))).rejects.toThrow(/has data already.*--force/);
    const before = await startTestServer({ dataDir: at('data') });
    expect(await views(before, [kept, later])).toMatchObject([
      { trace: { name: 'kept' } },
      { trace: { name: 'later' } },
    ]);
    await before[Symbol.asyncDispose]();

    await cut();
    await restore(optionsOf('data'), at('copy'), { force: true });
    const after = await startTestServer({ dataDir: at('data') });
    expect(await views(after, [kept])).toMatchObject([{ trace: { name: 'kept' } }]);
    expect((await after.call('GET', `view/traces/${later}`)).status).toBe(404);
    await after[Symbol.asyncDispose]();
  });

  test('cannot be made in a directory that is not empty, or of a remote ClickHouse', async () => {
    mkdirSync(at('full'));
    writeFileSync(at('full/file'), '');
    await expect(backUp(optionsOf('data'), at('full'))).rejects.toThrow(/is not empty/);
    const remote = completeOptions({ clickhouse: { url: 'http://127.0.0.1:1' } });
    await expect(backUp(remote, at('copy'))).rejects.toThrow(/BACKUP and RESTORE of the ClickHouse server/);
    expect(existsSync(at('copy'))).toBe(false);
  });

  test('cannot be restored by an older version, nor can a directory that is not a backup', async () => {
    await expect(restore(optionsOf('data'), at('nothing'))).rejects.toThrow(/is not a backup/);
    mkdirSync(at('newer'));
    writeManifest(at('newer'), {
      vitrine: '99.0.0',
      schema: newestSchema() + 1,
      database: 'vitrine',
      created_at: start_time,
    });
    await expect(restore(optionsOf('data'), at('newer'))).rejects.toThrow(/Vitrine 99\.0\.0.*a newer one/);
  });
});
