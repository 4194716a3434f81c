import { ClickHouseError } from '@clickhouse/client';

/** Errors of ClickHouse that mean that part of a cluster is unavailable or behind: a retry may succeed. */
const AWAY = new Set([
  'ALL_CONNECTION_TRIES_FAILED',
  'ALL_REPLICAS_ARE_STALE',
  'KEEPER_EXCEPTION',
  'NETWORK_ERROR',
  'REPLICA_IS_NOT_IN_QUORUM',
  'SOCKET_TIMEOUT',
  'TABLE_IS_READ_ONLY',
  'TOO_FEW_LIVE_REPLICAS',
  'UNKNOWN_STATUS_OF_INSERT',
  'UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE',
]);

/** Whether ClickHouse refused a statement permanently, so that a retry would get the same error. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ClickHouseError && !AWAY.has(error.type ?? '');
}

/** Whether a retry would fail again because a parameter is wrong or the result does not fit into a string. */
export function isMistake(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof TypeError || error instanceof RangeError || code === 'ERR_STRING_TOO_LONG';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** Errors that mean that ClickHouse lacks a resource. The rows are valid and can be sent again later. */
const SHORTAGES: [pattern: RegExp, reason: string][] = [
  [/No space left on device|NOT_ENOUGH_SPACE|DISK_QUOTA/i, 'the disk of the storage is full'],
  [/MEMORY_LIMIT_EXCEEDED|memory limit exceeded/i, 'the storage is out of memory'],
  [/TOO_MANY_PARTS/i, 'the storage has more parts than it can merge at the moment'],
];

/** Returns which resource ClickHouse lacks; undefined if the error has another cause. */
export function shortageOf(error: unknown): string | undefined {
  if (!(error instanceof ClickHouseError)) return undefined;
  return SHORTAGES.find(([pattern]) => pattern.test(error.type ?? '') || pattern.test(error.message))?.[1];
}
