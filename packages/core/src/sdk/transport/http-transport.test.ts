import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { Vitrine } from '../client/vitrine.ts';
import { HttpTransport } from './http-transport.ts';
import { Sink } from './sink.fixture.ts';
import { TransportError } from './transport.ts';

interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that keeps its requests. */
async function serve(answer: (response: ServerResponse) => void) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ method: request.method, url: request.url, headers: request.headers, body });
      return answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function accept(response: ServerResponse): void {
  response.writeHead(204).end();
}

async function failure(sending: Promise<void>): Promise<TransportError> {
  const error: unknown = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TransportError);
  return error as TransportError;
}

const request = { method: 'POST', path: 'traces/batch', body: '{"traces":[]}' } as const;

describe('HttpTransport', () => {
  it('sends the writes of a client to the server', async () => {
    const { received, url } = await serve(accept);
    const client = new Vitrine({ url: `${url}/mounted/`, apiKey: 'key-1', workspace: 'w' });
    client.trace({ name: 't' });
    expect(await client.flush()).toEqual({ sent: 1, dropped: 0, reasons: {}, pending: 0 });
    expect(received).toMatchObject([
      {
        method: 'POST',
        url: '/mounted/api/v1/private/traces/batch',
        headers: { authorization: 'key-1', 'comet-workspace': 'w', 'content-type': 'application/json' },
      },
    ]);
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ traces: [{ name: 't' }] });
  });

  it('accepts a URL that ends in /api, as Opik’s clients use it', async () => {
    const { received, url } = await serve(accept);
    await new HttpTransport({ url: `${url}/api` }).send(request);
    expect(received[0]).toMatchObject({ url: '/api/v1/private/traces/batch' });
    expect(received[0]?.headers).not.toHaveProperty('authorization');
  });

  it('rejects with the status, the message and the body of an error response', async () => {
    const body = { code: 422, message: 'a score needs a name', errors: [{ index: 0, path: 'name', message: '' }] };
    const { url } = await serve((response) => response.writeHead(422).end(JSON.stringify(body)));
    const error = await failure(new HttpTransport({ url }).send(request));
    expect(error).toMatchObject({ status: 422, retryable: false, cause: body });
    expect(error.message).toContain('a score needs a name');
  });

  it.each([
    ['2', 2000],
    [new Date(Date.now() + 60_000).toUTCString(), 60_000],
  ])('reads Retry-After: %s', async (header, expectedMs) => {
    const { url } = await serve((response) => response.writeHead(429, { 'retry-after': header }).end('slow down'));
    const error = await failure(new HttpTransport({ url }).send(request));
    expect(error.retryable).toBe(true);
    expect(Math.abs((error.retryAfterMs ?? 0) - expectedMs)).toBeLessThan(2000);
  });

  it('rejects with a retryable error if there is no response', async () => {
    const error = await failure(new HttpTransport({ url: 'http://127.0.0.1:9' }).send(request));
    expect(error).toMatchObject({ status: undefined, retryable: true });
  });

  it('stops when its signal is aborted', async () => {
    const { url } = await serve(() => {});
    const stop = new AbortController();
    const sending = failure(new HttpTransport({ url }).send(request, stop.signal));
    stop.abort();
    expect((await sending).retryable).toBe(true);
  });

  it('uses one connection for many requests', async () => {
    await using sink = await Sink.start();
    const transport = new HttpTransport({ url: sink.url });
    for (let i = 0; i < 20; i++) await transport.send(request);
    expect(sink.connections).toBe(1);
  });

  it('compresses larger bodies, and stops if the server does not accept gzip', async () => {
    await using sink = await Sink.start();
    const transport = new HttpTransport({ url: sink.url, compress: true });
    const body = JSON.stringify({ traces: ['x'.repeat(10_000)] });
    await transport.send(request);
    await transport.send({ ...request, body });
    expect(sink.received.map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'gzip']);
    expect(sink.received.at(1)!.bytes.length).toBeLessThan(1_000);
    expect(sink.received.at(1)!.body).toBe(body);
    sink.answer = (response, { headers }) =>
      response.writeHead(headers['content-encoding'] === undefined ? 204 : 415).end();
    await transport.send({ ...request, body });
    await transport.send({ ...request, body });
    expect(sink.received.slice(2).map(({ headers }) => headers['content-encoding'])).toEqual([
      'gzip',
      undefined,
      undefined,
    ]);
  });

  it('sends additional headers', async () => {
    await using sink = await Sink.start();
    await new HttpTransport({ url: sink.url, headers: { 'x-team': 'search' } }).send(request);
    expect(sink.received[0]?.headers).toMatchObject({ 'x-team': 'search' });
  });

  it('rejects if the response is an HTML page or a redirect, and names its target', async () => {
    await using sink = await Sink.start((response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>'),
    );
    expect((await failure(new HttpTransport({ url: sink.url }).send(request))).message).toContain('no Vitrine');
    sink.answer = (response) => response.writeHead(308, { location: 'https://other.example' }).end();
    const error = await failure(new HttpTransport({ url: sink.url }).send(request));
    expect(error.message).toContain('moved to https://other.example');
    expect(error.retryable).toBe(false);
  });

  it('rejects if a request takes too long, or its response does not end', async () => {
    await using sink = await Sink.start(() => {});
    const slow = await failure(new HttpTransport({ url: sink.url, requestTimeoutMs: 50 }).send(request));
    expect(slow).toMatchObject({ retryable: true, message: expect.stringContaining('within 50 ms') });
    sink.answer = (response) => {
      response.writeHead(500);
      const more = (): void =>
        void (response.destroyed || response.write('x'.repeat(100_000), () => setImmediate(more)));
      more();
    };
    expect((await failure(new HttpTransport({ url: sink.url }).send(request))).message).toContain('longer than');
  });
});
