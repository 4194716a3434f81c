import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitrine } from '@vitrine/server';
import { engineStatement } from './engine-statement.ts';

/** Starts a Vitrine server on a free port with an empty engine, and gives direct access to the engine. */
export async function startBenchServer() {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-bench-'));
  const vitrine = createVitrine({ dataDir, auth: 'local' });
  const server = createServer(vitrine.router).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  await vitrine.ready();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Sends a statement directly to the engine. `body` contains the rows of an INSERT. */
    statement: (query: string, body?: string) => engineStatement(dataDir, query, body),
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await vitrine.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
