import { idTimeMs, type Id } from '@vitrine/core/model';

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Returns the update time of a trace from spans without the root, in ms since the epoch. This time is earlier than any
 * update by the root. The earlier the first span starts, the later the time. So among several batches without the root,
 * the batch with the earliest span determines name and start, in any order of arrival.
 */
export function rootlessTime(traceId: Id, startMs: number): number {
  const day = idTimeMs(traceId);
  // A span may start up to three days before the first one that arrived.
  return Math.min(day, 2 * day - startMs - 3 * DAY_MS);
}
