import { idTimeMs, lowestId } from '@vitrine/core/model';
import { LRUCache } from 'lru-cache';
import type { Principal } from '../../platform/auth/principal.ts';
import { versionAt } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { idsFrom } from '../../storage/time-bounds/ids-from-to.ts';

/** Activity in a project. */
export interface Activity {
  trace_count: number;
  /** Number of failed traces. */
  error_count: number;
  /** USD; null if nothing has a cost. */
  total_estimated_cost: number | null;
  /** Latest start of a trace, ISO 8601. */
  last_trace_at: string | null;
  /** Time of the last write of a trace, ISO 8601. */
  last_updated_trace_at: string | null;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Maximum number of projects whose older counts are cached. */
const REMEMBERED = 10_000;

const NOTHING: Activity = {
  trace_count: 0,
  error_count: 0,
  total_estimated_cost: null,
  last_trace_at: null,
  last_updated_trace_at: null,
};

interface Counted {
  principal: Principal;
  where: string;
  parameters: Record<string, unknown>;
}

/**
 * Counts the traces of projects, with errors and cost. Counts of traces older than a day or two rarely change, so they
 * are cached, and counted again if the number of rows differs or some rows were rewritten. So a list of projects reads
 * only narrow columns and the traces of the last days, and is never out of date.
 */
export class ProjectActivity {
  readonly #database: Database;
  readonly #past = new LRUCache<string, { fingerprint: string; activity: Activity }>({ max: REMEMBERED });

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * @param projects the ids of the projects; all of the workspace if left out
   * @param days only traces that started at most this many days ago, from the beginning of that day (UTC)
   * @returns activity by project id; a project without activity is absent
   */
  async read(
    principal: Principal,
    { projects, days }: { projects?: readonly string[]; days?: number } = {},
  ): Promise<Map<string, Activity>> {
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const from = days === undefined ? undefined : today - days * DAY_MS;
    const scope: Counted = {
      principal,
      where: `workspace = {workspace:String} ${projects ? 'AND project_id IN {projects:Array(String)}' : ''}`,
      parameters: { ...(projects && { projects }) },
    };
    // Counts of some traces only are not cached: the next caller may see others.
    if (principal.scope.traces) return this.#count(scope, { from });
    const edge = lowestId(today - DAY_MS);
    const [recent, past] = await Promise.all([
      this.#count(scope, { from, since: edge }),
      this.#pastOf(scope, { from, before: edge }),
    ]);
    const all = new Map(past);
    for (const [id, activity] of recent) all.set(id, sum(activity, all.get(id) ?? NOTHING));
    return all;
  }

  async #pastOf(
    scope: Counted,
    { from, before }: { from: number | undefined; before: string },
  ): Promise<Map<string, Activity>> {
    const past = new Map<string, Activity>();
    const stale: string[] = [];
    const fingerprints = await this.#fingerprints(scope, before);
    const keyOf = (id: string): string => `${scope.principal.workspace}/${id}/${from ?? ''}/${before}`;
    for (const [id, fingerprint] of fingerprints) {
      const counted = this.#past.get(keyOf(id));
      if (counted?.fingerprint === fingerprint) past.set(id, counted.activity);
      else stale.push(id);
    }
    if (stale.length > 0) {
      const narrowed = {
        principal: scope.principal,
        where: `${scope.where} AND project_id IN {stale:Array(String)}`,
        parameters: { ...scope.parameters, stale },
      };
      const counted = await this.#count(narrowed, { from, before });
      for (const id of stale) {
        const activity = counted.get(id) ?? NOTHING;
        past.set(id, activity);
        this.#past.set(keyOf(id), { fingerprint: fingerprints.get(id) ?? '', activity });
      }
    }
    return past;
  }

