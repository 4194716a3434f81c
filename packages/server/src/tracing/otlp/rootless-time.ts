import { idTimeMs, type Id } from '@vitrine/core/model';

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Returns the update time of a trace from spans without the root, in ms since the epoch. It is before any update by the
 * root, and the earlier the first of these spans starts, the later it is. So of several such batches, the one with the
 * earliest span determines name and start, in whatever order they arrive.
 */
export function rootlessTime(traceId: Id, startMs: number): number {
  const day = idTimeMs(traceId);
  // A span may start up to three days before the first one that came.
  return Math.min(day, 2 * day - startMs - 3 * DAY_MS);
}
