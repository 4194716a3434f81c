import { mkdtempSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Vitrine } from '../client/vitrine.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { Sink } from '../transport/sink.fixture.ts';

function newDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'vitrine-spool-test-'));
}

/** A client that pings its server often. */
function clientOf(url: string, spoolDir: string, options: VitrineOptions = {}) {
  const lines: string[] = [];
  const logger = { warn: (line: string) => lines.push(line) };
  const soon = { batchDelayMs: 1, pingIntervalMs: 20, replayDelayMs: 1 };
  return { lines, client: new Vitrine({ url, spoolDir, logger, ...soon, ...options }) };
}

function record(client: Vitrine, ...names: string[]): void {
  for (const name of names) client.trace({ name });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  await using sink = await Sink.start();
  return sink.port;
}

/** Makes spools look as if their processes had ended: no process has this number. */
function endOwners(directory: string): void {
  for (const identity of readdirSync(directory)) {
    for (const own of readdirSync(join(directory, identity))) {
      const ended = own.replace(`~${process.pid}~`, '~99999999~');
      renameSync(join(directory, identity, own), join(directory, identity, ended));
    }
  }
}

describe('the spool', () => {
  it('keeps writes on disk while the server is down, and sends them in order when it is back', async () => {
    const port = await freePort();
    const directory = newDirectory();
    const { client, lines } = clientOf(`http://127.0.0.1:${port}`, directory);
    record(client, 'a', 'b');
    expect(await client.flush()).toMatchObject({ sent: 0, dropped: 0, pending: 2 });
    record(client, 'c');
    await client.flush();
    expect(client.stats()).toMatchObject({ spooled: 3, pendingBytes: 0 });
    expect(lines).toEqual([expect.stringContaining(`are kept in ${directory}`)]);

    await using sink = await Sink.start(undefined, port);
    await until(() => client.stats().pending === 0);
    expect(sink.names).toEqual(['a', 'b', 'c']);
    record(client, 'd');
    await client.flush();
    expect(sink.names).toEqual(['a', 'b', 'c', 'd']);
    expect(client.stats()).toMatchObject({ sent: 4, dropped: 0, spooled: 0 });
    await client.close();
    expect(readdirSync(directory).flatMap((identity) => readdirSync(join(directory, identity)))).toEqual([]);
  });

  it('keeps files and directories that only their owner can read', async () => {
    const spoolDir = join(newDirectory(), 'spool');
    const url = `http://127.0.0.1:${await freePort()}`;
    const open = clientOf(url, spoolDir).client;
    record(open, 'kept by a flush');
    await open.flush();
    const closed = clientOf(url, spoolDir).client;
    record(closed, 'kept at the end');
    await closed.close({ timeoutMs: 0 });
    const paths = readdirSync(spoolDir, { recursive: true }).map((path) => join(spoolDir, String(path)));
    const modes = [spoolDir, ...paths].map((path) => {
      const stats = statSync(path);
      return [stats.isDirectory() ? 'directory' : 'file', (stats.mode & 0o777).toString(8)].join(' ');
    });
    expect([...new Set(modes)].toSorted()).toEqual(['directory 700', 'file 600']);
    expect(modes.filter((mode) => mode.startsWith('file'))).toHaveLength(2);
  });

  it('sends at once on a flush, without waiting for the next ping', async () => {
    const port = await freePort();
    const { client } = clientOf(`http://127.0.0.1:${port}`, newDirectory(), { pingIntervalMs: 600_000 });
    record(client, 'a');
    await client.flush();
    await using sink = await Sink.start(undefined, port);
    expect(await client.flush()).toMatchObject({ sent: 1, pending: 0 });
    expect(sink.names).toEqual(['a']);
  });

  it('drops and logs writes that do not fit, and keeps the others', async () => {
    const port = await freePort();
    const { client, lines } = clientOf(`http://127.0.0.1:${port}`, newDirectory(), { maxSpoolBytes: 3_000 });
    client.trace({ name: 'fits', input: 'x'.repeat(1_000) });
    await client.flush();
    client.trace({ name: 'does not', input: 'x'.repeat(3_000) });
    expect(await client.flush()).toMatchObject({ dropped: 1, reasons: { 'spool full': 1 }, pending: 1 });
    expect(lines).toContainEqual(expect.stringContaining('maxSpoolBytes'));
    await using sink = await Sink.start(undefined, port);
    await client.flush();
    expect(sink.names).toEqual(['fits']);
  });

  it('sends scores and attachments too', async () => {
    const port = await freePort();
    const { client } = clientOf(`http://127.0.0.1:${port}`, newDirectory());
    const trace = client.trace({
      name: 't',
      attachments: [{ bytes: new Uint8Array([0, 10, 255]), fileName: 'a.bin' }],
    });
    trace.score({ name: 'good', value: 1 });
    await client.flush();
    expect(client.stats()).toMatchObject({ spooled: 3, dropped: 0 });
    await using sink = await Sink.start((response, { url }) => {
      const whole = { upload_id: 'BEMinIO', pre_sign_urls: ['/put-here'] };
      if (url.endsWith('upload-start')) response.end(JSON.stringify(whole));
      else response.writeHead(204).end();
    }, port);
    expect(await client.flush()).toMatchObject({ sent: 3, dropped: 0, pending: 0 });
    const put = sink.received.find(({ url }) => url === '/put-here');
    expect([...(put?.bytes ?? [])]).toEqual([0, 10, 255]);
    expect(sink.received.map(({ url }) => url)).toContain('/api/v1/private/traces/feedback-scores');
  });

  it('takes over the writes of a client that was closed while the server was down', async () => {
    const port = await freePort();
    const directory = newDirectory();
    const first = clientOf(`http://127.0.0.1:${port}`, directory).client;
    record(first, 'a', 'b');
    expect(await first.close({ timeoutMs: 50 })).toMatchObject({ dropped: 0, pending: 2 });
    endOwners(directory);
    const [identity = ''] = readdirSync(directory);
    writeFileSync(join(directory, identity, 'unknown.txt'), 'not ours');

    await using sink = await Sink.start(undefined, port);
    const second = clientOf(`http://127.0.0.1:${port}`, directory).client;
    await until(() => second.stats().sent === 2);
    expect(sink.names).toEqual(['a', 'b']);
    expect(second.stats()).toMatchObject({ recovered: 2, pending: 0 });
  });

  it('sends the files of earlier processes in the order of their writes', async () => {
    const port = await freePort();
    const directory = newDirectory();
    const first = clientOf(`http://127.0.0.1:${port}`, directory).client;
    const second = clientOf(`http://127.0.0.1:${port}`, directory).client;
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const [at, name] of names.entries()) {
      const client = at % 2 === 0 ? first : second;
      const time = Date.now();
      await until(() => Date.now() > time);
      record(client, name);
      await client.flush();
    }
    await first.close({ timeoutMs: 0 });
    await second.close({ timeoutMs: 0 });
    endOwners(directory);

    await using sink = await Sink.start(undefined, port);
    const { client } = clientOf(`http://127.0.0.1:${port}`, directory, { replayBatchSize: 1 });
    await until(() => client.stats().sent === names.length);
    expect(sink.names).toEqual(names);
  });

  it('does not touch the writes of another open client', async () => {
    const port = await freePort();
    const directory = newDirectory();
    const first = clientOf(`http://127.0.0.1:${port}`, directory).client;
    record(first, 'a');
    await first.flush();
    const second = clientOf(`http://127.0.0.1:${port}`, directory).client;
    record(second, 'b');
    await second.flush();
    expect([first.stats().spooled, second.stats().spooled]).toEqual([1, 1]);
  });

  it('keeps writes in memory if the disk cannot be written', async () => {
    const port = await freePort();
    const file = join(newDirectory(), 'file');
    writeFileSync(file, '');
    const { client, lines } = clientOf(`http://127.0.0.1:${port}`, file);
    record(client, 'a');
    expect(await client.flush({ timeoutMs: 50 })).toMatchObject({ dropped: 0, pending: 1 });
    expect(lines.join()).toContain('will be retried');
    await using sink = await Sink.start(undefined, port);
    expect(await client.flush()).toMatchObject({ sent: 1 });
    expect(sink.names).toEqual(['a']);
  });

  it('keeps the writes of other servers and keys apart', async () => {
    const directory = newDirectory();
    for (const apiKey of ['one', 'other']) {
      const { client } = clientOf('http://127.0.0.1:9', directory, { apiKey });
      record(client, 'a');
      await client.flush();
    }
    expect(readdirSync(directory)).toHaveLength(2);
  });
});
