import { MemoryTransport, Vitrine } from '@vitrine/core';
import { adapterSubjects, type Subject } from './adapter-subjects.ts';
import { keepResults } from './results.ts';

const WARM_UP_ROUNDS = 10;
const ROUNDS = 20;
const ROUND_MS = 120;

/** Takes what is sent, and forgets it. */
class Nowhere extends MemoryTransport {
  override async send(): Promise<void> {}
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b).at(values.length >> 1) ?? 0;
}

/** µs of one loop without and with the adapter. They take turns, so that what else the machine does meets both. */
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
    // What is sent in the background is sent here: loops without a turn of the event loop leave it no time.
    await client.flush();
  }
  const { dropped } = await client.close();
  if (dropped > 0) throw new Error(`${dropped} writes were dropped`);
  return { plain: median(times.plain), recorded: median(times.recorded) };
}

/**
 * The same loop of an agent with and without each adapter, with models that answer at once: what an adapter costs beside
 * the framework's own work, of which a real model would take a thousand times as much.
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
      'without us': Math.round(plain),
      'with us': Math.round(recorded),
      'added us': Math.round(added),
      ratio: Number(ratio.toFixed(2)),
    })),
  );
  keepResults('adapters', { rounds: ROUNDS, roundMs: ROUND_MS, rows });
  return rows
    .map(({ adapter, added, ratio }) => `${adapter} +${Math.round(added)} us (${ratio.toFixed(2)})`)
    .join(', ');
}
