import type { Logger } from 'pino';
import { type Principal, SERVER_PRINCIPAL, serverPrincipal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { applyRules } from './apply-rules.ts';
import { Drops, type Drop } from './drops.ts';
import { purgeTombstones } from './purge-tombstones.ts';
import { RetentionRules } from './retention-rules.ts';
import { databaseBytes, holdSizeCap } from './size-cap.ts';

/** Intervals at which the size is checked and the rules are applied, in ms. */
const SIZE_EVERY_MS = 5 * 60_000;
const RULES_EVERY_MS = 60 * 60_000;

/** Retention rules, size and drops, as returned by `view/retention`. */
export interface RetentionView {
  /** Days that traces of the workspace are kept; null if they are kept for ever. */
  days: number | null;
  /** Projects with a rule of their own. */
  projects: { project_id: string; days: number }[];
  /** Size of the embedded engine's data, in bytes; null for another ClickHouse. `max` is null if there is no cap. */
  size: { bytes: number; max: number | null } | null;
  /** Last drops, newest first. Drops by size concern all workspaces. */
  dropped: Drop[];
  /** Time when this server last applied the rules, ISO 8601; null if not since its start. */
  applied_at: string | null;
}

interface Parts {
  database: Database;
  clock: HybridLogicalClock;
  log: Logger;
  /** Set for the embedded engine: the maximum bytes of its data, 0 for no cap. */
  embedded: { maxBytes: number } | undefined;
  /** Whether the files of attachments are on the engine's disk, and a function that deletes files without an attachment. */
  files: { onDisk: boolean; sweep: () => Promise<number> };
}

/** Keeps the data within its rules and its size cap: at the start, and then by a timer. */
export class Retention {
  readonly rules: RetentionRules;
  readonly #parts: Parts;
  readonly #drops: Drops;
  #appliedAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.rules = new RetentionRules(parts.database, parts.clock);
    this.#drops = new Drops(parts.database, parts.clock);
  }

  /** Applies rules and cap now, and regularly until it is closed. */
  start(): void {
    void this.apply(false);
    this.#timer = setInterval(() => void this.apply(false), SIZE_EVERY_MS).unref();
  }

  /**
   * Applies the cap, and the rules if they are due.
   *
   * @param due whether to apply the rules even if they were applied recently
   */
  apply(due: boolean): Promise<void> {
    this.#running = this.#running.then(async () => {
      if (this.#closed) return;
      try {
        if (due || Date.now() - (this.#appliedAt ?? -Infinity) >= RULES_EVERY_MS) await this.#applyRules();
        await this.#holdSize();
      } catch (error) {
        if (!this.#closed)
          this.#parts.log.warn({ err: error }, 'vitrine: the retention rules could not be applied; trying again');
      }
    });
    return this.#running;
  }

  async view(principal: Principal): Promise<RetentionView> {
    const [rules, own, bySize, bytes] = await Promise.all([
      this.rules.list(principal),
      this.#drops.list(principal),
      principal.workspace === SERVER_PRINCIPAL.workspace ? [] : this.#drops.list(SERVER_PRINCIPAL),
      this.#parts.embedded ? databaseBytes(this.#parts.database, this.#parts.files.onDisk) : undefined,
    ]);
    const dropped = [...own, ...bySize.filter((drop) => drop.reason === 'size')];
    return {
      days: rules.find((rule) => !rule.project_id)?.days ?? null,
      projects: rules.flatMap(({ project_id, days }) => (project_id ? [{ project_id, days }] : [])),
      size: bytes === undefined ? null : { bytes, max: this.#parts.embedded?.maxBytes || null },
      dropped: dropped.toSorted((a, b) => (a.at < b.at ? 1 : -1)),
      applied_at: this.#appliedAt === undefined ? null : new Date(this.#appliedAt).toISOString(),
    };
  }

  /** Waits for the current step. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #applyRules(): Promise<void> {
    const now = Date.now();
    for (const [workspace, rules] of await this.rules.byWorkspace()) {
      const principal = serverPrincipal(workspace);
      for await (const drop of applyRules(this.#parts.database, workspace, rules, now)) {
        this.#parts.log.info({ workspace, ...drop }, 'vitrine: traces older than the retention rule were deleted');
        await this.#drops.add(principal, drop);
      }
      if (this.#closed) return;
    }
    await purgeTombstones(this.#parts.database, now);
    await this.#parts.files.sweep();
    this.#appliedAt = now;
  }

  async #holdSize(): Promise<void> {
    if (!this.#parts.embedded?.maxBytes) return;
    let dropped = false;
    for await (const drop of holdSizeCap(
      this.#parts.database,
      this.#parts.embedded.maxBytes,
      this.#parts.files.onDisk,
    )) {
      dropped = true;
      this.#parts.log.warn(drop, 'vitrine: the oldest traces were deleted, because the database reached its size cap');
      await this.#drops.add(SERVER_PRINCIPAL, drop);
    }
    if (dropped) await this.#parts.files.sweep();
  }
}
