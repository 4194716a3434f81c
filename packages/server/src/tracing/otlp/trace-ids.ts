import { idTimeMs, lowestId, type Id } from '@vitrine/core/model';
import { traceIdOf } from '@vitrine/core/otel';
import { LRUCache } from 'lru-cache';
import type { Principal } from '../../platform/auth/principal.ts';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import type { Database } from '../../storage/database/database.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Maximum number of OpenTelemetry traces whose ids are cached. */
const REMEMBERED = 50_000;
/** Maximum number of days between the start of a span and the start of the first span of its trace to arrive. */
const DAYS = 3;
/** Maximum number of traces in one query, which searches for all possible ids of each trace. */
const CHUNK = 250;

/** Id of an OpenTelemetry trace, and whether its row exists already. */
export interface KnownTrace {
  id: Id;
  known: boolean;
  /** Whether its spans name an existing trace that another client writes. */
  attached?: boolean;
}

/** Ids under which an OpenTelemetry trace is stored, lowest first. There are several if servers did not agree. */
export interface StoredIds {
  live: Id[];
  deleted: Id[];
}

/**
 * Finds the id under which an OpenTelemetry trace is stored: a UUIDv7 with the start of the UTC day of the first span
 * that arrived, and 74 bits of the OpenTelemetry id. A trace keeps its id, in whatever batches its spans arrive. If two
 * servers receive spans of one trace at the same moment, from both sides of midnight, there may be two ids; the lower
 * one is used.
 */
export class TraceIds {
  readonly #database: Database;
  readonly #remembered = new LRUCache<string, Id>({ max: REMEMBERED });

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Returns the ids of traces by their OpenTelemetry ids.
   *
   * @param earliest start of the earliest received span of each trace, in ms since the epoch
   */
  async find(principal: Principal, earliest: ReadonlyMap<string, number>): Promise<Map<string, KnownTrace>> {
    // Another server may have moved a trace to another id.
    if (!this.#database.isAlone(this)) this.#remembered.clear();
    const found = new Map<string, KnownTrace>();
    const unknown = new Map<string, number>();
    for (const [otelId, startMs] of earliest) {
      const id = this.#remembered.get(keyOf(principal, otelId));
      if (id) found.set(otelId, { id, known: true });
      else unknown.set(otelId, startMs);
    }
    const stored = await this.stored(principal, unknown);
    for (const [otelId, startMs] of unknown) {
      const { live = [], deleted = [] } = stored.get(otelId) ?? {};
      // Spans of a deleted trace are refused, so they must keep its id.
      const [id] = [...live, ...deleted];
      found.set(otelId, id ? { id, known: true } : { id: traceIdOf(otelId, startMs), known: false });
      if (id) this.remember(principal, otelId, id);
    }
    return found;
  }

  /**
   * Returns the ids under which traces are stored; a trace without any is absent. Parameters as for {@link
   * TraceIds.find}.
   */
  async stored(principal: Principal, earliest: ReadonlyMap<string, number>): Promise<Map<string, StoredIds>> {
    const found = new Map<string, StoredIds>();
    for (const chunk of chunksOf([...earliest], CHUNK)) {
      const candidates = new Map<Id, string>();
      for (const [otelId, startMs] of chunk) {
        for (let day = -DAYS; day <= DAYS; day++) candidates.set(traceIdOf(otelId, startMs + day * DAY_MS), otelId);
      }
      const ids = [...candidates.keys()].toSorted();
      const rows = await this.#database.ofServer(principal.workspace).read<{ id: string; deleted: 0 | 1 }>(
        `SELECT id, max(is_deleted) AS deleted FROM traces
         WHERE workspace = {workspace:String} AND id >= {from:String} AND id < {to:String} AND id IN {ids:Array(String)}
         GROUP BY id ORDER BY id`,
        {
          workspace: principal.workspace,
          from: lowestId(idTimeMs(ids.at(0) ?? '')),
          to: lowestId(idTimeMs(ids.at(-1) ?? '') + 1),
          ids,
        },
      );
      for (const { id, deleted } of rows) {
        const otelId = candidates.get(id) ?? '';
        const ofTrace = found.get(otelId) ?? { live: [], deleted: [] };
        (deleted ? ofTrace.deleted : ofTrace.live).push(id);
        found.set(otelId, ofTrace);
      }
    }
    return found;
  }

  /**
   * Returns the traces of the last days that are stored under several ids, by workspace, with the time of the lowest
   * id.
   */
  async duplicates(): Promise<{ workspace: string; earliest: Map<string, number> }[]> {
    const database = this.#database.acrossWorkspaces('the sweep joins the traces of all workspaces');
    const rows = await database.read<{ workspace: string; otel_trace_id: string; lowest: Id }>(
      `SELECT workspace, otel_trace_id, min(id) AS lowest FROM traces FINAL
       WHERE id >= {from:String} AND otel_trace_id != '' GROUP BY workspace, otel_trace_id HAVING count() > 1`,
      { from: lowestId(Date.now() - DAYS * DAY_MS) },
    );
    const workspaces = [...new Set(rows.map((row) => row.workspace))];
    return workspaces.map((workspace) => {
      const own = rows.filter((row) => row.workspace === workspace);
      return { workspace, earliest: new Map(own.map((row) => [row.otel_trace_id, idTimeMs(row.lowest)])) };
    });
  }

  /** Records the id of a stored trace. */
  remember(principal: Principal, otelId: string, id: Id): void {
    this.#remembered.set(keyOf(principal, otelId), id);
  }
}

/** Whether a trace has the id of an OpenTelemetry trace, of any day. */
export function isIdOf(id: Id, otelId: string): boolean {
  return id === atTimeOf(id, traceIdOf(otelId, 0));
}

/** Returns the id of a trace or span with the time of another id; the other bits stay. */
export function atTimeOf(timeOf: Id, id: Id): Id {
  return timeOf.slice(0, 13) + id.slice(13);
}

function keyOf(principal: Principal, otelId: string): string {
  return `${principal.workspace}/${otelId}`;
}
