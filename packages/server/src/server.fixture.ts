import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { createVitrine, type VitrineOptions, type VitrineServer } from './index.ts';

/** A Vitrine server in an Express app that listens on a free port, with its own engine. */
export interface TestServer extends AsyncDisposable {
  /** URL at which it is mounted. */
  url: string;
  vitrine: VitrineServer;
  /** Sends a request with a JSON body. Resolves with the status and the parsed body of the response. */
  call<Body = never>(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body }>;
}

/**
 * Starts a test server.
 *
 * @param host adds middleware before the mount
 * @param ready whether to wait for the storage
 */
export async function startTestServer(
  options: VitrineOptions = {},
  {
    mount = '/vitrine',
    host = () => undefined,
    ready = true,
  }: { mount?: string; host?: (app: Express) => void; ready?: boolean } = {},
): Promise<TestServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'vitrine-test-'));
  const vitrine = createVitrine({ dataDir, ...(!options.authorize && { auth: 'local' }), ...options });
  const app = express();
  host(app);
  app.use(mount, vitrine.router);
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${mount === '/' ? '' : mount}`;
  if (ready) await vitrine.ready();
  return {
    url,
    vitrine,
    async call<Body>(method: string, path: string, body?: unknown) {
      const response = await fetch(`${url}/api/v1/${path}`, {
        method,
        ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await vitrine.close();
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
