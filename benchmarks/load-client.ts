/**
 * Sends batches to a URL from a process of its own, as an agent does, so that it does not share a thread with the server.
 * Its parent forks it, sends jobs, and gets back how long each took.
 */
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { newId } from '@vitrine/core';
import { postTo } from './post-to.ts';
import { sampleSpans } from './sample-spans.ts';

/** What is sent, and by how many clients at once; it is made before the clock starts. */
export interface Job {
  url: string;
  headers: Record<string, string>;
  clients: number;
  /** So many batches of so many spans of 2 KB; or the bodies in these files. */
  send: { batches: number; size: number } | { files: string[] };
}

export interface JobDone {
  ms: number;
  bytes: number;
}

/** How many spans a trace has. */
const SPANS_OF_TRACE = 10;

function batchOf(size: number): string {
  const traces = Array.from({ length: size / SPANS_OF_TRACE }, () => sampleSpans(newId(), SPANS_OF_TRACE));
  return JSON.stringify({ spans: traces.flat() });
}

process.on('message', (job: Job) => {
  run(job).then(
    (done) => process.send?.(done),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function run({ url, headers, clients, send }: Job): Promise<JobDone> {
  const bodies =
    'files' in send
      ? send.files.map((file) => readFileSync(file))
      : Array.from({ length: send.batches }, () => Buffer.from(batchOf(send.size)));
  const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
  const agent = new Agent({ keepAlive: true });
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
        await postTo(agent, url, headers, body);
      }
    }),
  );
  const ms = performance.now() - begun;
  agent.destroy();
  return { ms, bytes };
}
