import { ClickHouseError } from '@clickhouse/client';

/** What ClickHouse answers where a part of a cluster is away or behind: another try may fare better. */
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

/** Whether an error means that ClickHouse itself refused a statement, so that another try would get the same answer. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ClickHouseError && !AWAY.has(error.type ?? '');
}

/** Whether another try would fail alike: a statement's parameters are wrong, or its answer is more than a text can hold. */
export function isMistake(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof TypeError || error instanceof RangeError || code === 'ERR_STRING_TOO_LONG';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** What ClickHouse is short of, where that is why it refuses: the rows are right, and welcome when it has more. */
const SHORTAGES: [pattern: RegExp, reason: string][] = [
  [/No space left on device|NOT_ENOUGH_SPACE|DISK_QUOTA/i, 'the disk of the storage is full'],
  [/MEMORY_LIMIT_EXCEEDED|memory limit exceeded/i, 'the storage is out of memory'],
  [/TOO_MANY_PARTS/i, 'the storage has more parts than it can merge at the moment'],
];

export function shortageOf(error: unknown): string | undefined {
  if (!(error instanceof ClickHouseError)) return undefined;
  return SHORTAGES.find(([pattern]) => pattern.test(error.type ?? '') || pattern.test(error.message))?.[1];
}
