import { newId } from '@vitrine/core';
import { startBenchServer } from './bench-server.ts';

/** Measures the time from an empty data directory to the first accepted trace, in ms. */
export async function startup(): Promise<string> {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const begun = performance.now();
    const server = await startBenchServer();
    const response = await fetch(`${server.url}/api/v1/private/traces/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ traces: [{ id: newId(), start_time: new Date().toISOString() }] }),
    });
    if (!response.ok) throw new Error(await response.text());
    times.push(performance.now() - begun);
    await server.close();
  }
  times.sort((a, b) => a - b);
  const [fastest = 0, , median = 0] = times;
  return `first accepted trace after ${median.toFixed(0)} ms (median of 5, fastest ${fastest.toFixed(0)} ms)`;
}
