import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { createVitrine, type VitrineOptions, type VitrineServer } from './index.ts';

/** A Vitrine mounted in an Express app that listens on a free port, over an engine of its own. */
export interface TestServer extends AsyncDisposable {
  /** Where it is mounted. */
  url: string;
  vitrine: VitrineServer;
  /** Sends a request with a JSON body; answers the status and the parsed body. */
  call<Body = never>(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body }>;
}

/** Starts one; `host` may add what stands before the mount; `ready: false` does not wait for the storage. */
export async function startTestServer(
  options: VitrineOptions = {},
  {
    mount = '/vitrine',
    host = () => undefined,
    ready = true,
  }: { mount?: string; host?: (app: Express) => void; ready?: boolean } = {},
): Promise<TestServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'vitrine-test-'));
  const vitrine = createVitrine({ dataDir, ...options });
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
