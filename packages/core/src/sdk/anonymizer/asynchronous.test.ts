import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { Vitrine } from '../client/vitrine.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { MemoryTransport } from '../transport/memory-transport.ts';
import type { Anonymizer } from './anonymizer.ts';
import { createAnonymizer } from './create-anonymizer.ts';
import { addAnonymizer, clearAnonymizers, getAnonymizers, hasAnonymizers } from './process-anonymizers.ts';

function recording(options: VitrineOptions) {
  const memory = new MemoryTransport();
  const lines: string[] = [];
  const logger = { warn: (line: string) => void lines.push(line) };
  return { memory, lines, client: new Vitrine({ transport: memory, logger, ...options }) };
}

/** An engine that answers when the test opens it. */
class GatedEngine implements Anonymizer {
  readonly waiting: { data: unknown; answer: (data: unknown) => void }[] = [];

  anonymize(data: unknown): Promise<unknown> {
    return new Promise((answer) => this.waiting.push({ data, answer }));
  }

  answerAll(): void {
    for (const { data, answer } of this.waiting.splice(0).toReversed()) answer({ anonymous: data });
  }
}

describe('an asynchronous anonymizer', () => {
  it('changes inputs, outputs and metadata, and a flush waits for it', async () => {
    const anonymize = async (data: unknown) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return JSON.parse(JSON.stringify(data).replaceAll('Ada', '[NAME]')) as unknown;
    };
    const { client, memory } = recording({ anonymizers: [{ anonymize }, createAnonymizer([/\[NAME\]/, '[N]'])] });
    const trace = client.trace({ name: 't', input: { from: 'Ada' }, metadata: ['Ada'] });
    trace.span({ name: 's', input: 'Ada' }).end({ output: 'to Ada' });
    trace.end({ output: 'Ada' });
    expect(await client.flush()).toMatchObject({ dropped: 0, pending: 0 });
    expect(memory.traces).toMatchObject([{ name: 't', input: { from: '[N]' }, metadata: ['[N]'], output: '[N]' }]);
    expect(memory.spans).toMatchObject([{ input: '[N]', output: 'to [N]' }]);
    expect(JSON.stringify(memory.requests)).not.toMatch(/Ada|Promise/);
  });

  it('delays only the fields that it changes, which keep the order of the calls', async () => {
    const engine = new GatedEngine();
    const { client, memory } = recording({ anonymizers: [engine], batchDelayMs: 1 });
    const trace = client.trace({ name: 't', input: 'in' });
    trace.update({ output: 'first' });
    trace.end({ output: 'second' });
    await expect.poll(() => memory.traces).toHaveLength(1);
    expect(memory.traces[0]).toMatchObject({ name: 't', end_time: expect.any(String) as string });
    expect(memory.traces[0]).not.toHaveProperty('input');
    expect(client.stats().pending).toBe(3);
    engine.answerAll();
    await client.flush();
    expect(memory.traces[0]).toMatchObject({ input: { anonymous: 'in' }, output: { anonymous: 'second' } });
    expect(client.stats()).toMatchObject({ pending: 0, pendingBytes: 0, dropped: 0 });
  });

  it('reads a value at the call, so that later changes do not show', async () => {
    const engine = new GatedEngine();
    const { client, memory } = recording({ anonymizers: [engine] });
    const input = { items: ['a'] };
    client.trace({ name: 't', input });
    input.items.push('secret');
    engine.answerAll();
    await client.flush();
    expect(memory.traces[0]?.input).toEqual({ anonymous: { items: ['a'] } });
  });

  it('sends nothing of a field if it rejects, and logs it once', async () => {
    const { client, memory, lines } = recording({
      anonymizers: [{ anonymize: () => Promise.reject(new Error('bug')) }],
    });
    client.trace({ name: 't', input: 'secret' }).end({ output: 'secret' });
    await client.flush();
    expect(JSON.stringify(memory.requests)).not.toContain('secret');
    expect(memory.traces[0]).toMatchObject({ name: 't', input: expect.stringContaining('left out') as string });
    expect(lines).toEqual([expect.stringContaining('bug')]);
  });

  it('that never answers does not hold a flush longer than its timeout, nor more memory than the queue has', async () => {
    const engine = new GatedEngine();
    const { client, memory } = recording({ anonymizers: [engine], maxQueueBytes: 5_000 });
    for (let index = 0; index < 10; index++) client.trace({ name: `t${index}`, input: 'x'.repeat(1_000) });
    const report = await client.flush({ timeoutMs: 20 });
    expect(report.pending).toBeGreaterThan(0);
    expect(report.reasons['queue full']).toBeGreaterThan(0);
    expect(client.stats().pendingBytes).toBeLessThanOrEqual(5_000);
    engine.answerAll();
    expect(await client.flush()).toMatchObject({ pending: 0 });
    expect(JSON.stringify(memory.traces)).toContain('left out: the queue is full');
  });
});

