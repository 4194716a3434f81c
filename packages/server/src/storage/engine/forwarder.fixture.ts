import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SECRET_HEADER } from './configuration.ts';
import type { EngineAddress } from './engine-process.ts';

/** Stands in for a remote ClickHouse server: an engine behind a proxy that adds its secret. */
export interface Forwarder {
  url: string;
  /** While false, every connection breaks. */
  reachable: boolean;
  /** Closes all open connections. */
  disconnect(): void;
  close(): void;
}

/** Starts a proxy in front of an engine. */
export async function forwarderOf(engine: EngineAddress): Promise<Forwarder> {
  // Parameters are part of the URL: with some hundred ids it exceeds Node's default limit.
  const proxy = createServer({ maxHeaderSize: 2 ** 20 }, (incoming, outgoing) => {
    if (!forwarder.reachable) {
      incoming.destroy();
      return;
    }
    const headers = { ...incoming.headers, [SECRET_HEADER]: engine.secret };
    const { method, url: path } = incoming;
    const onward = request({ host: '127.0.0.1', port: engine.port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const forwarder: Forwarder = {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    reachable: true,
    disconnect: () => proxy.closeAllConnections(),
    close() {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
  return forwarder;
}
