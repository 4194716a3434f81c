import type { TransportRequest } from '../transport/transport.ts';

/** Where writes of one kind go: the request and the name of the list in its body. */
export interface Endpoint {
  method: TransportRequest['method'];
  path: string;
  list: string;
}

/** The sorts of writes that go in batches. */
export const ENDPOINTS = {
  traces: { method: 'POST', path: 'traces/batch', list: 'traces' },
  spans: { method: 'POST', path: 'spans/batch', list: 'spans' },
  traceScores: { method: 'PUT', path: 'traces/feedback-scores', list: 'scores' },
  spanScores: { method: 'PUT', path: 'spans/feedback-scores', list: 'scores' },
  threadScores: { method: 'PUT', path: 'traces/threads/feedback-scores', list: 'scores' },
} as const satisfies Record<string, Endpoint>;

export type RecordKind = keyof typeof ENDPOINTS;

/** The most that one request holds: what the server accepts, and bytes of JSON. */
export const MAX_ITEMS = 1000;
export const MAX_BYTES = 4 * 1024 * 1024;
