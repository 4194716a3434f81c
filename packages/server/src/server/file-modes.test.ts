import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Vitrine } from '@vitrine/core';
import { newId } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backUp } from '../commands/backup/backup.ts';
import { exportProject } from '../commands/transfer/export-project.ts';
import { Progress } from '../commands/transfer/progress.ts';
import { startTestServer, type TestServer } from '../server.fixture.ts';
import { completeOptions } from './options.ts';

const root = mkdtempSync(join(tmpdir(), 'vitrine-modes-'));
const dataDir = join(root, 'data');
const backup = join(root, 'backup');
const exported = join(root, 'export');
let server: TestServer;
let umask: number;

beforeAll(async () => {
  // The loosest umask: files without an explicit mode are open to all users.
  umask = process.umask(0);
  server = await startTestServer({ dataDir });
  const client = new Vitrine({ url: server.url, projectName: 'p', spool: false });
  const attachments = [{ bytes: new TextEncoder().encode('for few'), fileName: 'note.txt' }];
  client.trace({ name: 'a trace', attachments }).end();
  await client.flush();
  // One part of an unfinished upload.
  const { body } = await server.call<{ pre_sign_urls: string[] }>('POST', 'private/attachment/upload-start', {
    entity_type: 'trace',
    entity_id: newId(),
    file_name: 'film.mp4',
    num_of_file_parts: 2,
    project_name: 'p',
    path: Buffer.from(`${server.url}/api/`).toString('base64'),
  });
  await fetch(body.pre_sign_urls[0] ?? '', { method: 'PUT', body: new Uint8Array(1_000) });
  await backUp(completeOptions({ dataDir, log: pino({ level: 'silent' }) }), backup);
  await exportProject(
    client,
    { directory: exported, url: server.url, project: 'p', include: ['traces', 'attachments'] },
    new Progress(),
  );
  await client.close();
});
afterAll(async () => {
  process.umask(umask);
  await server[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

/** Returns the directory and all paths below it that other users can open. */
function openToOthers(directory: string, isOurs: (path: string) => boolean = () => true): string[] {
  const below = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name));
  return [directory, ...below]
    .filter((path) => isOurs(relative(directory, path)) && (statSync(path).mode & 0o077) !== 0)
    .map((path) => relative(root, path));
}

const modeOf = (...path: string[]): string => (statSync(join(...path)).mode & 0o777).toString(8);

test('only the owner can open the directories of the data', () => {
  const directories = readdirSync(dataDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(Object.fromEntries(directories.map(({ name }) => [name, modeOf(dataDir, name)]))).toEqual({
    attachments: '700',
    backups: '700',
    engine: '700',
    servers: '700',
  });
  expect(modeOf(dataDir)).toBe('700');
});

test('only the owner can read the files with the secret of the engine', () => {
  const files = readdirSync(dataDir).filter((name) => name.startsWith('engine.'));
  expect(files.toSorted()).toEqual(['engine.json', `engine.${process.pid}.xml`].toSorted());
  for (const file of files) expect([file, modeOf(dataDir, file)]).toEqual([file, '600']);
});

test('only the owner can read attachments and parts of uploads', () => {
  const attachments = join(dataDir, 'attachments');
  expect(readdirSync(attachments).toSorted()).toEqual(['files', 'uploads']);
  expect(readdirSync(attachments, { recursive: true }).length).toBeGreaterThan(4);
  expect(openToOthers(attachments)).toEqual([]);
});

test('only the owner can read an export', () => {
  expect(readdirSync(exported).toSorted()).toEqual(expect.arrayContaining(['attachments', 'export.json']) as string[]);
  expect(openToOthers(exported)).toEqual([]);
});

test('only the owner can open the directory of a backup', () => {
  expect(readdirSync(backup).toSorted()).toEqual(['attachments', 'data', 'manifest.json']);
  expect(modeOf(backup)).toBe('700');
});
