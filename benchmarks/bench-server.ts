import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitrine } from '@vitrine/server';

/** A Vitrine alone on a free port, over an empty engine, and the way to its engine past the server. */
export async function startBenchServer() {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-bench-'));
  const vitrine = createVitrine({ dataDir });
  const server = createServer(vitrine.router).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  await vitrine.ready();
  const engine = JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as { port: number; secret: string };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Sends a statement, with the rows of an INSERT as its body, straight to the engine. */
    async statement(query: string, body = ''): Promise<string> {
      const url = `http://127.0.0.1:${engine.port}/?database=vitrine&date_time_input_format=best_effort&query=${encodeURIComponent(query)}`;
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'X-Vitrine-Engine-Secret': engine.secret },
      });
      const text = await response.text();
      if (!response.ok) throw new Error(text);
      return text;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await vitrine.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
