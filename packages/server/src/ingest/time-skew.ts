import { idTimeMs } from '@vitrine/core/model';
import type { Database } from '../clickhouse/database.ts';
import { microsecondsOf } from './merge.ts';
import type { StoredSpan, StoredTrace } from './stored-rows.ts';

/** What is compared, see `time_skew` in the migrations. */
type Entity = 'traces' | 'spans' | 'span_ids';

/** The widest differences of a project in a month of ids, in ms. */
interface Skew {
  early_ms: number;
  late_ms: number;
}

/**
 * Keeps `time_skew`: how far start times lie from the times in ids. Reads that are bounded by time are bounded by id
 * through it, so a row is written here before the rows that need it; differences are rounded up to a power of two, so
 * that few are.
 */
export class TimeSkew {
  readonly #database: Database;
  readonly #written = new Map<string, Skew>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Widens what is on record to take in these rows. Resolves when that is stored. */
  async take(table: 'traces' | 'spans', rows: readonly (StoredTrace | StoredSpan)[]): Promise<void> {
    const wider = new Map<string, string>();
    const see = (row: StoredTrace | StoredSpan, entity: Entity, id: string, atMs: number): void => {
      const idMs = idTimeMs(id);
      const month = new Date(idMs).toISOString().slice(0, 7);
      const key = `${row.workspace}/${row.project_id}/${entity}/${month}`;
      const known = this.#written.get(key) ?? { early_ms: 0, late_ms: 0 };
      const skew = {
        early_ms: Math.max(known.early_ms, roundUp(atMs + 1 - idMs)),
        late_ms: Math.max(known.late_ms, roundUp(idMs - atMs)),
      };
      const isKnown = this.#written.has(key) && skew.early_ms === known.early_ms && skew.late_ms === known.late_ms;
      if (isKnown) return;
      this.#written.set(key, skew);
      const { workspace, project_id } = row;
      wider.set(key, JSON.stringify({ workspace, project_id, entity, month: `${month}-01`, ...skew }));
    };
    for (const row of rows) {
      if (row.is_deleted) continue;
      const startMs = Math.floor(microsecondsOf(row.start_time) / 1_000);
      const byId = table === 'spans' ? (row as StoredSpan).trace_id : row.id;
      see(row, table, byId, startMs);
      if (table === 'spans') see(row, 'span_ids', byId, idTimeMs(row.id));
    }
    if (wider.size === 0) return;
    try {
      await this.#database.insert('time_skew', [...wider.values()]);
    } catch (error) {
      for (const key of wider.keys()) this.#written.delete(key);
      throw error;
    }
  }
}

/** The next power of two; nothing below zero. */
function roundUp(ms: number): number {
  return ms <= 0 ? 0 : 2 ** Math.ceil(Math.log2(ms));
}
