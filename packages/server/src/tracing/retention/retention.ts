import type { Logger } from 'pino';
import { SERVER_PRINCIPAL, type Principal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { applyRules } from './apply-rules.ts';
import { Drops, type Drop } from './drops.ts';
import { purgeTombstones } from './purge-tombstones.ts';
import { RetentionRules } from './retention-rules.ts';
import { databaseBytes, holdSizeCap } from './size-cap.ts';

/** How often the size is looked at, and how often the rules are applied, in ms. */
const SIZE_EVERY_MS = 5 * 60_000;
const RULES_EVERY_MS = 60 * 60_000;

/** What is kept, and what was dropped. */
export interface RetentionView {
  /** Days that traces of the workspace are kept; null: for ever. */
  days: number | null;
  /** The projects that have days of their own. */
  projects: { project_id: string; days: number }[];
  /** Of the embedded engine, in bytes; null for another ClickHouse. `max` is null where it has no cap. */
  size: { bytes: number; max: number | null } | null;
  /** What was dropped last, the newest first; by size: of all workspaces. */
  dropped: Drop[];
  /** When the rules were applied last, since this server started. ISO 8601. */
  applied_at: string | null;
}

/** Keeps the data within the days and the size that it may have: at the start, and from then on by a timer. */
export class Retention {
  readonly rules: RetentionRules;
  readonly #database: Database;
  readonly #drops: Drops;
  readonly #log: Logger;
  readonly #embedded: { maxBytes: number } | undefined;
  readonly #files: { onDisk: boolean; sweep: () => Promise<number> };
  #appliedAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  /**
   * @param parts `embedded` for the embedded engine: the most bytes that its data may take, 0 for no cap; `files`: whether
   * the files of attachments are on the engine's disk, and what deletes those whose attachment is gone
   */
  constructor(parts: {
    database: Database;
    clock: HybridLogicalClock;
    log: Logger;
    embedded: { maxBytes: number } | undefined;
    files: { onDisk: boolean; sweep: () => Promise<number> };
  }) {
    this.#files = parts.files;
    this.#database = parts.database;
    this.#log = parts.log;
    this.#embedded = parts.embedded;
    this.rules = new RetentionRules(parts.database, parts.clock);
    this.#drops = new Drops(parts.database, parts.clock);
  }

  /** Applies rules and cap now, and from time to time until it is closed. */
  start(): void {
    void this.apply(false);
    this.#timer = setInterval(() => void this.apply(false), SIZE_EVERY_MS).unref();
  }

  /**
   * Applies the cap, and the rules where that is due.
   *
   * @param due whether the rules are applied however short ago they were
   */
  apply(due: boolean): Promise<void> {
    this.#running = this.#running.then(async () => {
      if (this.#closed) return;
      try {
        if (due || Date.now() - (this.#appliedAt ?? -Infinity) >= RULES_EVERY_MS) await this.#applyRules();
        await this.#holdSize();
      } catch (error) {
        if (!this.#closed)
          this.#log.warn({ err: error }, 'vitrine: the retention could not be applied; it is tried again');
      }
    });
    return this.#running;
  }

  async view(principal: Principal): Promise<RetentionView> {
    const [rules, own, bySize, bytes] = await Promise.all([
      this.rules.list(principal),
      this.#drops.list(principal),
      principal.workspace === SERVER_PRINCIPAL.workspace ? [] : this.#drops.list(SERVER_PRINCIPAL),
      this.#embedded ? databaseBytes(this.#database, this.#files.onDisk) : undefined,
    ]);
    const dropped = [...own, ...bySize.filter((drop) => drop.reason === 'size')];
    return {
      days: rules.find((rule) => !rule.project_id)?.days ?? null,
      projects: rules.flatMap(({ project_id, days }) => (project_id ? [{ project_id, days }] : [])),
      size: bytes === undefined ? null : { bytes, max: this.#embedded?.maxBytes || null },
      dropped: dropped.toSorted((a, b) => (a.at < b.at ? 1 : -1)),
      applied_at: this.#appliedAt === undefined ? null : new Date(this.#appliedAt).toISOString(),
    };
  }

  /** Waits for the step that is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #applyRules(): Promise<void> {
    const now = Date.now();
    for (const [workspace, rules] of await this.rules.byWorkspace()) {
      const principal = { ...SERVER_PRINCIPAL, workspace };
      for await (const drop of applyRules(this.#database, workspace, rules, now)) {
        this.#log.info({ workspace, ...drop }, 'vitrine: traces that were too old were deleted');
        await this.#drops.add(principal, drop);
      }
      if (this.#closed) return;
    }
    await purgeTombstones(this.#database, now);
    await this.#files.sweep();
    this.#appliedAt = now;
  }

  async #holdSize(): Promise<void> {
    if (!this.#embedded?.maxBytes) return;
    let dropped = false;
    for await (const drop of holdSizeCap(this.#database, this.#embedded.maxBytes, this.#files.onDisk)) {
      dropped = true;
      this.#log.warn(drop, 'vitrine: the oldest traces were deleted, because the database is as large as it may be');
      await this.#drops.add(SERVER_PRINCIPAL, drop);
    }
    if (dropped) await this.#files.sweep();
  }
}
