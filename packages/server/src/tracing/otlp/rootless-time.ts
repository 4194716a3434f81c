import { idTimeMs, type Id } from '@vitrine/core/model';

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * How late a trace counts as updated, in ms since the epoch, of which only spans without the root are known: before
 * anything that its root says, and the later the earlier the earliest of those spans starts. So of several such batches
 * the earliest span names the trace and begins it, in whatever order they come.
 */
export function rootlessTime(traceId: Id, startMs: number): number {
  const day = idTimeMs(traceId);
  // A span may start up to three days before the first one that came.
  return Math.min(day, 2 * day - startMs - 3 * DAY_MS);
}
