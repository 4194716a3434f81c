import type { IngestView } from '@vitrine/core/model';
import { VitrineError } from '../errors/vitrine-error.ts';

/** Kinds of entities whose writes are counted. */
export type Stream = 'traces' | 'spans' | 'feedback_scores';

/** Why a write was refused. */
export type Refusal = 'invalid' | 'conflict' | 'not_found' | 'deleted' | 'overloaded' | 'storage';

/**
 * Maximum number of attributes with unknown tokens that are counted by name. Further attributes are counted together.
 */
const MAX_ATTRIBUTES = 100;
const OTHER_ATTRIBUTES = '(others)';

/** Number of minutes that are kept. */
const MINUTES = 60;
const MINUTE_MS = 60_000;

/** Counts of the writes of one minute. */
interface Minute {
  at: number;
  received: number;
  committed: number;
  refused: number;
}

interface Totals {
  received: number;
  committed: number;
  refused: Map<Refusal, number>;
}

const STREAMS: readonly Stream[] = ['traces', 'spans', 'feedback_scores'];

/**
 * Counts writes and their results, since the start and by the minute. At every moment,
 * received = committed + refused + in flight.
 */
export class Accounting {
  /** Size of the writes that are in flight, in bytes. */
  bytesInFlight = 0;
  /** Size of the bodies of requests that are not answered yet, in bytes. */
  #bodies = 0;
  #turnedAway = 0;
  readonly #since = new Date().toISOString();
  readonly #maxBytesInFlight: number;
  readonly #totals: ReadonlyMap<Stream, Totals> = new Map(
    STREAMS.map((stream) => [stream, { received: 0, committed: 0, refused: new Map() }]),
  );
  readonly #unknownUsage = new Map<string, number>();
  #retries = 0;
  #repairs = 0;
  #minutes: Minute[] = [];

  /** @param maxBytesInFlight maximum size of the writes in flight; further writes are refused */
  constructor(maxBytesInFlight: number) {
    this.#maxBytesInFlight = maxBytesInFlight;
  }

  /**
   * Whether a write of this size may start. A write that exceeds the maximum may start if nothing else is in flight.
   */
  hasRoom(bytes: number): boolean {
    return this.bytesInFlight === 0 || this.bytesInFlight + bytes <= this.#maxBytesInFlight;
  }

  /**
   * Reserves memory for the body of a request. Returns a function that releases it; undefined if there is not enough.
   */
  admit(bytes: number): (() => void) | undefined {
    const hasRoom = this.#bodies === 0 || this.#bodies + bytes <= this.#maxBytesInFlight;
    if (!hasRoom || !this.hasRoom(bytes)) {
      this.#turnedAway++;
      return undefined;
    }
    this.#bodies += bytes;
    return () => {
      this.#bodies -= bytes;
    };
  }

  received(stream: Stream, count: number): void {
    this.#of(stream).received += count;
    this.#minute().received += count;
  }

  /** Counts writes that were received and failed before they reached the storage. */
  failed(stream: Stream, error: unknown, count: number): void {
    this.received(stream, count);
    this.refused(stream, reasonOf(error), count);
  }

  /** Runs `read` for a single write. If it throws, the write is counted as refused and the error is rethrown. */
  countingFaults<T>(stream: Stream, read: () => T): T {
    try {
      return read();
    } catch (error) {
      this.failed(stream, error, 1);
      throw error;
    }
  }

  /** Counts the invalid items of a batch. An item may have several faults. */
  invalid(stream: Stream, faults: readonly { index?: number }[]): void {
    const count = new Set(faults.map((fault) => fault.index)).size;
    this.received(stream, count);
    this.refused(stream, 'invalid', count);
  }

  committed(stream: Stream, count: number): void {
    this.#of(stream).committed += count;
    this.#minute().committed += count;
  }

  refused(stream: Stream, reason: Refusal, count: number): void {
    const { refused } = this.#of(stream);
    refused.set(reason, (refused.get(reason) ?? 0) + count);
    this.#minute().refused += count;
  }

  /** Counts rows that were written again because a write of another server was missing in them. */
  repaired(count: number): void {
    this.#repairs += count;
  }

  /** Counts an insert that did not reach the storage and is retried. */
  retried(): void {
    this.#retries++;
  }

  /** Counts a span with tokens in an unknown attribute. Returns whether the attribute is new. */
  unknownUsage(attribute: string): boolean {
    const isNew = !this.#unknownUsage.has(attribute);
    const isRoom = this.#unknownUsage.size < MAX_ATTRIBUTES;
    const counted = isNew && !isRoom ? OTHER_ATTRIBUTES : attribute;
    this.#unknownUsage.set(counted, (this.#unknownUsage.get(counted) ?? 0) + 1);
    return isNew && isRoom;
  }

  /** Returns the counts in the form of the view API. */
  view(): IngestView {
    const streams = STREAMS.map((stream) => {
      const { received, committed, refused } = this.#of(stream);
      return { stream, received, committed, refused: Object.fromEntries(refused), in_flight: this.#inFlight(stream) };
    });
    return {
      since: this.#since,
      streams,
      retried: this.#retries,
      repaired: this.#repairs,
      turned_away: this.#turnedAway,
      in_flight_bytes: this.bytesInFlight,
      unknown_usage: [...this.#unknownUsage].map(([attribute, spans]) => ({ attribute, spans })),
      minutes: this.#minutes.map(({ at, ...counts }) => ({ at: new Date(at).toISOString(), ...counts })),
    };
  }

  #of(stream: Stream): Totals {
    const totals = this.#totals.get(stream);
    if (!totals) throw new Error(`there is no stream ${stream}`);
    return totals;
  }

  #inFlight(stream: Stream): number {
    const { received, committed, refused } = this.#of(stream);
    return received - committed - [...refused.values()].reduce((sum, count) => sum + count, 0);
  }

  #minute(): Minute {
    const at = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    const last = this.#minutes.at(-1);
    if (last && last.at >= at) return last;
    const minute = { at, received: 0, committed: 0, refused: 0 };
    this.#minutes = [...this.#minutes, minute].slice(-MINUTES);
    return minute;
  }
}

/** Returns the reason under which a refused write is counted. */
export function reasonOf(error: unknown): Refusal {
  if (!(error instanceof VitrineError)) return 'storage';
  const { code } = error;
  return code === 'conflict' || code === 'overloaded' || code === 'not_found' ? code : 'invalid';
}
