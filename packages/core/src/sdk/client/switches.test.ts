import { describe, expect, it } from 'vitest';
import { newId } from '../../model/ids.ts';
import { isSampled } from '../recording/is-sampled.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { MemoryTransport } from '../transport/memory-transport.ts';
import { Vitrine } from './vitrine.ts';

function recording(options: VitrineOptions = {}) {
  const memory = new MemoryTransport();
  return { memory, client: new Vitrine({ transport: memory, ...options }) };
}

describe('sampling', () => {
  it('records the given share of traces, with all of their spans and scores', async () => {
    const { client, memory } = recording({ sampleRate: 0.25 });
    for (let i = 0; i < 2_000; i++) {
      const trace = client.trace({ name: 't' });
      trace.span({ name: 's' }).end();
      trace.score({ name: 'n', value: 1 });
      trace.end();
    }
    await client.flush();
    expect(memory.traces.length).toBeGreaterThan(400);
    expect(memory.traces.length).toBeLessThan(600);
    const traceIds = new Set(memory.traces.map(({ id }) => id));
    expect(new Set(memory.spans.map(({ trace_id }) => trace_id))).toEqual(traceIds);
    expect(new Set(memory.scores.map(({ id }) => id))).toEqual(traceIds);
  });

  it('decides by the id, so that a higher rate records all traces of a lower rate', async () => {
    const ids = Array.from({ length: 500 }, () => newId());
    for (const id of ids) if (isSampled(id, 0.2)) expect(isSampled(id, 0.5)).toBe(true);
    const taken = await Promise.all(
      [1, 2].map(async () => {
        const { client, memory } = recording({ sampleRate: 0.5 });
        for (const id of ids) client.trace({ name: 't', id });
        await client.flush();
        return memory.traces.map(({ id }) => id);
      }),
    );
    expect(taken[0]).toEqual(taken[1]);
    expect(isSampled(newId(), 0)).toBe(false);
  });

  it("leaves out the spans of another process's unsampled trace", async () => {
    const left = Array.from({ length: 100 }, () => newId()).find((id) => !isSampled(id, 0.5)) ?? '';
    const { client, memory } = recording({ sampleRate: 0.5 });
    client.runWithHeaders({ vitrine_trace_id: left }, () => client.track(function work() {})());
    await client.flush();
    expect(memory.requests).toEqual([]);
  });
});

describe('setActive', () => {
  it('records nothing while recording is off, and still returns the result of the function', async () => {
    const { client, memory } = recording({ enabled: false });
    expect(client.isActive).toBe(false);
    expect(client.track((a: number) => a + 1)(1)).toBe(2);
    client.setActive(true);
    const trace = client.trace({ name: 'on' });
    client.setActive(false);
    client.trace({ name: 'off' }).end();
    trace.end({ output: 'ended' });
    await client.flush();
    expect(memory.traces).toMatchObject([{ name: 'on', output: 'ended' }]);
    expect(memory.spans).toEqual([]);
  });
});

describe('the log', () => {
  it('writes messages of its level and above', async () => {
    const lines: string[] = [];
    const logger = {
      warn: (line: string) => lines.push(`warn ${line}`),
      debug: (line: string) => lines.push(`debug ${line}`),
    };
    const { client } = recording({ logger, logLevel: 'silent', projectName: 'p' });
    client.updateCurrentSpan({});
    client.setLogLevel('debug');
    client.trace({ name: 't' });
    await client.flush();
    expect(lines).toEqual([expect.stringContaining('debug [vitrine] 1 traces were sent')]);
  });
});

describe('holdUntilFlush', () => {
  it('sends nothing before a flush', async () => {
    const { client, memory } = recording({ holdUntilFlush: true, batchDelayMs: 0, batchSize: 1 });
    client.trace({ name: 'a' });
    client.trace({ name: 'b' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(memory.requests).toEqual([]);
    await client.flush();
    expect(memory.traces).toHaveLength(2);
  });
});

describe('waitUntil', () => {
  it('gets a promise for queued writes, and another one for later writes', async () => {
    const awaited: Promise<unknown>[] = [];
    const { client, memory } = recording({ waitUntil: (promise) => awaited.push(promise), batchDelayMs: 5 });
    client.trace({ name: 'a' }).end();
    client.trace({ name: 'b' }).end();
    expect(awaited).toHaveLength(1);
    await awaited.at(0);
    expect(memory.traces).toHaveLength(2);
    client.trace({ name: 'c' }).end();
    expect(awaited).toHaveLength(2);
    await awaited.at(1);
    expect(memory.traces).toHaveLength(3);
  });

  it('does not throw into the host if it fails', () => {
    const { client } = recording({
      logger: { warn() {} },
      waitUntil: () => {
        throw new Error('no request');
      },
    });
    expect(() => client.trace({ name: 'a' })).not.toThrow();
  });
});