  /**
   * Returns a fingerprint of each project's rows older than `edge`: their number, and the newest version among those
   * that were rewritten since. It does not read the ids of all rows, which would be slow.
   */
  async #fingerprints({ principal, where, parameters }: Counted, edge: string): Promise<Map<string, string>> {
    const since = versionAt(idTimeMs(edge)).toString();
    const count = (table: string, condition: string): Promise<{ project_id: string; rows: number; newest: string }[]> =>
      this.#database.of(principal).read(
        `SELECT project_id, count() AS rows, ${condition.includes('since') ? 'toString(max(version))' : "''"} AS newest
         FROM ${table} WHERE ${where} ${condition} GROUP BY project_id`,
        { ...parameters, edge, since },
      );
    const fingerprints = new Map<string, string>();
    const tables = [
      ['traces', 'id'],
      ['trace_stats', 'trace_id'],
    ] as const;
    const figures = await Promise.all(
      tables.map(([table, id]) =>
        Promise.all([
          count(table, ''),
          count(table, `AND ${id} >= {edge:String}`),
          count(table, `AND version >= {since:UInt64} AND ${id} < {edge:String}`),
        ]),
      ),
    );
    for (const [all, recent, rewritten] of figures) {
      const recentOf = new Map(recent.map((row) => [row.project_id, row.rows]));
      const rewrittenOf = new Map(rewritten.map((row) => [row.project_id, `${row.rows}/${row.newest}`]));
      for (const { project_id, rows } of all) {
        const fingerprint = `${rows - (recentOf.get(project_id) ?? 0)}/${rewrittenOf.get(project_id) ?? ''}`;
        fingerprints.set(project_id, `${fingerprints.get(project_id) ?? ''} ${fingerprint}`);
      }
    }
    return fingerprints;
  }

  async #count(
    { principal, where, parameters }: Counted,
    { from, since = '', before = 'g' }: { from: number | undefined; since?: string; before?: string },
  ): Promise<Map<string, Activity>> {
    const bounds = {
      ...parameters,
      since,
      before,
      ...(from !== undefined && { from: new Date(from).toISOString(), from_id: lowestId(from) }),
    };
    const began = `AND ${idsFrom('traces', 'id', { project: false })}
      AND start_time >= parseDateTime64BestEffort({from:String}, 6)`;
    const [traces, costs] = await Promise.all([
      this.#database.of(principal).read<Omit<Activity, 'total_estimated_cost'> & { project_id: string }>(
        `SELECT project_id, count() AS trace_count, countIf(error_type != '') AS error_count,
           max(traces.start_time) AS last_trace_at, max(traces.last_updated_at) AS last_updated_trace_at
         FROM traces FINAL
         WHERE ${where} AND id >= {since:String} AND id < {before:String} ${from === undefined ? '' : began}
         GROUP BY project_id`,
        bounds,
      ),
      this.#database.of(principal).read<{ project_id: string; cost: number | null }>(
        `SELECT project_id, toFloat64(sum(total_estimated_cost)) AS cost FROM trace_stats FINAL
         WHERE ${where} AND trace_id >= {since:String} AND trace_id < {before:String}
           ${from === undefined ? '' : 'AND trace_id >= {from_id:String}'}
         GROUP BY project_id`,
        bounds,
      ),
    ]);
    const counted = new Map<string, Activity>();
    for (const { project_id, ...figures } of traces) counted.set(project_id, { ...NOTHING, ...figures });
    for (const { project_id, cost } of costs) {
      counted.set(project_id, { ...NOTHING, ...counted.get(project_id), total_estimated_cost: cost });
    }
    return counted;
  }
}

function sum(a: Activity, b: Activity): Activity {
  const costs = [a.total_estimated_cost, b.total_estimated_cost].filter((cost) => cost !== null);
  const later = (x: string | null, y: string | null): string | null => ((x ?? '') > (y ?? '') ? x : y);
  return {
    trace_count: a.trace_count + b.trace_count,
    error_count: a.error_count + b.error_count,
    total_estimated_cost: costs.length > 0 ? costs.reduce((all, cost) => all + cost, 0) : null,
    last_trace_at: later(a.last_trace_at, b.last_trace_at),
    last_updated_trace_at: later(a.last_updated_trace_at, b.last_updated_trace_at),
  };
}
