import { Vitrine } from '@vitrine/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from './running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const MB = 1_000_000;

function clientOf(options = {}): Vitrine {
  return new Vitrine({ url: server.url, projectName: 'large', spool: false, logger: { warn() {} }, ...options });
}

describe('a record that is too large', () => {
  it('for the server is stored without its largest content, and all others of its batch as they are', async () => {
    const client = clientOf({ maxQueueBytes: 200 * MB });
    const small = Array.from({ length: 5 }, (_, index) => client.trace({ name: `small ${index}`, input: index }));
    const large = client.trace({ name: 'large', input: 'x'.repeat(60 * MB), output: 'y', metadata: { m: 1 } });
    const report = await client.flush({ timeoutMs: 50_000 });
    expect(report).toEqual({ sent: 6, dropped: 1, reasons: { 'too large': 1 }, pending: 0 });
    expect(await client.traces.get(large.id)).toMatchObject({
      name: 'large',
      input: { vitrine: expect.stringContaining('input of 60,000,002 bytes') as string },
      output: 'y',
      metadata: { m: 1 },
    });
    for (const [index, { id }] of small.entries()) {
      expect(await client.traces.get(id)).toMatchObject({ name: `small ${index}`, input: index });
    }
    await client.close();
  });

  it('for the queue together with others keeps its row', async () => {
    const client = clientOf();
    const text = 'x'.repeat(12 * MB);
    const traces = Array.from({ length: 5 }, (_, index) => client.trace({ name: `mb12 ${index}`, input: { text } }));
    for (const trace of traces) trace.end({ output: 'done' });
    expect(await client.flush({ timeoutMs: 50_000 })).toMatchObject({ sent: 5, reasons: { 'queue full': 3 } });
    for (const [index, { id }] of traces.entries()) {
      expect(await client.traces.get(id)).toMatchObject({ name: `mb12 ${index}`, output: 'done' });
    }
    await client.close();
  });
});
