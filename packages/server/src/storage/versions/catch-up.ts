import type { HybridLogicalClock } from './hybrid-logical-clock.ts';
import type { Connection } from '../engine/connection.ts';
import { TABLES } from '../tables/tables.ts';
import { parseRows } from '../database/parse-rows.ts';

/**
 * Advances a clock past all stored versions. The clock of the machine may have gone back since they were written, and
 * new rows must replace them nevertheless.
 */
export async function catchUp(connection: Connection, clock: HybridLogicalClock): Promise<void> {
  // In the other tables a write reads the stored version and chooses a higher one.
  const blind = TABLES.filter(({ writtenBlind }) => writtenBlind);
  const versions = blind.map(({ name }) => `SELECT toString(max(${name}.version)) AS version FROM ${name}`);
  const answer = await connection.send({ query: `${versions.join(' UNION ALL ')}\nFORMAT JSONEachRow` });
  for (const { version } of await parseRows<{ version: string }>(answer)) clock.pass(BigInt(version));
}
