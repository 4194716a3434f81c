import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runHost } from '../client/host.fixture.ts';
import { Sink } from '../transport/sink.fixture.ts';

/** Records a hundred traces a second, each with its own name, until it gets a message. */
const LOAD = `
  import { Vitrine } from '@vitrine/core';
  const client = new Vitrine({ pingIntervalMs: 1_000 });
  let count = 0;
  const timer = setInterval(() => {
    for (let i = 0; i < 10; i++) client.trace({ name: process.env.PREFIX + count++, input: 'x'.repeat(1_000) }).end();
  }, 100);
  process.on('message', async () => {
    clearInterval(timer);
    const { dropped } = await client.flush();
    process.send({ count, stats: client.stats() });
    if (process.env.LAST) while (client.stats().pending > 0) await client.flush();
    process.disconnect();
  });
  process.send('recording');`;

const minute = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('delivers everything once after 60 s without a server, under load and with a restart of the process', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'vitrine-host-'));
  const first = await Sink.start();
  const { port } = first;
  const env = { VITRINE_URL: first.url };
  const results: Record<string, { count: number; stats: { dropped: number } }> = {};
  const start = (PREFIX: string, more: Record<string, string> = {}) => {
    const host = runHost(LOAD, { ...env, PREFIX, ...more }, cwd);
    host.child.on('message', (message) => {
      if (typeof message === 'object') results[PREFIX] = message as (typeof results)[string];
    });
    return host;
  };

  const one = start('one-');
  await minute(3_000);
  await first.stop();
  await minute(30_000);
  one.child.send('stop');
  await one.ended;
  const two = start('two-', { LAST: 'yes' });
  await minute(30_000);
  const second = await Sink.start(undefined, port);
  await minute(5_000);
  two.child.send('stop');
  await two.ended;
  await second.stop();

  const names = new Set([...first.names, ...second.names]);
  const expected = ['one-', 'two-'].flatMap((prefix) =>
    Array.from({ length: results[prefix]?.count ?? 0 }, (_, index) => prefix + index),
  );
  expect(expected.length).toBeGreaterThan(4_000);
  expect([...names].toSorted()).toEqual(expected.toSorted());
  expect([results['one-']?.stats.dropped, results['two-']?.stats.dropped]).toEqual([0, 0]);
  // Writes made while the server was down arrived only once.
  expect(second.names).toHaveLength(new Set(second.names).size);
}, 200_000);
