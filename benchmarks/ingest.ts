import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Job, JobDone } from './load-client.ts';
import { keepResults } from './results.ts';
import { engineStatement, engineUrl } from './engine-statement.ts';
import { startStandaloneServer } from './standalone-server.ts';

const BATCHES = 120;
const WARM_UP = 30;
const BATCH = 1_000;
const CLIENTS = [1, 2, 4];
/** No merge was under way for so many looks in a row, of which one is taken so often (ms): what was written before rests. */
const RESTING_LOOKS = 5;
const LOOK_EVERY_MS = 200;

/**
 * Spans over HTTP, against inserting the same rows straight into the engine in the same run, in batches of the same size
 * from as many clients. Each run begins when the merges of those before it have ended, and pays for its own. Server,
 * engine and client are three processes on this machine. What our ingest does more: it validates, merges with what is
 * stored, prices, and computes previews and statistics.
 */
export async function ingest(): Promise<string> {
  const server = await startStandaloneServer();
  const client = fork(fileURLToPath(new URL('load-client.ts', import.meta.url)), {
    execArgv: ['--conditions=vitrine-source'],
  });
  const files = mkdtempSync(join(tmpdir(), 'vitrine-bench-'));
  const run = async (job: Job): Promise<JobDone> => {
    client.send(job);
    const [done] = (await once(client, 'message')) as [JobDone];
    return done;
  };
  const http = (batches: number, clients: number): Promise<JobDone> =>
    run({
      url: `${server.url}/private/spans/batch`,
      headers: { 'content-type': 'application/json' },
      clients,
      send: { batches, size: BATCH },
    });
  try {
    await http(WARM_UP, 4);
    const rates = new Map<number, number>();
    let bytes = 0;
    for (const clients of CLIENTS) {
      await mergesRest(server.dataDir);
      const done = await http(BATCHES, clients);
      rates.set(clients, Math.round((BATCHES * BATCH * 1_000) / done.ms));
      bytes = done.bytes / (BATCHES * BATCH);
    }
    const direct = new Map<number, number>();
    const paths: string[] = [];
    for (let at = 0; at < BATCHES; at++) {
      const rows = await engineStatement(
        server.dataDir,
        `SELECT * FROM spans ORDER BY trace_id, id LIMIT ${BATCH} OFFSET ${at * BATCH} FORMAT JSONEachRow`,
      );
      paths.push(join(files, `${at}.json`));
      writeFileSync(paths[at] ?? '', rows);
    }
    for (const clients of CLIENTS) {
      await engineStatement(server.dataDir, 'CREATE OR REPLACE TABLE direct AS spans');
      await mergesRest(server.dataDir);
      const done = await run({
        ...engineUrl(server.dataDir, 'INSERT INTO direct FORMAT JSONEachRow'),
        clients,
        send: { files: paths },
      });
      direct.set(clients, Math.round((BATCHES * BATCH * 1_000) / done.ms));
    }
    keepResults('ingest', {
      spanBytes: Math.round(bytes),
      batch: BATCH,
      spansPerSecond: Object.fromEntries(rates),
      rowsPerSecond: Object.fromEntries(direct),
    });
    const line = CLIENTS.map((clients) => {
      const ours = rates.get(clients) ?? 0;
      const theirs = direct.get(clients) ?? 1;
      return `${clients} client${clients > 1 ? 's' : ''} ${ours} of ${theirs} rows/s straight into the engine (${(ours / theirs).toFixed(2)})`;
    });
    return `spans/s over HTTP, ${(bytes / 1_000).toFixed(1)} KB each, batches of ${BATCH}: ${line.join(', ')}`;
  } finally {
    client.disconnect();
    await server.close();
    rmSync(files, { recursive: true, force: true });
  }
}

async function mergesRest(dataDir: string): Promise<void> {
  for (let rested = 0; rested < RESTING_LOOKS;) {
    const merges = Number(await engineStatement(dataDir, 'SELECT count() FROM system.merges'));
    rested = merges === 0 ? rested + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
