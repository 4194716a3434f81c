import { idTimeMs } from '@vitrine/core/model';
import type { BoundedEntity } from './ids-from-to.ts';
import type { IdTimeBounds, Skew } from './id-time-bounds.ts';
import { microsecondsOf } from '../encoding/microseconds-of.ts';

/** A row whose start time is compared with the times in its ids. */
interface TimedRow {
  workspace: string;
  project_id: string;
  id: string;
  /** Set for spans. */
  trace_id?: string;
  /** ISO 8601. */
  start_time: string;
  is_deleted: 0 | 1;
}

/** The database as {@link TimeSkew} uses it. */
interface TimeSkewStore {
  readonly idTimeBounds: IdTimeBounds;
  acrossWorkspaces(reason: string): { insert(table: 'time_skew', rows: readonly string[]): Promise<void> };
}

/** Maximum differences of a project in a month of ids, in ms. */
type Differences = Pick<Skew, 'early_ms' | 'late_ms'>;

/**
 * Maintains `time_skew`, the maximum distances between start times and the times in ids, by which reads that are
 * bounded by time are bounded by id too. A row of `time_skew` is stored before the traces and spans that need it.
 * Distances are rounded up to a power of two so that few rows are written.
 *
 * @see benchmarks/ingest.ts
 */
export class TimeSkew {
  readonly #database: TimeSkewStore;
  readonly #written = new Map<string, Differences>();
  #month = { from: 0, to: 0, day: '' };

  constructor(database: TimeSkewStore) {
    this.#database = database;
  }

  /** Widens the stored distances so that they cover the given rows. Resolves when they are stored. */
  async take(table: 'traces' | 'spans', rows: readonly TimedRow[]): Promise<void> {
    const wider = new Map<string, string>();
    let last: { row: TimedRow; month: string; keys: Map<BoundedEntity, string> } | undefined;
    const compare = (row: TimedRow, entity: BoundedEntity, idMs: number, atMs: number): void => {
      const { workspace, project_id } = row;
      const month = this.#monthOf(idMs);
      // Most rows have the same project and month as the row before.
      if (last?.row.project_id !== project_id || last.month !== month || last.row.workspace !== workspace) {
        last = { row, month, keys: new Map() };
      }
      let key = last.keys.get(entity);
      if (key === undefined) {
        key = `${workspace}/${project_id}/${entity}/${month}`;
        last.keys.set(entity, key);
      }
      const known = this.#written.get(key);
      const early = atMs + 1 - idMs;
      const late = idMs - atMs;
      if (known && early <= known.early_ms && late <= known.late_ms) return;
      const skew = {
        early_ms: Math.max(known?.early_ms ?? 0, roundUp(early)),
        late_ms: Math.max(known?.late_ms ?? 0, roundUp(late)),
      };
      this.#written.set(key, skew);
      this.#database.idTimeBounds.widen({ workspace, projectId: project_id }, { entity, month, ...skew });
      wider.set(key, JSON.stringify({ workspace, project_id, entity, month, ...skew }));
    };
    for (const row of rows) {
      if (row.is_deleted) continue;
      const startMs = Math.floor(microsecondsOf(row.start_time) / 1_000);
      const byIdMs = idTimeMs(table === 'spans' ? (row.trace_id ?? '') : row.id);
      compare(row, table, byIdMs, startMs);
      if (table === 'spans') compare(row, 'span_ids', byIdMs, idTimeMs(row.id));
    }
    if (wider.size === 0) return;
    try {
      await this.#database.acrossWorkspaces('the rows of a group').insert('time_skew', [...wider.values()]);
    } catch (error) {
      for (const key of wider.keys()) this.#written.delete(key);
      throw error;
    }
  }

  /** Returns the first day of a moment's month in UTC. The last month is cached because most rows are of one month. */
  #monthOf(ms: number): string {
    if (ms < this.#month.from || ms >= this.#month.to) {
      const date = new Date(ms);
      const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
      const from = Date.UTC(year, month);
      this.#month = { from, to: Date.UTC(year, month + 1), day: new Date(from).toISOString().slice(0, 10) };
    }
    return this.#month.day;
  }
}

/** Rounds up to a power of two; 0 for negative values. */
function roundUp(ms: number): number {
  return ms <= 0 ? 0 : 2 ** Math.ceil(Math.log2(ms));
}
