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

const BATCH = 1_000;
const BATCHES = 120;
const CLIENTS = [1, 2, 4];
/** Steps that run one after the other, each into both tables in turn. The first step is a warm-up. */
const STEPS = [{ clients: 4, batches: 30 }, ...CLIENTS.map((clients) => ({ clients, batches: BATCHES }))];
/** Number of consecutive checks without a running merge after which all merges have ended. */
const RESTING_LOOKS = 5;
/** Time between two checks, in ms. */
const LOOK_EVERY_MS = 200;

/**
 * Compares spans over HTTP with an INSERT of the same rows directly into the engine, in the same run. Both have the
 * same batch size, number of clients, and number of rows that are already in the table. A step begins when the merges
 * of earlier steps have ended, and includes the cost of its own merges. Server, engine and client are three processes
 * on this machine. Only the ingest over HTTP validates spans, merges them with stored rows, prices them, and computes
 * previews and statistics.
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
  const rates = { http: new Map<number, number>(), direct: new Map<number, number>() };
  let bytes = 0;
  let sent = 0;
  try {
    for (const { clients, batches } of STEPS) {
      const rateOf = ({ ms }: JobDone): number => Math.round((batches * BATCH * 1_000) / ms);
      await mergesRest(server.dataDir);
      const overHttp = await run({
        url: `${server.url}/private/spans/batch`,
        headers: { 'content-type': 'application/json' },
        clients,
        send: { batches, size: BATCH },
      });
      const paths: string[] = [];
      for (let at = 0; at < batches; at++) {
        const rows = await engineStatement(
          server.dataDir,
          `SELECT * FROM spans ORDER BY trace_id, id LIMIT ${BATCH} OFFSET ${(sent + at) * BATCH} FORMAT JSONEachRow`,
        );
        paths[at] = join(files, `${at}.json`);
        writeFileSync(paths[at] ?? '', rows);
      }
      sent += batches;
      await engineStatement(server.dataDir, 'CREATE TABLE IF NOT EXISTS direct AS spans');
      await mergesRest(server.dataDir);
      const direct = await run({
        ...engineUrl(server.dataDir, 'INSERT INTO direct FORMAT JSONEachRow'),
        clients,
        send: { files: paths },
      });
      rates.http.set(clients, rateOf(overHttp));
      rates.direct.set(clients, rateOf(direct));
      bytes = overHttp.bytes / (batches * BATCH);
    }
    keepResults('ingest', {
      spanBytes: Math.round(bytes),
      batch: BATCH,
      spansPerSecond: Object.fromEntries(rates.http),
      rowsPerSecond: Object.fromEntries(rates.direct),
    });
    const line = CLIENTS.map((clients) => {
      const ours = rates.http.get(clients) ?? 0;
      const theirs = rates.direct.get(clients) ?? 1;
      return `${clients} client${clients > 1 ? 's' : ''} ${ours} of ${theirs} rows/s directly into the engine (x${(ours / theirs).toFixed(2)})`;
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