describe('the rules of an anonymizer', () => {
  it('may be asynchronous, between rules that are not', async () => {
    const anonymizer = createAnonymizer([
      [/Ada/, '[A]'],
      async (text) => {
        await Promise.resolve();
        return text.replaceAll('[A]', '[B]');
      },
      [/\[B\]/, '[C]'],
      { field: 'password', replace: () => Promise.resolve('hidden') },
    ]);
    const { client, memory } = recording({ anonymizers: [anonymizer] });
    client.trace({ name: 't', input: { z: 'Ada', list: ['Ada', { password: 'x' }], a: 1 } });
    await client.flush();
    expect(JSON.stringify(memory.traces[0]?.input)).toBe('{"z":"[C]","list":["[C]",{"password":"hidden"}],"a":1}');
  });
});

describe('a promise of another library', () => {
  it('is awaited too', async () => {
    class Lazy extends Promise<string> {}
    const lazy = (text: string): PromiseLike<string> => runInNewContext('Promise.resolve(text)', { text }) as Lazy;
    const rules = createAnonymizer([() => lazy('a'), (text) => `${text}b`, { field: 'x', replace: () => lazy('c') }]);
    const { client, memory } = recording({
      anonymizers: [rules, { anonymize: (data) => Lazy.resolve(JSON.stringify(data)) }],
    });
    client.trace({ name: 't', input: ['secret', { x: 'secret' }] });
    await client.flush();
    expect(memory.traces[0]?.input).toBe('["ab",{"x":"c"}]');
  });
});

describe('an anonymizer whose result contains a promise', () => {
  it('counts as failed, because the text [Promise] would be sent', async () => {
    const { client, memory, lines } = recording({
      anonymizers: [{ anonymize: () => ({ text: [Promise.resolve('late')] }) }],
    });
    client.trace({ name: 't', input: 'secret' });
    await client.flush();
    expect(JSON.stringify(memory.requests)).not.toMatch(/secret|Promise/);
    expect(lines).toEqual([expect.stringContaining('contains a promise')]);
  });
});

describe('the anonymizers of the process', () => {
  afterEach(clearAnonymizers);

  it('apply to all clients before their own, until they are removed', async () => {
    const [one, other] = [recording({ anonymizers: [createAnonymizer([/\[NAME\]/, '[N]'])] }), recording({})];
    const anonymizer = createAnonymizer([/Ada/, '[NAME]']);
    expect(hasAnonymizers()).toBe(false);
    addAnonymizer(anonymizer);
    expect([hasAnonymizers(), getAnonymizers()]).toEqual([true, [anonymizer]]);
    for (const { client } of [one, other]) client.trace({ name: 't', input: 'Ada' });
    clearAnonymizers();
    expect(getAnonymizers()).toEqual([]);
    other.client.trace({ name: 't', input: 'Ada' });
    await Promise.all([one.client.flush(), other.client.flush()]);
    expect(one.memory.traces.map(({ input }) => input)).toEqual(['[N]']);
    expect(other.memory.traces.map(({ input }) => input)).toEqual(['[NAME]', 'Ada']);
  });
});
