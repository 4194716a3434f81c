import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

export interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  bytes: Buffer;
  /** Uncompressed body as text. */
  body: string;
}

/** A server that keeps its requests, and answers them with a function. */
export class Sink implements AsyncDisposable {
  readonly received: Received[] = [];
  /** Number of connections so far. */
  connections = 0;
  answer: (response: ServerResponse, received: Received) => void;
  readonly #server = createServer((request, response) => {
    void buffer(request).then((bytes) => {
      const unpacked = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
      const { method = '', url = '', headers } = request;
      const received = { method, url, headers, bytes, body: unpacked.toString() };
      this.received.push(received);
      this.answer(response, received);
    });
  });

  constructor(answer: Sink['answer']) {
    this.answer = answer;
    this.#server.on('connection', () => this.connections++);
  }

  static async start(answer: Sink['answer'] = (response) => response.writeHead(204).end(), port = 0): Promise<Sink> {
    const sink = new Sink(answer);
    await sink.listen(port);
    return sink;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Names of all received traces, in their order and with repetitions. */
  get names(): string[] {
    return this.received
      .filter(({ url }) => url.endsWith('/traces/batch'))
      .flatMap(({ body }) => (JSON.parse(body) as { traces: { name: string }[] }).traces.map(({ name }) => name));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
