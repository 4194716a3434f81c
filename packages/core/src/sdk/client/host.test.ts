import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Sink } from '../transport/sink.fixture.ts';
import { type Ended, runHost } from './host.fixture.ts';

/** An app that answers ten questions, prints the answers and ends. */
const APP = `
  import { Vitrine } from '@vitrine/core';
  const client = new Vitrine({ batchDelayMs: 1 });
  const answer = client.track(async function answer(question) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (question === 3) throw new Error('no answer to 3');
    return question * 2;
  });
  const results = [];
  for (let question = 0; question < 10; question++) {
    results.push(await answer(question).catch((error) => error.message));
  }
  console.log(JSON.stringify(results));
  process.disconnect();
  process.exitCode = 7;`;

const RESULTS = [0, 2, 4, 'no answer to 3', 8, 10, 12, 14, 16, 18];

function expectUnharmed({ code, stdout, warnings }: Ended): void {
  expect({ code, results: JSON.parse(stdout) as unknown }).toEqual({ code: 7, results: RESULTS });
  expect(warnings).toHaveLength(1);
}

describe('a host process', () => {
  it('runs as without Vitrine if nothing listens at the URL', async () => {
    const ended = await runHost(APP, { VITRINE_URL: 'http://127.0.0.1:9' }).ended;
    expectUnharmed(ended);
    expect(ended.warnings[0]).toContain('does not answer');
  });

  it('runs as without Vitrine if the URL is not valid', async () => {
    await using sink = await Sink.start();
    const ended = await runHost(APP, { VITRINE_URL: 'no url', VITRINE_SPOOL: 'false' }).ended;
    expect(sink.received).toEqual([]);
    expect(ended.code).toBe(7);
    expect(ended.warnings[0]).toContain('VITRINE_URL has a value "no url" that is not accepted');
  });

  it('answers and ends as without Vitrine if the server never answers', async () => {
    await using sink = await Sink.start(() => {});
    const ended = await runHost(APP, { VITRINE_URL: sink.url, VITRINE_REQUEST_TIMEOUT_MS: '600000' }).ended;
    expectUnharmed(ended);
    expect(ended.warnings[0]).toContain('are kept in');
  });

  it('runs as without Vitrine if the server answers with HTML pages', async () => {
    await using sink = await Sink.start((response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'),
    );
    const ended = await runHost(APP, { VITRINE_URL: sink.url }).ended;
    expectUnharmed(ended);
    expect(ended.warnings[0]).toContain('no Vitrine');
  });

  it('runs as without Vitrine if the answer is not HTTP', async () => {
    await using sink = await Sink.start((response) => response.socket?.end('220 mail.example.com ESMTP\r\n'));
    expectUnharmed(await runHost(APP, { VITRINE_URL: sink.url }).ended);
  });

  it('runs as without Vitrine if the server answers 500 with garbage', async () => {
    await using sink = await Sink.start((response) => response.writeHead(500).end('\u0000\ufffd{'.repeat(1_000)));
    expectUnharmed(await runHost(APP, { VITRINE_URL: sink.url }).ended);
  });
});

const RECORD = `
  import { Vitrine } from '@vitrine/core';
  new Vitrine({ batchDelayMs: 60_000 }).trace({ name: 'last' });`;

describe('a process that ends', () => {
  it('sends queued writes before it ends', async () => {
    await using sink = await Sink.start();
    const { code } = await runHost(`${RECORD} process.disconnect();`, { VITRINE_URL: sink.url }).ended;
    expect(code).toBe(0);
    expect(sink.names).toEqual(['last']);
  });

  it('logs the number of lost writes if no server answers and there is no spool', async () => {
    const env = { VITRINE_URL: 'http://127.0.0.1:9', VITRINE_SPOOL: 'false' };
    const { code, stderr } = await runHost(`${RECORD} process.disconnect();`, env).ended;
    expect(code).toBe(0);
    expect(stderr).toContain('1 writes could not be delivered');
  });

  it('leaves writes to the next process if process.exit ends it at once', async () => {
    await using sink = await Sink.start();
    const cwd = mkdtempSync(join(tmpdir(), 'vitrine-host-'));
    expect((await runHost(`${RECORD} process.exit(3);`, { VITRINE_URL: sink.url }, cwd).ended).code).toBe(3);
    expect(sink.names).toEqual([]);
    const next = `
      import { Vitrine } from '@vitrine/core';
      const client = new Vitrine();
      while (client.stats().sent === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      console.log(JSON.stringify(client.stats()));
      process.exit();`;
    const { stdout } = await runHost(next, { VITRINE_URL: sink.url }, cwd).ended;
    expect(sink.names).toEqual(['last']);
    expect(JSON.parse(stdout)).toMatchObject({ sent: 1, dropped: 0, pending: 0, recovered: 1 });
  });

  it('flushes on SIGTERM, and ends by the signal as without Vitrine', async () => {
    await using sink = await Sink.start();
    const code = `${RECORD} setInterval(() => {}, 1_000); process.send('ready');`;
    const { child, ended } = runHost(code, { VITRINE_URL: sink.url });
    child.on('message', () => child.kill('SIGTERM'));
    expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM' });
    expect(sink.names).toEqual(['last']);
  });

  it('lets a host that handles SIGTERM itself decide when to end', async () => {
    await using sink = await Sink.start();
    const code = `${RECORD}
      process.once('SIGTERM', () => setTimeout(() => { console.log('shut down'); process.exit(5); }, 300));
      setInterval(() => {}, 1_000);
      process.send('ready');`;
    const { child, ended } = runHost(code, { VITRINE_URL: sink.url });
    child.on('message', () => child.kill('SIGTERM'));
    expect(await ended).toMatchObject({ code: 5, signal: null, stdout: 'shut down\n' });
    expect(sink.names).toEqual(['last']);
  });

  it('still reports an uncaught error of the host', async () => {
    const { code, stderr } = await runHost(`${RECORD} throw new Error('bug of the host');`, {
      VITRINE_URL: 'http://127.0.0.1:9',
    }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('bug of the host');
  });
});
