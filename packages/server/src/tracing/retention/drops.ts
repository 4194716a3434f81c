import { newId } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { Records } from '../../platform/records/records.ts';

/** So many are remembered for each workspace. */
const KEPT = 100;

/** Data that the server has deleted by itself. */
export const Drop = z.object({
  /** When. ISO 8601. */
  at: z.string(),
  /** `age`: it was older than a rule says. `size`: the database had grown past its cap. */
  reason: z.enum(['age', 'size']),
  /** Of which project; of all that the rule holds for if null. */
  project_id: z.string().nullable(),
  /** Traces whose ids carry a time before this one. ISO 8601. */
  before: z.string(),
  /** Stored rows of traces, spans, statistics and scores, each of their versions counted. */
  rows: z.number(),
  /** Why, as a sentence for a person. */
  why: z.string(),
});
export type Drop = z.infer<typeof Drop>;

/** What was deleted by age or size, so that nobody has to wonder where it went. */
export class Drops {
  readonly #records: Records<Drop>;

  constructor(database: Database, clock: HybridLogicalClock) {
    this.#records = new Records(database, clock, 'retention_drop', Drop);
  }

  /** The newest first. */
  async list(principal: Principal): Promise<Drop[]> {
    const records = await this.#records.list(principal);
    return records.map((record) => record.body).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  }

  async add(principal: Principal, drop: Drop): Promise<void> {
    await this.#records.put(principal, { id: newId(), name: drop.at, body: drop });
    // By name is by time.
    const all = await this.#records.list(principal);
    for (const old of all.slice(0, Math.max(0, all.length - KEPT))) await this.#records.delete(principal, old);
  }
}
