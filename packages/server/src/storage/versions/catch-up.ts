import type { HybridLogicalClock } from './hybrid-logical-clock.ts';
import type { Connection } from '../engine/connection.ts';
import { rowsOf } from '../database/rows-of.ts';

/** The tables whose rows are written without a look at what is stored. In the others a row gets a version above its last. */
const TABLES = ['feedback_scores', 'comments', 'attachments', 'threads', 'trace_stats'];

/**
 * Sets a clock beyond all versions that are stored: the machine's may have gone back since they were made, and what is
 * written from now on replaces them all the same.
 */
export async function catchUp(connection: Connection, clock: HybridLogicalClock): Promise<void> {
  const versions = TABLES.map((table) => `SELECT toString(max(${table}.version)) AS version FROM ${table}`);
  const answer = await connection.send({ query: `${versions.join(' UNION ALL ')}\nFORMAT JSONEachRow` });
  for (const { version } of await rowsOf<{ version: string }>(answer)) clock.pass(BigInt(version));
}
