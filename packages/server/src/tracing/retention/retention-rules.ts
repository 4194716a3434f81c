import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { Records } from '../../platform/records/records.ts';

/**
 * Number of days that traces are kept: those of a project, or of all projects of the workspace without a rule of their
 * own.
 */
export const RetentionRule = z.strictObject({
  /** Absent or null for the rule of the workspace. */
  project_id: z.string().nullish(),
  days: z.number().int('days are whole').min(1, 'at least one day is kept').max(36_500, 'at most 36,500 days'),
});
export type RetentionRule = z.infer<typeof RetentionRule>;

/** Retention rules of all workspaces. Without a rule, traces are kept. */
export class RetentionRules {
  readonly #records: Records<RetentionRule>;

  constructor(database: Database, clock: HybridLogicalClock) {
    this.#records = new Records(database, clock, 'retention', RetentionRule);
  }

  async list(principal: Principal): Promise<RetentionRule[]> {
    return (await this.#records.list(principal)).map((record) => record.body);
  }

  async byWorkspace(): Promise<Map<string, RetentionRule[]>> {
    const rules = new Map<string, RetentionRule[]>();
    for (const { workspace, body } of await this.#records.everywhere()) {
      rules.set(workspace, [...(rules.get(workspace) ?? []), body]);
    }
    return rules;
  }

  /** Sets the days of a project, or of the workspace if `projectId` is null. Null days delete the rule. */
  async set(principal: Principal, projectId: string | null, days: number | null): Promise<void> {
    const name = projectId ?? '';
    const id = this.#records.claimId(principal, name);
    const previous = await this.#records.get(principal, id);
    if (days !== null) {
      await this.#records.put(principal, { id, name, body: { project_id: projectId, days } }, previous);
    } else if (previous) {
      await this.#records.delete(principal, previous);
    }
  }
}
