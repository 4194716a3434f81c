import type { IngestView } from '@vitrine/core/model';
import { VitrineError } from '../errors/vitrine-error.ts';

/** What is written. */
export type Stream = 'traces' | 'spans' | 'feedback_scores';

/** Why a write was refused. */
export type Refusal = 'invalid' | 'conflict' | 'not_found' | 'deleted' | 'overloaded' | 'storage';

/** So many attributes with unknown tokens are counted by their names; the others together. */
const MAX_ATTRIBUTES = 100;
const OTHER_ATTRIBUTES = '(others)';

/** So many minutes are kept. */
const MINUTES = 60;
const MINUTE_MS = 60_000;

/** What came of the writes of one minute. */
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
 * Counts what came in and what became of it, since the start and by the minute. At every moment
 * received = committed + refused + in flight.
 */
export class Accounting {
  /** What the writes that are in flight take, in bytes. */
  bytesInFlight = 0;
  /** What the bodies of requests take that are not answered yet, in bytes. */
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

  /** @param maxBytesInFlight how much the writes in flight may take: beyond it there is no room for new ones */
  constructor(maxBytesInFlight: number) {
    this.#maxBytesInFlight = maxBytesInFlight;
  }

  /** Whether so much more may be in flight. What is larger than all the room has it where nothing else is there. */
  hasRoom(bytes: number): boolean {
    return this.bytesInFlight === 0 || this.bytesInFlight + bytes <= this.#maxBytesInFlight;
  }

  /** Keeps room for the body of a request until it is let go; nothing where there is none. */
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

  /** Writes came in of which nothing else was heard: what they needed beside themselves failed. */
  failed(stream: Stream, error: unknown, count: number): void {
    this.received(stream, count);
    this.refused(stream, reasonOf(error), count);
  }

  /** Reads a single write; one that is not valid is counted, and thrown. */
  parsed<T>(stream: Stream, read: () => T): T {
    try {
      return read();
    } catch (error) {
      this.failed(stream, error, 1);
      throw error;
    }
  }

  /** Items of a batch came in that are not valid; an item may have several faults. */
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

  /** Rows in which a write of another server was missing were written again. */
  repaired(count: number): void {
    this.#repairs += count;
  }

  /** An insert did not reach the storage and is tried again. */
  retried(): void {
    this.#retries++;
  }

  /** A span counts tokens in an attribute that nobody knows. Returns whether it is the first one that does. */
  unknownUsage(attribute: string): boolean {
    const isNew = !this.#unknownUsage.has(attribute);
    const isRoom = this.#unknownUsage.size < MAX_ATTRIBUTES;
    const counted = isNew && !isRoom ? OTHER_ATTRIBUTES : attribute;
    this.#unknownUsage.set(counted, (this.#unknownUsage.get(counted) ?? 0) + 1);
    return isNew && isRoom;
  }

  /** The account as the view API shows it. */
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

/** Under which reason a refused write is counted. */
export function reasonOf(error: unknown): Refusal {
  if (!(error instanceof VitrineError)) return 'storage';
  const { code } = error;
  return code === 'conflict' || code === 'overloaded' || code === 'not_found' ? code : 'invalid';
}
