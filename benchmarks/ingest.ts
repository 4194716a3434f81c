import { newId } from '@vitrine/core';
import { startBenchServer } from './bench-server.ts';
import { sampleSpans } from './sample-spans.ts';

const BATCHES = 20;
const BATCH = 1_000;
/**
 * Spans over HTTP, against inserting the same rows straight into the engine in the same run. What our ingest does more:
 * it validates, merges with what is stored, prices, and computes previews and statistics.
 */
export async function ingest(): Promise<string> {
  const server = await startBenchServer();
  try {
    const newBody = (): string => JSON.stringify({ spans: sampleSpans(newId(), BATCH) });
    const send = async (body: string): Promise<void> => {
      const response = await fetch(`${server.url}/api/v1/private/spans/batch`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      if (!response.ok) throw new Error(await response.text());
    };
    await Promise.all([send(newBody()), send(newBody())]);
    const measured = Array.from({ length: BATCHES }, newBody);
    const http = await rateOf(measured, 4, send);

    const rows = await server.statement('SELECT * FROM spans FORMAT JSONEachRow');
    const lines = rows
      .trimEnd()
      .split('\n')
      .slice(0, BATCHES * BATCH);
    await server.statement('CREATE TABLE direct AS spans');
    const groups = Array.from({ length: BATCHES }, (_, index) =>
      lines.slice(index * BATCH, (index + 1) * BATCH).join('\n'),
    );
    const direct = await rateOf(groups, 4, async (group) => {
      await server.statement('INSERT INTO direct FORMAT JSONEachRow', group);
    });
    const kb = (measured[0]?.length ?? 0) / BATCH / 1_000;
    return `${http.toFixed(0)} spans/s over HTTP (${kb.toFixed(1)} KB each, batches of ${BATCH}, 4 clients), ${direct.toFixed(0)} rows/s straight into the engine, ratio ${(http / direct).toFixed(2)}`;
  } finally {
    await server.close();
  }
}

/** Items (batches) through so many workers at once, as spans a second. */
async function rateOf(
  items: readonly string[],
  workers: number,
  work: (item: string) => Promise<void>,
): Promise<number> {
  const waiting = [...items];
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item);
    }),
  );
  return (items.length * BATCH * 1_000) / (performance.now() - begun);
}
