import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import { completeOptions } from '../../server/options.ts';
import { Database } from '../database/database.ts';
import { readEngineFile } from './engine-file.ts';
import { enginePid } from './engine-pid.fixture.ts';

/** The state of a socket that waits for connections, in `/proc/net/tcp`. */
const LISTENING = '0A';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vitrine-engine-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

function open(): Database {
  return new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
}

function isRunning(pid: number): boolean {
  try {
    // A zombie still has a pid, but does not run.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

/** Addresses of this machine that others in its network may reach. */
function otherAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ internal, scopeid }) => !internal && !scopeid).map(({ address }) => address),
  );
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** The addresses on which something listens on a port, as Linux writes them: hexadecimal, `0100007F` for 127.0.0.1. */
function listeningAddresses(port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => {
    if (!existsSync(file)) return [];
    const sockets = readFileSync(file, 'utf8').split('\n').slice(1);
    return sockets.flatMap((socket) => {
      const [, local = '', , state] = socket.trim().split(/\s+/);
      return state === LISTENING && local.endsWith(suffix) ? [local.slice(0, -suffix.length)] : [];
    });
  });
}

async function until(condition: () => boolean, timeoutMs = 10_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the embedded engine', () => {
  test('serves the HTTP protocol of ClickHouse on loopback only, and only to clients that send the secret', async () => {
    const database = open();
    expect(await database.acrossWorkspaces('a test').read('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const { port } = readEngineFile(dataDir)!;
    const stranger = await fetch(`http://127.0.0.1:${port}/?query=SELECT%201`);
    expect(stranger.status).toBe(404);
    for (const address of otherAddresses()) expect([address, await accepts(address, port)]).toEqual([address, false]);
    expect(listeningAddresses(port)).toEqual(process.platform === 'linux' ? ['0100007F'] : []);
    for (const file of ['engine.json', `engine.${process.pid}.xml`]) {
      expect([file, statSync(join(dataDir, file)).mode & 0o777]).toEqual([file, 0o600]);
    }
    expect(readFileSync(join(dataDir, '.gitignore'), 'utf8')).toBe('*\n');
    await database.close();
  });

  test('is restarted after it is killed, and has every acknowledged row', async () => {
    const database = open();
    const row = (id: string): string =>
      JSON.stringify({ workspace: 'w', kind: 'k', id, body: '{}', created_at: '2026-01-01 00:00:00', version: '1' });
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round++) {
      const writes = Array.from({ length: 40 }, (_, index) => `${round}-${index}`).map(async (id) => {
        await database.acrossWorkspaces('a test').insert('records', [row(id)]);
        acknowledged.push(id);
      });
      await until(() => acknowledged.length >= round * 40 + 5);
      const pid = await enginePid(dataDir);
      process.kill(pid, 'SIGKILL');
      await Promise.all(writes);
      await enginePid(dataDir, pid);
    }
    const stored = await database
      .acrossWorkspaces('a test')
      .read<{ id: string }>("SELECT id FROM records FINAL WHERE workspace = 'w'");
    expect(stored.map((each) => each.id).toSorted()).toEqual(acknowledged.toSorted());
    expect(acknowledged).toHaveLength(120);
    await database.close();
  });

  test('is shared by all servers of one data directory, and replaced when the server that started it ends', async () => {
    const owner = open();
    await owner.acrossWorkspaces('a test').read('SELECT 1');
    const first = readEngineFile(dataDir)!;
    const guest = open();
    expect(await guest.acrossWorkspaces('a test').read('SELECT count() > 0 AS tables FROM system.tables')).toEqual([
      { tables: 1 },
    ]);
    expect(readEngineFile(dataDir)!.pid).toBe(first.pid);
    await owner.close();
    await until(() => !isRunning(first.pid));
    expect(await guest.acrossWorkspaces('a test').read('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(readEngineFile(dataDir)!.pid).not.toBe(first.pid);
    await guest.close();
  });

  test('stops cleanly with its server, and leaves data that can be opened again', async () => {
    const before = open();
    await before.acrossWorkspaces('a test').insert('records', [
      JSON.stringify({
        workspace: 'w',
        kind: 'k',
        id: 'kept',
        body: '{}',
        created_at: '2026-01-01 00:00:00',
        version: '1',
      }),
    ]);
    const { pid } = readEngineFile(dataDir)!;
    await before.close();
    expect(isRunning(pid)).toBe(false);
    expect(readEngineFile(dataDir)).toBeUndefined();
    const after = open();
    expect(await after.acrossWorkspaces('a test').read("SELECT id FROM records FINAL WHERE workspace = 'w'")).toEqual([
      { id: 'kept' },
    ]);
    await after.close();
  });

  test('leaves no orphan process when the server is killed by SIGKILL, and the next server opens the same data', async () => {
    const script = `
      import { createVitrine } from ${JSON.stringify(new URL('../../index.ts', import.meta.url).href)};
      const vitrine = createVitrine({ dataDir: ${JSON.stringify(dataDir)}, auth: 'local' });
      await vitrine.ready();
      vitrine.client.trace({ name: 'before the end' }).end();
      console.log(JSON.stringify(await vitrine.client.flush()));
      setInterval(() => undefined, 1000);`;
    const server = spawn(process.execPath, ['--conditions=vitrine-source', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output = await new Promise<string>((resolve) =>
      server.stdout.once('data', (data: Buffer) => resolve(String(data))),
    );
    expect(JSON.parse(output)).toMatchObject({ sent: 1, dropped: 0 });
    const { pid } = readEngineFile(dataDir)!;
    server.kill('SIGKILL');
    await until(() => !isRunning(pid));
    const next = open();
    expect(await next.acrossWorkspaces('a test').read('SELECT name FROM traces FINAL')).toEqual([
      { name: 'before the end' },
    ]);
    await next.close();
  });

  test('names alternatives if there is no libchdb for the platform', async () => {
    process.env['CHDB_LIBCHDB_PATH'] = join(dataDir, 'nothing-here.so');
    try {
      const database = open();
      await expect(database.acrossWorkspaces('a test').read('SELECT 1')).rejects.toThrow(/VITRINE_CLICKHOUSE_URL/);
      expect(database.health.state).toBe('failed');
      await database.close();
    } finally {
      delete process.env['CHDB_LIBCHDB_PATH'];
    }
  });
});
