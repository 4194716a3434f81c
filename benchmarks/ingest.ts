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
/** What is sent one after the other, into the two tables in turn; the first does not count. */
const STEPS = [{ clients: 4, batches: 30 }, ...CLIENTS.map((clients) => ({ clients, batches: BATCHES }))];
/** No merge was under way for so many looks in a row, of which one is taken so often (ms): what was written before rests. */
const RESTING_LOOKS = 5;
const LOOK_EVERY_MS = 200;

/**
 * Spans over HTTP, against inserting the same rows straight into the engine in the same run, in batches of the same size
 * from as many clients, into a table that has as many rows already. Each step begins when the merges of those before it
 * have ended, and pays for its own. Server, engine and client are three processes on this machine. What our ingest does
 * more: it validates, merges with what is stored, prices, and computes previews and statistics.
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
