import type { HybridLogicalClock } from './hybrid-logical-clock.ts';
import type { Connection } from '../engine/connection.ts';
import { TABLES } from '../tables/tables.ts';
import { parseRows } from '../database/parse-rows.ts';

/**
 * Sets a clock beyond all versions that are stored: the machine's may have gone back since they were made, and what is
 * written from now on replaces them all the same.
 */
export async function catchUp(connection: Connection, clock: HybridLogicalClock): Promise<void> {
  // In the other tables a row gets a version above its last.
  const blind = TABLES.filter(({ writtenBlind }) => writtenBlind);
  const versions = blind.map(({ name }) => `SELECT toString(max(${name}.version)) AS version FROM ${name}`);
  const answer = await connection.send({ query: `${versions.join(' UNION ALL ')}\nFORMAT JSONEachRow` });
  for (const { version } of await parseRows<{ version: string }>(answer)) clock.pass(BigInt(version));
}
