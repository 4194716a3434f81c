import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId } from '../../model/ids.ts';
import { Vitrine } from '../client/vitrine.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { MemoryTransport } from '../transport/memory-transport.ts';
import type { Transport } from '../transport/transport.ts';
import { Sink } from '../transport/sink.fixture.ts';

function recording(options: VitrineOptions = {}) {
  const memory = new MemoryTransport();
  return { memory, client: new Vitrine({ transport: memory, logger: { warn() {} }, ...options }) };
}

describe('updates by id', () => {
  it('are merged while they wait, and sent after the waiting records', async () => {
    const { client, memory } = recording({ projectName: 'p' });
    const id = newId();
    client.traces.update(id, { output: 'first', tags: ['a', 'b'], metadata: { a: 1 } });
    client.traces.update(id, { output: 'second', tags: ['c'] });
    client.trace({ id, name: 't' });
    await client.flush();
    expect(memory.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST traces/batch',
      `PATCH traces/${id}`,
    ]);
    expect(memory.traces).toMatchObject([{ name: 't', output: 'second', tags: ['c'], metadata: { a: 1 } }]);
    expect(JSON.parse(memory.requests[1]?.body ?? '')).not.toHaveProperty('start_time');
    expect(JSON.parse(memory.requests[1]?.body ?? '')).not.toHaveProperty('project_name');
  });

  it('of a record that is on its way are sent when it has arrived', async () => {
    const events: string[] = [];
    let answer = (): void => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const transport: Transport = {
      async send({ path }) {
        events.push(path.startsWith('spans/batch') ? 'create' : path.startsWith('spans') ? 'update' : 'trace');
        if (events.at(-1) === 'create') await answered.then(() => events.push('created'));
      },
    };
    const client = new Vitrine({ transport, batchDelayMs: 1 });
    const span = client.trace({ name: 't' }).span({ name: 's' });
    await expect.poll(() => events).toContain('create');
    client.spans.update(span.id, { totalEstimatedCost: 1 });
    const flushed = client.flush();
    await new Promise((resolve) => setTimeout(resolve, 20));
    answer();
    await flushed;
    expect(events).toEqual(['trace', 'create', 'created', 'update']);
  });

  it('of a trace that is not sampled, or while nothing is recorded, write nothing', async () => {
    const { client, memory } = recording({ sampleRate: 0 });
    client.traces.update(newId(), { output: 1 });
    client.spans.update(newId(), { traceId: newId(), output: 1 });
    const other = recording({ enabled: false });
    other.client.traces.update(newId(), { output: 1 });
    other.client.attachments.add({ entityType: 'trace', entityId: newId(), base64: 'AAEC' });
    await Promise.all([client.flush(), other.client.flush()]);
    expect([...memory.requests, ...other.memory.requests, ...other.memory.attachments]).toEqual([]);
  });

  it('are anonymized, scored and given files like all records', async () => {
    const { client, memory } = recording({ anonymizers: [{ anonymize: async () => '[X]' }] });
    const id = newId();
    const feedbackScores = [{ name: 'good', value: 1 }];
    client.spans.update(id, { output: 'secret', feedbackScores, attachments: [{ base64: 'AAEC' }] });
    await client.flush();
    expect(memory.spans).toMatchObject([{ id, output: '[X]' }]);
    expect(memory.scores).toMatchObject([{ id, name: 'good' }]);
    expect(memory.attachments).toMatchObject([{ entityType: 'span', entityId: id }]);
  });

  it('never throw into the host, whatever they get', async () => {
    const { client } = recording();
    const nothing = undefined as never;
    client.traces.update(nothing, nothing);
    client.spans.update(newId(), nothing);
    client.spans.update('"\\', { output: 1 });
    client.attachments.add({ entityType: nothing, entityId: nothing, bytes: nothing });
    expect(await client.flush()).toMatchObject({ pending: 0 });
  });

  it('wait on disk while the server does not answer', async () => {
    const sink = await Sink.start();
    const { port } = sink;
    await sink.stop();
    const spoolDir = mkdtempSync(join(tmpdir(), 'vitrine-updates-'));
    const client = new Vitrine({ url: `http://127.0.0.1:${port}`, spoolDir, pingIntervalMs: 5, logger: { warn() {} } });
    const id = newId();
    client.trace({ id, name: 't' });
    client.traces.update(id, { output: 'late' });
    client.spans.update(id, { output: 'of a span' });
    await expect.poll(() => client.stats().spooled).toBe(3);
    await sink.listen(port);
    await expect.poll(() => client.stats()).toMatchObject({ sent: 3, dropped: 0, spooled: 0 });
    const writes = sink.received.filter(({ url }) => url.includes('/private/'));
    expect(writes.map(({ method, url }) => `${method} ${url.split('/private/')[1]}`)).toEqual(
      expect.arrayContaining(['POST traces/batch', `PATCH traces/${id}`, `PATCH spans/${id}`]),
    );
    await client.close();
    await sink.stop();
  });
});
