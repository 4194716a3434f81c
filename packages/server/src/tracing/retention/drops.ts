import { newId } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { Records } from '../../platform/records/records.ts';

/** Maximum number of drops that are kept for each workspace. */
const KEPT = 100;

/** Record of data that the server deleted by itself. */
export const Drop = z.object({
  /** Time of the deletion, ISO 8601. */
  at: z.string(),
  /** `age`: the data was older than a rule allows. `size`: the database exceeded its cap. */
  reason: z.enum(['age', 'size']),
  /** Project of the data; null for all projects of the rule. */
  project_id: z.string().nullable(),
  /** Traces whose ids have a time before this one were deleted. ISO 8601. */
  before: z.string(),
  /** Number of rows of all tables, each version counted. */
  rows: z.number(),
  /** Reason, as a sentence for a user. */
  why: z.string(),
});
export type Drop = z.infer<typeof Drop>;

/** Lists the data that was deleted by age or size, so that users can see why it is missing. */
export class Drops {
  readonly #records: Records<Drop>;

  constructor(database: Database, clock: HybridLogicalClock) {
    this.#records = new Records(database, clock, 'retention_drop', Drop);
  }

  /** Returns the drops, newest first. */
  async list(principal: Principal): Promise<Drop[]> {
    const records = await this.#records.list(principal);
    return records.map((record) => record.body).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  }

  async add(principal: Principal, drop: Drop): Promise<void> {
    await this.#records.put(principal, { id: newId(), name: drop.at, body: drop });
    // The order by name is the order by time.
    const all = await this.#records.list(principal);
    for (const old of all.slice(0, Math.max(0, all.length - KEPT))) await this.#records.delete(principal, old);
  }
}
