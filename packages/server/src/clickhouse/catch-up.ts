import type { ClickHouseClient } from '@clickhouse/client';
import type { Clock } from './clock.ts';

/** The tables whose rows are written without a look at what is stored. In the others a row gets a version above its last. */
const TABLES = ['feedback_scores', 'comments', 'attachments', 'threads', 'trace_stats'];

/**
 * Sets a clock beyond all versions that are stored: the machine's may have gone back since they were made, and what is
 * written from now on replaces them all the same.
 */
export async function catchUp(client: ClickHouseClient, clock: Clock): Promise<void> {
  const result = await client.query({
    query: TABLES.map((table) => `SELECT toString(max(${table}.version)) AS version FROM ${table}`).join(' UNION ALL '),
    format: 'JSONEachRow',
  });
  for (const { version } of await result.json<{ version: string }>()) clock.pass(BigInt(version));
}
