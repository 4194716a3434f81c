import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What was asked of the server behind a gateway, and the status of its own answer. */
interface Exchange {
  method: string;
  /** Below `private/`, without the query. */
  path: string;
  status: number;
}

/** Stands between a client and the server: passes everything on, but may lose an answer that the server has given. */
export interface Gateway {
  url: string;
  exchanges: Exchange[];
  /** The client gets 503 for the next answer from here, though the server has done what it was asked. */
  loseNext(path: string): void;
  close(): Promise<void>;
}

/** @param target where the server is mounted */
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
