import { ClickHouseError } from '@clickhouse/client';

/** Ends a read whose rows exceed 64 MiB, because the process would hold several copies of them. */
export const READ_LIMIT = "SETTINGS max_result_bytes = 67108864, result_overflow_mode = 'throw'";

const TOO_LARGE = new Set(['TOO_MANY_ROWS_OR_BYTES', 'MEMORY_LIMIT_EXCEEDED']);

/** Whether ClickHouse refused a read because its rows are too large. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof ClickHouseError && TOO_LARGE.has(error.type ?? '');
}
