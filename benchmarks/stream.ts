import { request } from 'node:http';
import { engineStatement } from './engine-statement.ts';
import { generateHistory } from './generate-history.ts';
import { keepResults } from './results.ts';
import { startStandaloneServer } from './standalone-server.ts';

const LOOK_EVERY_MS = 250;

/**
 * Reads all traces of the largest project in one response of `traces/search`, at full speed. Measures how much memory
 * the server uses, and whether it grows with the number of rows.
 */
export async function stream({ spans }: { spans: number }): Promise<string> {
  const server = await startStandaloneServer();
  try {
    const mountUrl = new URL('/', server.url).href.slice(0, -1);
    await generateHistory({ url: mountUrl, statement: (query) => engineStatement(server.dataDir, query) }, spans);
    const before = server.memory().server;
    const memory: number[] = [];
    const looking = setInterval(() => memory.push(server.memory().server), LOOK_EVERY_MS);
    const begun = performance.now();
    const { rows, bytes } = await search(`${server.url}/private/traces/search`).finally(() => clearInterval(looking));
    const seconds = (performance.now() - begun) / 1_000;
    const half = Math.floor(memory.length / 2);
    const [firstHalf, secondHalf] = [Math.max(...memory.slice(0, half)), Math.max(...memory.slice(half))];
    keepResults('stream', { rows, bytes, seconds, memoryMb: { before, firstHalf, secondHalf } });
    return (
      `${rows.toLocaleString('en')} traces, ${(bytes / 1e9).toFixed(1)} GB in ${seconds.toFixed(0)} s in one response; ` +
      `resident MB of the server: ${before} before, maximum ${firstHalf} in the first half, ${secondHalf} in the second`
    );
  } finally {
    await server.close();
  }
}

/** Counts the rows and bytes of a search for all traces of the largest project. */
function search(url: string): Promise<{ rows: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', headers: { 'content-type': 'application/json' } }, (response) => {
      let rows = 0;
      let bytes = 0;
      response.on('data', (piece: Buffer) => {
        bytes += piece.length;
        for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) rows++;
      });
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode === 200) resolve({ rows, bytes });
        else reject(new Error(`${url} answered with status ${response.statusCode}`));
      });
    });
    asked.once('error', reject);
    asked.end(JSON.stringify({ project_name: 'large', limit: 10_000_000 }));
  });
}
