import { describe, expect, it } from 'vitest';
import { Vitrine } from '../client/vitrine.ts';
import type { Logger } from '../log/log.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { type Transport, TransportError, type TransportRequest } from '../transport/transport.ts';

/** Answers each request as the next of `answers` says, then accepts. Tells what it got, and how many at a time. */
class ScriptedTransport implements Transport {
  readonly requests: TransportRequest[] = [];
  readonly #answers: (() => Promise<void>)[];
  mostAtOnce = 0;
  #open = 0;

  constructor(...answers: (() => Promise<void>)[]) {
    this.#answers = answers;
  }

  async send(request: TransportRequest): Promise<void> {
    this.requests.push(request);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#open);
    try {
      await this.#answers.shift()?.();
    } finally {
      this.#open--;
    }
  }

  names(): string[][] {
    return this.requests.map(({ body }) =>
      (JSON.parse(body) as { traces: { name: string }[] }).traces.map((trace) => trace.name),
    );
  }
}

class SavedLog implements Logger {
  readonly lines: string[] = [];

  warn(message: string): void {
    this.lines.push(message);
  }
}

function clientOf(transport: Transport, options: VitrineOptions = {}) {
  const log = new SavedLog();
  return { log, client: new Vitrine({ transport, logger: log, ...options }) };
}

function pause(ms: number): () => Promise<void> {
  return () => new Promise((resolve) => setTimeout(resolve, ms));
}

function refuse(status: number | undefined, retryAfterMs?: number, cause?: unknown): () => Promise<void> {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const error = new TransportError(`answered ${status}`, {
    ...(status === undefined ? {} : { status }),
    ...wait,
    cause,
  });
  return () => Promise.reject(error);
}

function record(client: Vitrine, ...names: string[]): void {
  for (const name of names) client.trace({ name });
}

