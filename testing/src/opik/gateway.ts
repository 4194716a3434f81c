import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Request that a gateway forwarded, and the status of the server's response. */
interface Exchange {
  method: string;
  /** Path below `private/`, without the query. */
  path: string;
  status: number;
}

/** Proxy between a client and the server. It forwards everything, but can lose a response of the server. */
export interface Gateway {
  url: string;
  exchanges: Exchange[];
  /** Replaces the next response for a path with a 503, although the server has processed the request. */
  loseNext(path: string): void;
  close(): Promise<void>;
}

/**
 * Starts a gateway.
 *
 * @param target URL at which the server is mounted
 */
export async function startGateway(target: string): Promise<Gateway> {
  const exchanges: Exchange[] = [];
  const lost: string[] = [];

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const body = await buffer(request);
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers as Record<string, string>;
    const answer = await fetch(`${target}${url}`, {
      method,
      headers,
      redirect: 'manual',
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const path = /\/private\/([^?]*)/.exec(url)?.[1] ?? url;
    exchanges.push({ method, path, status: answer.status });
    const content = Buffer.from(await answer.arrayBuffer());
    const index = lost.indexOf(path);
    if (index >= 0) {
      lost.splice(index, 1);
      response.writeHead(503).end();
      return;
    }
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(content);
  }

  const server = createServer((request, response) => {
    pass(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    loseNext: (path) => void lost.push(path),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
