import { lowestId } from '@vitrine/core/model';
import type { Logger } from 'pino';
import { versionAt, type HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import type { Database } from '../../storage/database/database.ts';

/**
 * Delay before the statistics of changed traces are computed, in ms. The cost of a statement is mostly fixed, so
 * changes are gathered.
 */
const DEBOUNCE_MS = 1_000;
/** First delay after a failure, in ms; it doubles up to five minutes. */
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/**
 * Time before the start of a server, in ms. The statistics of traces with spans written in this time are computed
 * again, because another server may have died.
 */
const CATCH_UP_MS = 10 * 60_000;
/**
 * Maximum age of a trace that is considered at the start, in ms. It is several days, because ids of OpenTelemetry
 * traces contain only the day.
 */
const TRACE_AGE_MS = 3 * 24 * 60 * 60_000;
/** Maximum number of traces in one statement. */
const CHUNK = 2_000;

/** Trace whose spans have changed. */
interface TraceKey {
  trace_id: string;
  project_id: string;
}

interface TouchedTrace extends TraceKey {
  workspace: string;
}

/**
 * Keeps `trace_stats` up to date, by which lists are sorted and filtered. The statistics of a touched trace are
 * computed from its spans shortly after these are stored. Pages compute their own statistics from the spans and do not
 * wait.
 */
export class StatisticsRefresher {
  readonly #database: Database;
  readonly #clock: HybridLogicalClock;
  readonly #log: Logger;
  readonly #touched = new Map<string, TouchedTrace>();
  /** Called before the statistics of touched traces are computed. */
  onTouched: (workspace: string, traceIds: readonly string[]) => Promise<void> = () => Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #refreshing: Promise<void> = Promise.resolve();
  /** Number of failures in a row. */
  #failures = 0;

  constructor(database: Database, clock: HybridLogicalClock, log: Logger) {
    this.#database = database;
    this.#clock = clock;
    this.#log = log;
  }

  /** Records that a span of a trace was stored. */
  touch({ workspace, project_id, trace_id }: TouchedTrace): void {
    this.#touched.set(trace_id, { workspace, project_id, trace_id });
    this.#schedule();
  }

  /** Computes the statistics that a dead server may have left. */
  async sweep(): Promise<void> {
    const now = Date.now();
    const database = this.#database.acrossWorkspaces('the sweep completes the statistics of all workspaces');
    const rows = await database.read<TouchedTrace>(
      `SELECT DISTINCT workspace, project_id, trace_id FROM spans
       WHERE trace_id >= {trace:String} AND version >= {version:UInt64}`,
      { trace: lowestId(now - TRACE_AGE_MS), version: versionAt(now - CATCH_UP_MS).toString() },
    );
    for (const row of rows) this.touch(row);
  }

  /**
   * Resolves when the statistics cover every span acknowledged so far. A list that is sorted by statistics waits for
   * it.
   */
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

  /** Deletes the statistics of traces. */
  delete({ workspace }: { workspace: string }, traces: readonly TraceKey[]): Promise<void> {
    const version = this.#clock.next().toString();
    const distinct = new Map(traces.map(({ trace_id, project_id }) => [trace_id, project_id]));
    return this.#database.ofServer(workspace).insert(
      'trace_stats',
      [...distinct].map(([trace_id, project_id]) => ({ project_id, trace_id, is_deleted: 1, version })),
    );
  }

  /** Computes the remaining statistics, and stops. */
  async close(): Promise<void> {
    await this.settled();
    clearTimeout(this.#timer);
  }

  async #refresh(): Promise<void> {
    const touched = [...this.#touched.values()];
    this.#touched.clear();
    for (const workspace of new Set(touched.map((trace) => trace.workspace))) {
      const traces = touched.filter((trace) => trace.workspace === workspace);
      for (const chunk of chunksOf(traces, CHUNK)) {
        try {
          await this.onTouched(
            workspace,
            chunk.map((trace) => trace.trace_id),
          );
          await this.#compute(workspace, chunk);
          this.#failures = 0;
        } catch (error) {
          this.#log.warn({ err: error }, 'vitrine: the statistics of some traces could not be computed; trying again');
          for (const trace of chunk) this.#touched.set(trace.trace_id, trace);
          this.#schedule(Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** this.#failures++));
        }
      }
    }
  }

  #compute(workspace: string, traces: readonly TraceKey[]): Promise<void> {
    return this.#database.ofServer(workspace).command(
      `INSERT INTO trace_stats (workspace, project_id, trace_id, span_count, llm_span_count, error_count,
         unpriced_span_count, usage, total_estimated_cost, models, providers, version)
       SELECT workspace, project_id, trace_id, count(), countIf(type = 'llm'), countIf(error_type != ''),
         countIf(cost_status IN ('unpriced', 'partly_priced')), sumMap(usage), sum(total_estimated_cost),
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
