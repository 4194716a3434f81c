import { newId, type Id } from '@vitrine/core/model';
import type { Principal } from '../../auth/principal.ts';
import type { Database } from '../../clickhouse/database.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** So many OpenTelemetry traces are remembered. */
const REMEMBERED = 50_000;

/** The id of an OpenTelemetry trace, and whether its row is there already. */
export interface KnownTrace {
  id: Id;
  known: boolean;
  /** Its spans say that it is a trace which somebody else writes. */
  attached?: boolean;
}

/**
 * Finds the id under which an OpenTelemetry trace is stored: a UUIDv7 whose time is the start of the UTC day of the
 * first span that came, and whose other 74 bits are the OpenTelemetry id's. One trace keeps one id, whatever the
 * batches in which its spans come.
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
    const found = new Map<string, KnownTrace>();
    const unknown: string[] = [];
    for (const otelId of earliest.keys()) {
      const id = this.#remembered.get(keyOf(principal, otelId));
      if (id) found.set(otelId, { id, known: true });
      else unknown.push(otelId);
    }
    if (unknown.length === 0) return found;
    const rows = await this.#database.read<{ otel_trace_id: string; id: string }>(
      `SELECT otel_trace_id, min(id) AS id FROM traces FINAL
       WHERE workspace = {workspace:String} AND otel_trace_id IN {ids:Array(String)} GROUP BY otel_trace_id`,
      { workspace: principal.workspace, ids: unknown },
    );
    for (const row of rows) {
      found.set(row.otel_trace_id, { id: row.id, known: true });
      this.remember(principal, row.otel_trace_id, row.id);
    }
    for (const otelId of unknown) {
      if (!found.has(otelId)) found.set(otelId, { id: traceIdOf(otelId, earliest.get(otelId) ?? 0), known: false });
    }
    return found;
  }

  /** Says under which id a trace is stored now. */
  remember(principal: Principal, otelId: string, id: Id): void {
    this.#remembered.set(keyOf(principal, otelId), id);
    if (this.#remembered.size <= REMEMBERED) return;
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined) this.#remembered.delete(oldest);
  }
}

/** The id of a span: its trace's time, and its own 64 bits. The same span has the same id in every batch. */
export function spanIdOf(traceId: Id, otelSpanId: string): Id {
  const ofTrace = BigInt(`0x${traceId.slice(-3)}`) & 0x3ffn;
  return withBits(traceId, (ofTrace << 64n) | BigInt(`0x${otelSpanId}`));
}

function traceIdOf(otelTraceId: string, startMs: number): Id {
  return withBits(newId(Math.floor(startMs / DAY_MS) * DAY_MS), BigInt(`0x${otelTraceId}`) & ((1n << 74n) - 1n));
}

/** A UUIDv7 with the time of another and these 74 bits. */
function withBits(timeOf: Id, bits: bigint): Id {
  const high = (bits >> 62n).toString(16).padStart(3, '0');
  const low = ((bits & ((1n << 62n) - 1n)) | (1n << 63n)).toString(16);
  return `${timeOf.slice(0, 13)}-7${high}-${low.slice(0, 4)}-${low.slice(4)}`;
}

function keyOf(principal: Principal, otelId: string): string {
  return `${principal.workspace}/${otelId}`;
}
