import { newId } from '@vitrine/core';
import { keepResults } from './results.ts';
import { startStandaloneServer } from './standalone-server.ts';

/** Time without requests before a measurement, in ms. */
const IDLE_MS = 5_000;
/** Duration of the load, in ms. */
const LOAD_MS = 15_000;
const CLIENTS = 4;

/**
 * Measures the resident memory of the server process and of the engine process: idle, after writes and reads, and after
 * a pause.
 */
export async function memory(): Promise<string> {
  const { url, memory: measure, close } = await startStandaloneServer();
  try {
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const idle = measure();
    const written = await load(url);
    const loaded = measure();
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const afterwards = measure();
    keepResults('memory', { idle, loaded, afterwards, spansWritten: written, unit: 'MB' });
    const line = (each: { server: number; engine: number }): string => `server ${each.server}, engine ${each.engine}`;
    return `resident MB idle: ${line(idle)}; after ${LOAD_MS / 1_000} s of load (${written} spans): ${line(loaded)}; ${IDLE_MS / 1_000} s later: ${line(afterwards)}`;
  } finally {
    await close();
  }
}

async function load(url: string): Promise<number> {
  const until = Date.now() + LOAD_MS;
  let written = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (Date.now() < until) {
        const trace_id = newId();
        const spans = Array.from({ length: 500 }, () => ({
          trace_id,
          project_name: 'memory',
          name: 'model call',
          type: 'llm',
          start_time: new Date().toISOString(),
          input: { text: 'order refund parcel '.repeat(80) },
        }));
        const response = await fetch(`${url}/private/spans/batch`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ spans }),
        });
        if (response.ok) written += spans.length;
        await (await fetch(`${url}/view/projects`)).text();
      }
    }),
  );
  return written;
}