describe('delivery', () => {
  it('sends what has gathered after the delay, in one request', async () => {
    const transport = new ScriptedTransport();
    const { client } = clientOf(transport, { batchDelayMs: 20 });
    record(client, 'a', 'b');
    expect(transport.requests).toEqual([]);
    await pause(60)();
    expect(transport.names()).toEqual([['a', 'b']]);
  });

  it('sends at once when a batch is full', async () => {
    const transport = new ScriptedTransport();
    const { client } = clientOf(transport, { batchDelayMs: 60_000, batchSize: 2 });
    record(client, 'a', 'b');
    await pause(20)();
    expect(transport.names()).toEqual([['a', 'b']]);
  });

  it('keeps one request of a kind in flight, and the order of writes', async () => {
    const transport = new ScriptedTransport(pause(20), pause(1), pause(1));
    const { client } = clientOf(transport, { batchDelayMs: 1, batchSize: 2 });
    record(client, 'a', 'b');
    await pause(5)();
    record(client, 'c', 'd', 'e');
    await client.flush();
    expect(transport.mostAtOnce).toBe(1);
    expect(transport.names().flat()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('tries again after no answer, 408, 429 and faults of the server, and loses nothing', async () => {
    const transport = new ScriptedTransport(refuse(undefined, 1), refuse(408, 1), refuse(429, 1), refuse(503, 1));
    const { client, log } = clientOf(transport);
    record(client, 'a');
    expect(await client.flush()).toEqual({ sent: 1, dropped: 0, reasons: {}, pending: 0 });
    expect(transport.names()).toEqual([['a'], ['a'], ['a'], ['a'], ['a']]);
    expect(log.lines[0]).toContain('will be tried again');
  });

  it('waits as long as the server asks', async () => {
    const transport = new ScriptedTransport(refuse(429, 80));
    const { client } = clientOf(transport);
    record(client, 'a');
    const start = performance.now();
    await client.flush();
    expect(performance.now() - start).toBeGreaterThan(75);
  });

  it('does not try again what was refused, counts it, and says so once', async () => {
    const transport = new ScriptedTransport(refuse(401), refuse(401));
    const { client, log } = clientOf(transport);
    record(client, 'a', 'b');
    expect(await client.flush()).toEqual({ sent: 0, dropped: 2, reasons: { 'refused (401)': 2 }, pending: 0 });
    record(client, 'c');
    expect(await client.flush()).toEqual({ sent: 0, dropped: 1, reasons: { 'refused (401)': 1 }, pending: 0 });
    expect(client.stats()).toMatchObject({ sent: 0, dropped: 3, reasons: { 'refused (401)': 3 } });
    expect(log.lines).toEqual([expect.stringContaining('answered 401')]);
  });

  it('counts only the items that the server names where it stored the others', async () => {
    const body = {
      code: 422,
      message: 'one item',
      errors: [
        { index: 1, path: 'name' },
        { index: 1, path: 'tags' },
      ],
    };
    const transport = new ScriptedTransport(refuse(422, undefined, body), refuse(422, undefined, { stored: 1 }));
    const { client } = clientOf(transport);
    record(client, 'a', 'b', 'c');
    expect(await client.flush()).toMatchObject({ sent: 2, dropped: 1, reasons: { 'refused (422)': 1 } });
    record(client, 'd', 'e', 'f');
    expect(await client.flush()).toMatchObject({ sent: 1, dropped: 2 });
  });

  it('sends a batch in halves where it is too large for the server', async () => {
    const transport = new ScriptedTransport(refuse(413), undefined as never, refuse(413));
    const { client } = clientOf(transport);
    record(client, 'a', 'b', 'c', 'd');
    expect(await client.flush()).toMatchObject({ sent: 4, dropped: 0 });
    expect(transport.names()).toEqual([['a', 'b', 'c', 'd'], ['a', 'b'], ['c', 'd'], ['c'], ['d']]);
  });

  it('finds the bad item where the server does not say which it is, and sends the others', async () => {
    const transport = new ScriptedTransport();
    const send = transport.send.bind(transport);
    transport.send = async (request) => {
      await send(request);
      if (request.body.includes('bad')) throw new TransportError('answered 400', { status: 400 });
    };
    const { client } = clientOf(transport);
    record(client, 'a', 'b', 'bad', 'c', 'd', 'e', 'f', 'g');
    expect(await client.flush()).toEqual({ sent: 7, dropped: 1, reasons: { 'refused (400)': 1 }, pending: 0 });
    expect(transport.requests).toHaveLength(7);
  });

  it('gives up the search where everything is bad', async () => {
    const transport = new ScriptedTransport(...Array.from({ length: 500 }, () => refuse(400)));
    const { client } = clientOf(transport);
    record(client, ...Array.from({ length: 100 }, (_, index) => `t${index}`));
    expect(await client.flush()).toMatchObject({ sent: 0, dropped: 100 });
    expect(transport.requests.length).toBeLessThan(100);
  });

  it('drops the newest where the queue is full, by count and by bytes, and has room again afterwards', async () => {
    const transport = new ScriptedTransport();
    const { client } = clientOf(transport, { maxQueueItems: 2, maxQueueBytes: 5_000 });
    record(client, 'a', 'b', 'c');
    expect(await client.flush()).toEqual({ sent: 2, dropped: 1, reasons: { 'queue full': 1 }, pending: 0 });
    client.trace({ name: 'large', input: 'x'.repeat(10_000) });
    record(client, 'small');
    expect(await client.flush()).toEqual({ sent: 1, dropped: 1, reasons: { 'queue full': 1 }, pending: 0 });
    expect(transport.names()).toEqual([['a', 'b'], ['small']]);
    expect(client.stats()).toMatchObject({ pending: 0, pendingBytes: 0 });
  });

  it('gives up waiting, not the writes, when a flush takes too long', async () => {
    const transport = new ScriptedTransport(refuse(503, 150));
    const { client } = clientOf(transport);
    record(client, 'a');
    expect(await client.flush({ timeoutMs: 30 })).toMatchObject({ sent: 0, dropped: 0, pending: 1 });
    expect(await client.flush()).toMatchObject({ sent: 1, pending: 0 });
  });

  it('resolves a flush once what was queued before it is sent, whatever comes meanwhile', async () => {
    const transport = new ScriptedTransport(pause(10), pause(500));
    const { client } = clientOf(transport);
    record(client, 'a');
    const flushed = client.flush();
    await pause(5)();
    record(client, 'b');
    expect(await flushed).toMatchObject({ sent: 1, pending: 1 });
  });

  it('sends what is left when it is closed, gives up the rest, and takes nothing more', async () => {
    const transport = new ScriptedTransport(pause(1), refuse(503, 60_000));
    const { client } = clientOf(transport);
    record(client, 'a');
    await client.flush();
    record(client, 'b');
    expect(await client.close({ timeoutMs: 20 })).toEqual({ sent: 0, dropped: 1, reasons: { closed: 1 }, pending: 0 });
    record(client, 'c');
    expect(client.stats()).toMatchObject({ sent: 1, dropped: 2, pending: 0 });
  });

  it('survives a transport that fails in another way, and a logger that throws', async () => {
    const transport = new ScriptedTransport(() => Promise.reject(new RangeError('bug')));
    const logger = {
      warn() {
        throw new Error('no log');
      },
    };
    const { client } = clientOf(transport, { logger });
    record(client, 'a');
    expect(await client.flush()).toMatchObject({ dropped: 1, reasons: { failed: 1 } });
    record(client, 'b');
    expect(await client.flush()).toMatchObject({ sent: 1 });
  });
});
