import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitrine, type VitrineServer } from '@vitrine/server';
import express from 'express';

/** Vitrine on a free port, with an empty engine. */
export interface RunningServer {
  /** URL at which the server is mounted. */
  url: string;
  vitrine: VitrineServer;
  /** Reads the response to a GET request below `api/v1/`. */
  get<Body>(path: string): Promise<Body>;
  /** Sends a JSON body in a POST request below `api/v1/`. */
  post(path: string, body: object): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server, and waits until it is ready. */
export async function startServer(): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-e2e-'));
  const vitrine = createVitrine({ dataDir, auth: 'local' });
  const app = express().use('/vitrine', vitrine.router);
  const listening = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  await vitrine.ready();
  const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/vitrine`;
  return {
    url,
    vitrine,
    async get<Body>(path: string) {
      const response = await fetch(`${url}/api/v1/${path}`);
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as Body;
    },
    async post(path, body) {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${url}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    },
    async close() {
      listening.closeAllConnections();
      listening.close();
      await vitrine.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
