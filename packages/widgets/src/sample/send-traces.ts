import type { FeedbackWrite, SpanWrite, TraceWrite } from '@vitrine/core/model';

/** Where the test server is mounted on the page's own origin. */
export const SERVER = '/vitrine';
/** The server takes this many spans at a time. */
const BATCH = 1_000;

async function send(method: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(new URL(`${SERVER}${path}`, globalThis.location?.href ?? 'http://127.0.0.1:4747'), {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}

/** Writes traces and their spans to the real server, as any client would. They can be read when it resolves. */
export async function sendTraces(traces: TraceWrite[], spans: SpanWrite[] = []): Promise<void> {
  await send('POST', '/api/v1/private/traces/batch', { traces });
  for (let at = 0; at < spans.length; at += BATCH) {
    await send('POST', '/api/v1/private/spans/batch', { spans: spans.slice(at, at + BATCH) });
  }
}

/** Writes one thumb, as this browser's user. */
export async function sendFeedback(write: FeedbackWrite): Promise<void> {
  await send('PUT', '/api/v1/view/feedback', write);
}
