/** Process that sends the spans of `soak`: `URL SECONDS SPANS_PER_SECOND`. Sends the counts to its parent. */
import { Agent } from 'node:http';
import { newId } from '@vitrine/core';
import { postTo } from './post-to.ts';
import { sampleSpans } from './sample-spans.ts';

/** Number of spans per request. */
const BATCH = 500;
const SPANS_PER_TRACE = 10;
/** Maximum number of batches in flight, about as many as a few agent hosts have. */
const CONNECTIONS = 8;

/** Number of spans by outcome. */
export interface Sent {
  accepted: number;
  /** Spans whose request failed, in the server or in the network. */
  refused: number;
  /** Spans that were not sent in time, because too many batches were in flight. */
  held: number;
}

const HEADERS = { 'content-type': 'application/json' };

const [url, seconds, rate] = process.argv.slice(2);
const sent: Sent = { accepted: 0, refused: 0, held: 0 };
const everyMs = (BATCH * 1_000) / Number(rate);
// The texts are generated in advance, so their generation is not part of the load.
const templates = Array.from({ length: 8 }, () => sampleSpans('', BATCH));
const agent = new Agent({ keepAlive: true });
const waiting = new Set<Promise<void>>();
const begun = performance.now();

for (let batch = 0; performance.now() - begun < Number(seconds) * 1_000; batch++) {
  const pause = batch * everyMs - (performance.now() - begun);
  if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  if (waiting.size >= CONNECTIONS) {
    sent.held += BATCH;
    continue;
  }
  const request = send(batch).finally(() => waiting.delete(request));
  waiting.add(request);
}
await Promise.all(waiting);
process.send?.(sent, () => process.exit(0));

async function send(batch: number): Promise<void> {
  const now = new Date();
  const ids = Array.from({ length: BATCH / SPANS_PER_TRACE }, () => newId());
  const start_time = now.toISOString();
  const end_time = new Date(now.getTime() + 800).toISOString();
  const common = { project_name: 'bench', start_time, end_time };
  const spans = templates[batch % templates.length]?.map((span, index) => {
    return { ...span, ...common, id: newId(), trace_id: ids[Math.floor(index / SPANS_PER_TRACE)] };
  });
  const traces = ids.map((id) => ({ ...common, id, name: 'conversation', input: 'Where is my order?' }));
  const done = (await post('traces', { traces })) && (await post('spans', { spans }));
  if (done) sent.accepted += BATCH;
  else sent.refused += BATCH;
}

async function post(kind: string, body: object): Promise<boolean> {
  const sending = postTo(agent, `${url}/private/${kind}/batch`, HEADERS, Buffer.from(JSON.stringify(body)));
  return sending.then(
    () => true,
    () => false,
  );
}
