import { describe, expect, it, vi } from 'vitest';
import { Vitrine } from '../client/vitrine.ts';
import type { Logger } from '../log/log.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { type Transport, TransportError, type TransportRequest } from '../transport/transport.ts';

/** Answers requests with `answers`, and then accepts all. Records the requests, and how many were open at once. */
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

/** A request that is answered by `open`. */
function gate() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, answer: () => opened };
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
  it('sends all waiting writes in one request after the delay', async () => {
    const transport = new ScriptedTransport();
    const { client } = clientOf(transport, { batchDelayMs: 20 });
    record(client, 'a', 'b');
    expect(transport.requests).toEqual([]);
    await expect.poll(() => transport.names()).toEqual([['a', 'b']]);
  });

  it('sends at once when a batch is full', async () => {
    const transport = new ScriptedTransport();
    const { client } = clientOf(transport, { batchDelayMs: 600_000, batchSize: 2 });
    record(client, 'a', 'b');
    await expect.poll(() => transport.names()).toEqual([['a', 'b']]);
  });

  it('sends one request of a kind at a time, and keeps the order of writes', async () => {
    const first = gate();
    const transport = new ScriptedTransport(first.answer, pause(1), pause(1));
    const { client } = clientOf(transport, { batchDelayMs: 1, batchSize: 2 });
    record(client, 'a', 'b');
    await expect.poll(() => transport.requests).toHaveLength(1);
    record(client, 'c', 'd', 'e');
    const flushed = client.flush();
    first.open();
    await flushed;
    expect(transport.mostAtOnce).toBe(1);
    expect(transport.names().flat()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it.each([undefined, 408, 429, 500, 502, 503])('retries a request after %s, and loses nothing', async (status) => {
    const transport = new ScriptedTransport(refuse(status, 1), refuse(status, 1));
    const { client, log } = clientOf(transport);
    record(client, 'a');
    expect(await client.flush()).toEqual({ sent: 1, dropped: 0, reasons: {}, pending: 0 });
    expect(transport.names()).toEqual([['a'], ['a'], ['a']]);
    expect(log.lines[0]).toContain('will be retried');
  });

  it('waits for the time that the server asks for', async () => {
    vi.useFakeTimers();
    const transport = new ScriptedTransport(refuse(429, 80));
    const { client } = clientOf(transport);
    record(client, 'a');
    const flushed = client.flush();
    await vi.advanceTimersByTimeAsync(79);
    expect(transport.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(transport.requests).toHaveLength(2);
    await flushed;
    vi.useRealTimers();
  });

  it('drops refused writes without a retry, counts them, and logs it once', async () => {
    const transport = new ScriptedTransport(refuse(401), refuse(401));
    const { client, log } = clientOf(transport);
    record(client, 'a', 'b');
    expect(await client.flush()).toEqual({ sent: 0, dropped: 2, reasons: { 'refused (401)': 2 }, pending: 0 });
    record(client, 'c');
    expect(await client.flush()).toEqual({ sent: 0, dropped: 1, reasons: { 'refused (401)': 1 }, pending: 0 });
    expect(client.stats()).toMatchObject({ sent: 0, dropped: 3, reasons: { 'refused (401)': 3 } });
    expect(log.lines).toEqual([expect.stringContaining('answered 401')]);
  });

  it('drops only the items that the server names if it stored the others', async () => {
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

  it('sends a batch in halves if it is too large for the server', async () => {
    const transport = new ScriptedTransport(refuse(413), undefined as never, refuse(413));
    const { client } = clientOf(transport);
    record(client, 'a', 'b', 'c', 'd');
    expect(await client.flush()).toMatchObject({ sent: 4, dropped: 0 });
    expect(transport.names()).toEqual([['a', 'b', 'c', 'd'], ['a', 'b'], ['c', 'd'], ['c'], ['d']]);
  });

  it('finds the invalid item if the server does not name it, and sends the others', async () => {
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

  it('stops searching for invalid items if all are invalid', async () => {
    const transport = new ScriptedTransport(...Array.from({ length: 500 }, () => refuse(400)));
    const { client } = clientOf(transport);
    record(client, ...Array.from({ length: 100 }, (_, index) => `t${index}`));
    expect(await client.flush()).toMatchObject({ sent: 0, dropped: 100 });
    expect(transport.requests.length).toBeLessThan(100);
  });

  it('drops the newest writes if the queue is full, by count or by bytes, and accepts writes again afterwards', async () => {
    const transport = new ScriptedTransport();
    const { client } = clientOf(transport, { maxQueueItems: 2, maxQueueBytes: 1_200 });
    record(client, 'a', 'b', 'c');
    expect(await client.flush()).toEqual({ sent: 2, dropped: 1, reasons: { 'queue full': 1 }, pending: 0 });
    client.trace({ name: 'large', input: 'x'.repeat(500) });
    client.trace({ name: 'as large', input: 'x'.repeat(500) });
    expect(await client.flush()).toEqual({ sent: 1, dropped: 1, reasons: { 'queue full': 1 }, pending: 0 });
    record(client, 'small');
    expect(await client.flush()).toMatchObject({ sent: 1, dropped: 0 });
    expect(transport.names()).toEqual([['a', 'b'], ['large'], ['small']]);
    expect(client.stats()).toMatchObject({ pending: 0, pendingBytes: 0 });
  });

  it('keeps the writes if a flush times out', async () => {
    const transport = new ScriptedTransport(refuse(503, 150));
    const { client } = clientOf(transport);
    record(client, 'a');
    expect(await client.flush({ timeoutMs: 30 })).toMatchObject({ sent: 0, dropped: 0, pending: 1 });
    expect(await client.flush()).toMatchObject({ sent: 1, pending: 0 });
  });

  it('resolves a flush when all earlier writes are sent, without waiting for later ones', async () => {
    const [first, second] = [gate(), gate()];
    const transport = new ScriptedTransport(first.answer, second.answer);
    const { client } = clientOf(transport);
    record(client, 'a');
    const flushed = client.flush();
    await expect.poll(() => transport.requests).toHaveLength(1);
    record(client, 'b');
    first.open();
    expect(await flushed).toMatchObject({ sent: 1, pending: 1 });
    second.open();
  });

  it('sends waiting writes when the client is closed, drops the rest, and accepts no more', async () => {
    const transport = new ScriptedTransport(pause(1), refuse(503, 60_000));
    const { client } = clientOf(transport);
    record(client, 'a');
    await client.flush();
    record(client, 'b');
    expect(await client.close({ timeoutMs: 20 })).toEqual({ sent: 0, dropped: 1, reasons: { closed: 1 }, pending: 0 });
    record(client, 'c');
    expect(client.stats()).toMatchObject({ sent: 1, dropped: 2, pending: 0 });
  });

  it('survives a transport with a bug, and a logger that throws', async () => {
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
