/**
 * Sends batches to a URL from a process of its own, as an agent does, so that it does not share a thread with the server.
 * Its parent gives a job by `process.send` and gets back how long it took.
 */
import { newId } from '@vitrine/core';

/** What is sent: either bodies made here, or files of rows. */
export interface Job {
  url: string;
  headers: Record<string, string>;
  /** How many batches of how many spans are made; made before the clock starts. */
  batches: number;
  size: number;
  /** How many are under way at once. */
  clients: number;
}

const WORDS = 'order refund parcel policy customer delivery address invoice return carrier stock payment'.split(' ');

/** Text of words and numbers that do not repeat. */
function text(length: number): string {
  let result = '';
  while (result.length < length) {
    result += `${WORDS[Math.floor(Math.random() * WORDS.length)]} ${Math.random().toString(36).slice(2, 8)} `;
  }
  return result;
}

/** Spans of 2 KB, ten to a trace. */
function batchOf(size: number): string {
  let trace_id = newId();
  const spans = Array.from({ length: size }, (_, index) => {
    const now = Date.now();
    if (index % 10 === 0) trace_id = newId();
    return {
      id: newId(),
      trace_id,
      project_name: 'bench',
      name: 'model call',
      type: 'llm',
      model: 'gpt-4o-mini',
      provider: 'openai',
      usage: { prompt_tokens: 800, completion_tokens: 120 },
      start_time: new Date(now).toISOString(),
      end_time: new Date(now + 800).toISOString(),
      input: { messages: [{ role: 'user', content: text(1_000) }] },
      output: { text: text(450) },
      metadata: { release: '1.4.2', region: 'eu-west-1' },
    };
  });
  return JSON.stringify({ spans });
}

process.on('message', (job: Job) => void run(job));

async function run({ url, headers, batches, size, clients }: Job): Promise<void> {
  const bodies = Array.from({ length: batches }, () => Buffer.from(batchOf(size)));
  const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
        const response = await fetch(url, { method: 'POST', headers, body });
        if (!response.ok) throw new Error(await response.text());
        await response.arrayBuffer();
      }
    }),
  );
  process.send?.({ ms: performance.now() - begun, bytes });
}
