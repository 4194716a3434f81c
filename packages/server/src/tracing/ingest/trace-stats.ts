import { lowestId } from '@vitrine/core/model';
import type { Logger } from 'pino';
import { versionAt, type HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';

/** So long changes gather before the statistics of their traces are computed, in ms: half of the time goes to each statement itself. */
const DEBOUNCE_MS = 1_000;
/** And so long after they could not be computed; twice as long each time, up to five minutes. */
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** When a server starts, the traces whose spans were written so long ago are computed again: another may have died before it did. */
const CATCH_UP_MS = 10 * 60_000;
/** How old a trace may be that still gets spans then, in ms; the ids of OpenTelemetry's say the day alone. */
const TRACE_AGE_MS = 3 * 24 * 60 * 60_000;
/** At most so many traces in one statement. */
const CHUNK = 2_000;

/** A trace whose spans have changed. */
interface Touched {
  trace_id: string;
  project_id: string;
}

interface TouchedIn extends Touched {
  workspace: string;
}

/**
 * Keeps `trace_stats`, by which lists are sorted and filtered, up to date: the statistics of touched traces are computed
 * from their spans, a moment after these are stored. Pages compute their own from the spans and do not wait for it.
 */
export class TraceStats {
  readonly #database: Database;
  readonly #clock: HybridLogicalClock;
  readonly #log: Logger;
  readonly #touched = new Map<string, TouchedIn>();
  /** Called before the statistics of touched traces are computed. */
  onTouched: (workspace: string, traceIds: readonly string[]) => Promise<void> = () => Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #refreshing: Promise<void> = Promise.resolve();
  /** How often in a row some could not be computed. */
  #failures = 0;

  constructor(database: Database, clock: HybridLogicalClock, log: Logger) {
    this.#database = database;
    this.#clock = clock;
    this.#log = log;
  }

  /** Says that a span was stored. */
  touch({ workspace, project_id, trace_id }: TouchedIn): void {
    this.#touched.set(trace_id, { workspace, project_id, trace_id });
    this.#schedule();
  }

  /** Computes again what a server that died may have left. */
  async sweep(): Promise<void> {
    const now = Date.now();
    const database = this.#database.acrossWorkspaces('the sweep completes the statistics of all workspaces');
    const rows = await database.read<TouchedIn>(
      `SELECT DISTINCT workspace, project_id, trace_id FROM spans
       WHERE trace_id >= {trace:String} AND version >= {version:UInt64}`,
      { trace: lowestId(now - TRACE_AGE_MS), version: versionAt(now - CATCH_UP_MS).toString() },
    );
    for (const row of rows) this.touch(row);
  }

  /** Resolves when what was acknowledged until now is in the statistics: a list that is sorted by them waits for it. */
  async settled(): Promise<void> {
    if (this.#touched.size > 0) this.#refreshing = this.#refreshing.then(() => this.#refresh());
    await this.#refreshing;
  }

  #schedule(afterMs = DEBOUNCE_MS): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#refreshing = this.#refreshing.then(() => this.#refresh());
    }, afterMs).unref();
  }

  /** Writes tombstones for the statistics of deleted traces. */
  forget({ workspace }: { workspace: string }, traces: readonly Touched[]): Promise<void> {
    const version = this.#clock.next().toString();
    const distinct = new Map(traces.map(({ trace_id, project_id }) => [trace_id, project_id]));
    return this.#database.of({ workspace }).insert(
      'trace_stats',
      [...distinct].map(([trace_id, project_id]) => ({ project_id, trace_id, is_deleted: 1, version })),
    );
  }

  /** Computes what is still to do. */
  async close(): Promise<void> {
    await this.settled();
    clearTimeout(this.#timer);
  }

  async #refresh(): Promise<void> {
    const touched = [...this.#touched.values()];
    this.#touched.clear();
    for (const workspace of new Set(touched.map((trace) => trace.workspace))) {
      const traces = touched.filter((trace) => trace.workspace === workspace);
      for (let at = 0; at < traces.length; at += CHUNK) {
        const chunk = traces.slice(at, at + CHUNK);
        try {
          await this.onTouched(
            workspace,
            chunk.map((trace) => trace.trace_id),
          );
          await this.#compute(workspace, chunk);
          this.#failures = 0;
        } catch (error) {
          this.#log.warn(
            { err: error },
            'vitrine: the statistics of some traces could not be computed; it is tried again',
          );
          for (const trace of chunk) this.#touched.set(trace.trace_id, trace);
          this.#schedule(Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** this.#failures++));
        }
      }
    }
  }

  #compute(workspace: string, traces: readonly Touched[]): Promise<void> {
    return this.#database.of({ workspace }).command(
      `INSERT INTO trace_stats (workspace, project_id, trace_id, span_count, llm_span_count, error_count,
         unpriced_span_count, usage, total_estimated_cost, models, providers, version)
       SELECT workspace, project_id, trace_id, count(), countIf(type = 'llm'), countIf(error_type != ''),
         countIf(cost_status = 'unpriced'), sumMap(usage), sum(total_estimated_cost),
         groupUniqArrayIf(model, model != ''), groupUniqArrayIf(provider, provider != ''), {version:UInt64}
       FROM spans FINAL
       WHERE workspace = {workspace:String} AND project_id IN {projects:Array(String)} AND trace_id IN {traces:Array(String)}
       GROUP BY workspace, project_id, trace_id
       SETTINGS max_threads = 1, optimize_on_insert = 0`,
      {
        version: this.#clock.next().toString(),
        projects: [...new Set(traces.map((trace) => trace.project_id))],
        traces: traces.map((trace) => trace.trace_id),
      },
    );
  }
}
