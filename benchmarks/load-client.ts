/**
 * Client that sends batches to a URL from its own process, as an agent does, and shares no thread with the server. The
 * parent process forks it, sends jobs, and receives the result of each job.
 */
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { newId } from '@vitrine/core';
import { postTo } from './post-to.ts';
import { sampleSpans } from './sample-spans.ts';

/** Requests to send, and the number of concurrent clients. The bodies are created before the measurement starts. */
export interface Job {
  url: string;
  headers: Record<string, string>;
  clients: number;
  /** Number of batches and of spans per batch, with about 2 KB per span; or the files that contain the bodies. */
  send: { batches: number; size: number } | { files: string[] };
}

/** Duration of a job, and the total size of its bodies. */
export interface JobDone {
  ms: number;
  bytes: number;
}

/** Number of spans per trace. */
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
