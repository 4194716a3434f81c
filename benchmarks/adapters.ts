import { MemoryTransport, Vitrine } from '@vitrine/core';
import { adapterSubjects, type Subject } from './adapter-subjects.ts';
import { keepResults } from './results.ts';

const WARM_UP_ROUNDS = 10;
const ROUNDS = 20;
const ROUND_MS = 120;

/** Transport that discards every request. */
class Nowhere extends MemoryTransport {
  override async send(): Promise<void> {}
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b).at(values.length >> 1) ?? 0;
}

/**
 * Measures the median time of one loop without and with the adapter, in µs. The two loops alternate, so other load on
 * the machine affects both.
 */
async function compare(subject: Subject): Promise<{ plain: number; recorded: number }> {
  const client = new Vitrine({ transport: new Nowhere() });
  const loops = { plain: await subject(undefined), recorded: await subject(client) };
  const times = { plain: [] as number[], recorded: [] as number[] };
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const until = performance.now() + ROUND_MS; performance.now() < until;) {
      for (const way of ['plain', 'recorded'] as const) {
        const start = performance.now();
        await loops[way]();
        if (round >= 0) times[way].push((performance.now() - start) * 1_000);
      }
    }
    // The loops never yield to the event loop, so queued writes are sent here instead of in the background.
    await client.flush();
  }
  const { dropped } = await client.close();
  if (dropped > 0) throw new Error(`${dropped} writes were dropped`);
  return { plain: median(times.plain), recorded: median(times.recorded) };
}

/**
 * Measures the same workload without and with each adapter, with models that answer immediately. The difference is the
 * cost that an adapter adds to the framework. A real model would take a thousand times as long as the framework.
 */
export async function adapters(): Promise<string> {
  const rows = [];
  for (const [adapter, subject] of Object.entries(adapterSubjects)) {
    const { plain, recorded } = await compare(subject);
    rows.push({ adapter, plain, recorded, added: recorded - plain, ratio: recorded / plain });
  }
  console.table(
    rows.map(({ adapter, plain, recorded, added, ratio }) => ({
      adapter,
      'without (µs)': Math.round(plain),
      'with (µs)': Math.round(recorded),
      'added (µs)': Math.round(added),
      ratio: Number(ratio.toFixed(2)),
    })),
  );
  keepResults('adapters', { rounds: ROUNDS, roundMs: ROUND_MS, rows });
  return rows
    .map(({ adapter, added, ratio }) => `${adapter} +${Math.round(added)} µs (x${ratio.toFixed(2)})`)
    .join(', ');
}
