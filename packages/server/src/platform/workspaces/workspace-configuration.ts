import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { Records } from '../records/records.ts';

/** Time without a trace after which a thread is inactive, in seconds, unless the workspace configures another. */
const COOLDOWN_SECONDS = 15 * 60;

const COOLDOWN = 'expected an ISO 8601 duration in days, hours, minutes and seconds, such as PT15M';

/** An ISO 8601 duration of 1 second to 7 days. */
const Duration = z
  .string()
  .regex(/^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/, COOLDOWN)
  .refine((text) => secondsOf(text) >= 1 && secondsOf(text) <= 7 * 24 * 3_600, 'expected 1 second to 7 days');

/** Settings of a workspace. */
export const WorkspaceConfiguration = z.object({
  /** Time without a trace after which a thread is inactive; ISO 8601 duration. */
  timeout_to_mark_thread_as_inactive: Duration.nullish(),
  /** Whether long texts are truncated in tables. */
  truncation_on_tables: z.boolean().nullish(),
  /** Colors of names in charts. */
  color_map: z.record(z.string(), z.string()).nullish(),
});
export type WorkspaceConfiguration = z.infer<typeof WorkspaceConfiguration>;

/** Configurations of all workspaces. */
export class WorkspaceConfigurations {
  readonly #records: Records<WorkspaceConfiguration>;

  constructor(database: Database, clock: HybridLogicalClock) {
    this.#records = new Records(database, clock, 'workspace_configuration', WorkspaceConfiguration);
  }

  async get(principal: Principal): Promise<WorkspaceConfiguration | undefined> {
    return (await this.#records.get(principal, this.#id(principal)))?.body;
  }

  /** Replaces the whole configuration. */
  async put(principal: Principal, body: WorkspaceConfiguration): Promise<void> {
    const id = this.#id(principal);
    await this.#records.put(principal, { id, name: '', body }, await this.#records.get(principal, id));
  }

  async delete(principal: Principal): Promise<void> {
    const record = await this.#records.get(principal, this.#id(principal));
    if (record) await this.#records.delete(principal, record);
  }

  /** Returns the time without a trace after which a thread of the workspace is inactive, in seconds. */
  async cooldownSeconds(principal: Principal): Promise<number> {
    const duration = (await this.get(principal))?.timeout_to_mark_thread_as_inactive;
    return duration ? secondsOf(duration) : COOLDOWN_SECONDS;
  }

  #id(principal: Principal): string {
    return this.#records.claimId(principal, '');
  }
}

const SECONDS = { D: 86_400, H: 3_600, M: 60, S: 1 };

function secondsOf(duration: string): number {
  let seconds = 0;
  for (const [, count, unit] of duration.matchAll(/(\d+(?:\.\d+)?)([DHMS])/g)) {
    seconds += Number(count) * SECONDS[unit as keyof typeof SECONDS];
  }
  return seconds;
}
