import { idTimeMs } from '../../model/ids.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { AnchoredClock } from '../serialize/anchored-clock.ts';
import type { WireFields } from '../serialize/wire-fields.ts';
import { WireRecord } from './wire-record.ts';

/** Age of an id that was made for a trace of the past, in ms. */
const PAST_MS = 1_000;
/** Update time of a write that changes nothing of a stored record, in microseconds since the epoch. */
const OLDEST_US = 1;
/** Minimum number of traces whose starts are kept; the maximum is twice as high. */
const MIN_STARTS = 1_000;

/** Starts of the latest traces of this process, by id, and of those before them. */
let starts = new Map<string, string | number>();
let earlierStarts = starts;

/** Keeps the start of a trace, for a caller that starts a trace of the same id again. */
export function keepStart(traceId: string, start: string | number): void {
  if (starts.size >= MIN_STARTS) {
    earlierStarts = starts;
    starts = new Map();
  }
  starts.set(traceId, start);
}

/** Returns the start of a trace that this process has started, in the form of the wire. */
export function startOf(traceId: string): string | number | undefined {
  return starts.get(traceId) ?? earlierStarts.get(traceId);
}

/** Whether an id was made for a trace of the past. */
export function isOfPast(traceId: string): boolean {
  return Date.now() - idTimeMs(traceId) > PAST_MS;
}

/**
 * Writes a trace that probably exists on the server, and so does not move its start. If there is no such trace, it
 * starts at the time in its id.
 */
export class ReopenedTrace extends WireRecord {
  readonly #create: () => void;

  constructor(
    id: string,
    base: WireFields,
    deliveries: { creates: Delivery; updates: Delivery },
    clock: AnchoredClock,
  ) {
    super(id, base, deliveries.updates, clock);
    this.#create = () => {
      const start = { start_time: idTimeMs(id) * 1_000, last_updated_at: OLDEST_US };
      deliveries.creates.put(id, start, { id: JSON.stringify(id), ...base });
    };
  }

  override start(fields: WireFields): void {
    this.#create();
    this.update(fields);
  }
}
