import type { TransportRequest } from '../transport/transport.ts';

/**
 * Endpoint for writes of one kind: the request, and the name of the list in its body. Without a list each write is a
 * request of its own, whose path ends with the id of the record.
 */
export interface Endpoint {
  method: TransportRequest['method'];
  path: string;
  list?: string;
}

/** Endpoints by kind of record. */
export const ENDPOINTS = {
  traces: { method: 'POST', path: 'traces/batch', list: 'traces' },
  spans: { method: 'POST', path: 'spans/batch', list: 'spans' },
  traceUpdates: { method: 'PATCH', path: 'traces/' },
  spanUpdates: { method: 'PATCH', path: 'spans/' },
  traceScores: { method: 'PUT', path: 'traces/feedback-scores', list: 'scores' },
  spanScores: { method: 'PUT', path: 'spans/feedback-scores', list: 'scores' },
  threadScores: { method: 'PUT', path: 'traces/threads/feedback-scores', list: 'scores' },
} as const satisfies Record<string, Endpoint>;

export type RecordKind = keyof typeof ENDPOINTS;

/** Maximum number of records in one request, which is the server's limit, and of bytes of JSON. */
export const MAX_ITEMS = 1000;
export const MAX_BYTES = 4 * 1024 * 1024;
