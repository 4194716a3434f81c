import { idTimeMs, lowestId, type Id } from '@vitrine/core/model';
import { traceIdOf } from '@vitrine/core/otel';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** So many OpenTelemetry traces are remembered. */
const REMEMBERED = 50_000;
/** A trace is found again by spans that start up to so many days before or after the first one that came. */
const DAYS = 3;
/** So many traces are looked up in one query: each by the ids that it can have. */
const CHUNK = 250;

/** The id of an OpenTelemetry trace, and whether its row is there already. */
export interface KnownTrace {
  id: Id;
  known: boolean;
  /** Its spans say that it is a trace which somebody else writes. */
  attached?: boolean;
}

/** The ids under which one OpenTelemetry trace is stored, the lowest first: more than one where servers did not agree. */
export interface StoredIds {
  there: Id[];
  deleted: Id[];
}

/**
 * Finds the id under which an OpenTelemetry trace is stored: a UUIDv7 whose time is the start of the UTC day of the
 * first span that came, and whose other 74 bits are the OpenTelemetry id's. One trace keeps one id, whatever the
 * batches in which its spans come. Where two servers take spans of one trace at the same moment, from both sides of
 * midnight, there may be two: then the lower one counts.
 */
export class TraceIds {
  readonly #database: Database;
  readonly #remembered = new Map<string, Id>();

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * The ids of some traces, by their OpenTelemetry id.
   *
   * @param earliest the start of the earliest span of each that is at hand, in ms since the epoch
   */
  async find(principal: Principal, earliest: ReadonlyMap<string, number>): Promise<Map<string, KnownTrace>> {
    // Another server may have put a trace under another id.
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
      const { there = [], deleted = [] } = stored.get(otelId) ?? {};
      // What comes of a trace that is deleted is not taken; so it has to go to that one.
      const [id] = [...there, ...deleted];
      found.set(otelId, id ? { id, known: true } : { id: traceIdOf(otelId, startMs), known: false });
      if (id) this.remember(principal, otelId, id);
    }
    return found;
  }

  /** Under which ids some traces are stored; absent where there is none. Parameters as for {@link TraceIds.find}. */
  async stored(principal: Principal, earliest: ReadonlyMap<string, number>): Promise<Map<string, StoredIds>> {
    const found = new Map<string, StoredIds>();
    const all = [...earliest];
    for (let at = 0; at < all.length; at += CHUNK) {
      const candidates = new Map<Id, string>();
      for (const [otelId, startMs] of all.slice(at, at + CHUNK)) {
        for (let day = -DAYS; day <= DAYS; day++) candidates.set(traceIdOf(otelId, startMs + day * DAY_MS), otelId);
      }
      const ids = [...candidates.keys()].toSorted();
      const rows = await this.#database.of(principal).read<{ id: string; deleted: 0 | 1 }>(
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
        const ofTrace = found.get(otelId) ?? { there: [], deleted: [] };
        (deleted ? ofTrace.deleted : ofTrace.there).push(id);
        found.set(otelId, ofTrace);
      }
    }
    return found;
  }

  /** The traces of the last days that are stored under several ids, by workspace; with the time of the lowest id. */
  async twice(): Promise<{ workspace: string; earliest: Map<string, number> }[]> {
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

  /** Says under which id a trace is stored now. */
  remember(principal: Principal, otelId: string, id: Id): void {
    this.#remembered.set(keyOf(principal, otelId), id);
    if (this.#remembered.size <= REMEMBERED) return;
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined) this.#remembered.delete(oldest);
  }
}

/** The id that a trace's id, or a span's, becomes where the trace gets the time of another id: the bits stay. */
export function atTimeOf(timeOf: Id, id: Id): Id {
  return timeOf.slice(0, 13) + id.slice(13);
}

function keyOf(principal: Principal, otelId: string): string {
  return `${principal.workspace}/${otelId}`;
}
