import { describe, expect, it } from 'vitest';
import { Vitrine } from '../client/vitrine.ts';
import { flushAll } from '../global/flush-all.ts';
import { traced } from '../global/traced.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { MemoryTransport } from '../transport/memory-transport.ts';

function recording(options: VitrineOptions = {}) {
  const memory = new MemoryTransport();
  return { memory, client: new Vitrine({ transport: memory, logger: { warn() {} }, ...options }) };
}

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

describe('a traced function', () => {
  it('is a trace of its own that ends with it, and what it records nests inside', async () => {
    const { client, memory } = recording();
    const find = client.track(async function find() {
      await tick();
      return 'found';
    });
    const options = { name: 'answer', input: 'where?', threadId: 'th', tags: ['a'] };
    const result = await client.traced(options, async (trace) => {
      await tick();
      trace.update({ tags: ['b'] });
      return find();
    });
    await client.flush();
    expect(result).toBe('found');
    expect(memory.traces).toMatchObject([
      { name: 'answer', input: 'where?', thread_id: 'th', tags: ['b'], output: 'found' },
    ]);
    expect(memory.traces[0]).toHaveProperty('end_time');
    expect(memory.spans).toMatchObject([{ name: 'find', trace_id: memory.traces[0]?.id }]);
    expect(memory.spans[0]).not.toHaveProperty('parent_span_id');
  });

  it('keeps the output that it sets itself, and returns its result', async () => {
    const { client, memory } = recording();
    expect(client.traced('sync', (trace) => (trace.update({ output: 'own' }), 7))).toBe(7);
    await client.flush();
    expect(memory.traces).toMatchObject([{ name: 'sync', output: 'own' }]);
  });

  it.each(['at once', 'later'])('records its error and throws it again: %s', async (when) => {
    const { client, memory } = recording();
    const error = new TypeError('no');
    const run = (): unknown =>
      client.traced('t', () => {
        if (when === 'at once') throw error;
        return Promise.reject(error);
      });
    if (when === 'at once') expect(run).toThrow(error);
    else await expect(run()).rejects.toBe(error);
    await client.flush();
    expect(memory.traces).toMatchObject([
      { error_info: { exception_type: 'TypeError', message: 'no' }, end_time: expect.any(String) as string },
    ]);
  });

  it('that is a generator ends with its items', async () => {
    const { client, memory } = recording();
    const items = [];
    const stream = client.traced('t', async function* () {
      client.currentTrace()?.update({ tags: ['inside'] });
      yield 'a';
      await tick();
      yield 'b';
    });
    for await (const item of stream) items.push(item);
    await client.flush();
    expect(items).toEqual(['a', 'b']);
    expect(memory.traces).toMatchObject([{ output: 'ab', tags: ['inside'] }]);
  });

  it('starts a new trace inside another one, in its project, and runs if nothing is recorded', async () => {
    const { client, memory } = recording();
    client.traced({ name: 'outer', projectName: 'p' }, () => traced('inner', () => undefined));
    await client.flush();
    expect(memory.traces).toMatchObject([
      { name: 'outer', project_name: 'p' },
      { name: 'inner', project_name: 'p' },
    ]);
    client.setActive(false);
    expect(client.traced('off', (trace) => trace.isRecorded)).toBe(false);
  });

  it('has sent its records when its promise settles, with the option flush', async () => {
    const { client, memory } = recording({ batchDelayMs: 60_000 });
    await client.traced({ name: 't', flush: true }, async () => undefined);
    expect(memory.traces).toHaveLength(1);
  });
});

describe('flushAll', () => {
  it('flushes all open clients, and sums up their reports', async () => {
    await flushAll();
    const [one, other, closed] = [recording(), recording({ maxQueueItems: 1 }), recording()];
    await closed.client.close();
    one.client.trace({ name: 'a' });
    other.client.trace({ name: 'b' });
    other.client.trace({ name: 'dropped' });
    expect(await flushAll()).toEqual({ sent: 2, dropped: 1, reasons: { 'queue full': 1 }, pending: 0 });
    expect([one, other].flatMap(({ memory }) => memory.traces.map(({ name }) => name))).toEqual(['a', 'b']);
  });
});
