import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

const run = promisify(execFile);
const MAIN = join(import.meta.dirname, '../../main.ts');
const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-keys-'));

/** Runs `vitrine` on the data of the server. Resolves with its output. */
async function vitrine(args: readonly string[], environment: Record<string, string> = {}): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    ['--conditions=vitrine-source', MAIN, ...args, '--data-dir', dataDir],
    { env: { ...process.env, ...environment } },
  );
  return stdout.trim();
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dataDir });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

const statusOf = async (key: string): Promise<number> =>
  (await fetch(`${server.url}/api/v1/private/auth/workspace`, { headers: { authorization: key } })).status;

test('keys are made, listed and revoked while a server runs, which follows within 5 s', async () => {
  const key = await vitrine(['keys', 'create', 'ci', '--role', 'ingest', '--project', 'checkout']);
  await expect.poll(() => statusOf(key), { timeout: 5_000 }).toBe(200);
  const list = await vitrine(['keys', 'list']);
  expect(list).toContain('ci');
  expect(list).not.toContain(key.slice(-40));
  const [, id = ''] = /^vtr_key_([0-9a-f]+)_/.exec(key) ?? [];
  await vitrine(['keys', 'revoke', id]);
  await expect.poll(() => statusOf(key), { timeout: 5_000 }).toBe(401);
}, 60_000);

test('workspaces are made by name; a wrong one is refused with the rule', async () => {
  await vitrine(['workspaces', 'create', 'team-a']);
  expect(await vitrine(['workspaces', 'list'])).toBe('default\nteam-a');
  await expect(vitrine(['workspaces', 'create', 'Team'])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/lower-case/) as string,
  });
}, 60_000);

test('a server that only keys could use does not start without one', async () => {
  const other = mkdtempSync(join(tmpdir(), 'vitrine-no-keys-'));
  const args = ['--conditions=vitrine-source', MAIN, '--data-dir', other, '--port', '0'];
  await expect(run(process.execPath, args, { env: { ...process.env, NODE_ENV: 'production' } })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/vitrine keys create/) as string,
  });
  rmSync(other, { recursive: true, force: true });
}, 60_000);
