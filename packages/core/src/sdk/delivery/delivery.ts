import { backgroundTimer } from '#platform';
import { recordText, type WireFields, writeRecord } from '../serialize/wire-fields.ts';
import { type Transport, TransportError } from '../transport/transport.ts';
import type { DeliveryCounts } from './delivery-counts.ts';
import { Backoff } from './backoff.ts';
import type { Budget } from './budget.ts';
import { bytesText, type LeftOut, leaveOutLargest } from './leave-out.ts';
import { ENDPOINTS, MAX_BYTES, MAX_ITEMS, type RecordKind } from './endpoint.ts';
import { type Refusal, sendRecords, type Shrunk } from './send-records.ts';
import type { Spool } from './spool.ts';
import { StopSignal } from './stop-signal.ts';

/** Rules for when a delivery sends. */
export interface Batching {
  /** Time that a write waits for others, in ms. */
  delayMs: number;
  /** Number of waiting writes that are sent at once. */
  size: number;
  /** Whether nothing is sent before a flush. */
  hold: boolean;
}

/** Parts that the deliveries of a client share. */
export interface DeliveryParts {
  transport: Transport;
  batching: Batching;
  budget: Budget;
  counts: DeliveryCounts;
  /** Takes the writes while the server does not answer. Without a spool they wait in memory. */
  spool: Spool | undefined;
  /** Called when a write is queued. */
  onQueued: () => void;
}

/** Number of attempts before the writes of a request go to the spool. */
export const TRIES_BEFORE_SPOOL = 2;
/** Memory of a waiting write in addition to its text, in bytes. */
const OVERHEAD_BYTES = 200;

interface Entry {
  fields: WireFields;
  bytes: number;
  /** Position in the order of all writes. */
  number: number;
}

/** A caller that waits for the writes up to a number. */
interface Drain {
  last: number;
  resolve: () => void;
}

function writeEntry({ fields }: Entry, parts: string[]): void {
  writeRecord(fields, parts);
}

/** Returns a copy of an entry without its largest content. */
function shrinkEntry(entry: Entry, limit: string): Shrunk<Entry> | undefined {
  const fields = { ...entry.fields };
  const leftOut = leaveOutLargest(fields, limit);
  return leftOut && { item: { ...entry, fields }, leftOut };
}

function textsOf(batch: readonly Entry[]): string[] {
  return batch.map(({ fields }) => recordText(fields));
}

function bytesOf(fields: WireFields): number {
  let bytes = 0;
  for (const field in fields) bytes += field.length + sizeOf(fields[field]) + 4;
  return bytes;
}

/** Returns the length of a value as text; a time takes 29 characters. */
function sizeOf(value: string | number | undefined): number {
  return typeof value === 'string' ? value.length : value === undefined ? 0 : 29;
}

/**
 * Sends the writes of one kind: a bounded queue, and one request at a time, so that writes arrive in order. Writes of
 * the same key are merged while they wait.
 */
export class Delivery {
  readonly #kind: RecordKind;
  readonly #transport: Transport;
  readonly #batching: Batching;
  readonly #budget: Budget;
  readonly #counts: DeliveryCounts;
  readonly #spool: Spool | undefined;
  readonly #onQueued: () => void;
  readonly #before: Delivery | undefined;
  readonly #waiting = new Map<string, Entry>();
  readonly #stop = new StopSignal();
  #sending: Entry[] = [];
  #running = false;
  #draining = 0;
  #numbered = 0;
  readonly #drains = new Set<Drain>();
  #cancelTimer: (() => void) | undefined;
  #timerDelayMs = Infinity;
  readonly #backoff = new Backoff();

  /** @param before delivery whose waiting writes are sent before those of this one */
  constructor(
    kind: RecordKind,
    { transport, batching, budget, counts, spool, onQueued }: DeliveryParts,
    before?: Delivery,
  ) {
    this.#before = before;
    this.#kind = kind;
    this.#transport = transport;
    this.#batching = batching;
    this.#budget = budget;
    this.#counts = counts;
    this.#spool = spool;
    this.#onQueued = onQueued;
  }

  /**
   * Queues a write, or merges it into the waiting write of the same key. `base` has the fields that every write of the
   * record needs; they are added if no write waits. The queue may change `changed` from now on.
   */
  put(key: string, changed: WireFields, base: WireFields): void {
    if (this.#stop.isStopped) return this.#counts.drop('closed', 1, 'The client was closed before.');
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) {
      // The id is the first field, because a request for a single record has it in its path.
      const fields = this.#before === undefined ? changed : { ...base, ...changed };
      for (const field in base) fields[field] ??= base[field] ?? 'null';
      const bytes = this.#reserve(key, fields, 1, () => bytesOf(fields) + OVERHEAD_BYTES);
      if (bytes === undefined) return;
      this.#waiting.set(key, { fields, bytes, number: ++this.#numbered });
      this.#schedule();
      this.#onQueued();
      return;
    }
    const more = this.#reserve(key, changed, 0, () => {
      let bytes = 0;
      for (const field in changed) bytes += sizeOf(changed[field]) - sizeOf(waiting.fields[field]);
      return bytes;
    });
    if (more === undefined) return;
    waiting.bytes += more;
    Object.assign(waiting.fields, changed);
  }

  /**
   * Reserves room for a write. Its largest contents are left out if there is not enough, so that the record itself is
   * kept. Returns the reserved bytes; `undefined` if the write was dropped.
   */
  #reserve(key: string, changed: WireFields, items: number, cost: () => number): number | undefined {
    const whole = cost();
    const { maxBytes } = this.#budget;
    let leftOut: LeftOut | undefined;
    for (let bytes = whole; ; bytes = cost()) {
      if (this.#budget.take(items, bytes)) {
        if (leftOut !== undefined) this.#countLeftOut(key, leftOut, whole > maxBytes);
        return bytes;
      }
      const limit = `the limit is ${bytesText(maxBytes)} for all queued writes`;
      const next = this.#budget.hasItems(items) ? leaveOutLargest(changed, limit) : undefined;
      leftOut ??= next;
      if (next !== undefined) continue;
      this.#counts.drop('queue full', 1, 'The server does not take writes as fast as they come.');
      return undefined;
    }
  }

  #countLeftOut(key: string, { field, bytes }: LeftOut, isTooLarge: boolean): void {
    const room = `${bytesText(this.#budget.maxBytes)} (maxQueueBytes)`;
    const limit = isTooLarge ? `A queue takes ${room}` : `The queue of ${room} has no room for it`;
    const detail = `${limit}: the ${field} of ${bytesText(bytes)} was left out of ${this.#kind} ${key}, the rest is sent.`;
    this.#counts.drop(isTooLarge ? 'too large' : 'queue full', 1, detail);
  }

  #schedule(): void {
    if (this.#running || (this.#batching.hold && this.#draining === 0)) return;
    const delayMs = this.#draining > 0 || this.#waiting.size >= this.#batching.size ? 0 : this.#batching.delayMs;
    if (delayMs >= this.#timerDelayMs) return;
    this.#cancelTimer?.();
    this.#timerDelayMs = delayMs;
    this.#cancelTimer = backgroundTimer(() => void this.#run(), delayMs);
  }

  async #run(): Promise<void> {
    this.#cancelTimer?.();
    this.#timerDelayMs = Infinity;
    if (this.#running) return;
    this.#running = true;
    do {
      this.#sending = this.#take();
      await this.#deliver(this.#sending);
      this.#sending = [];
      this.#resolveDrains();
    } while (this.#continues());
    this.#running = false;
    if (this.#waiting.size > 0) this.#schedule();
  }

  #continues(): boolean {
    if (this.#draining > 0) return this.#waiting.size > 0;
    return !this.#batching.hold && this.#waiting.size >= this.#batching.size;
  }

  #resolveDrains(): void {
    const oldest = this.#waiting.values().next().value?.number ?? Infinity;
    for (const drain of this.#drains) {
      if (oldest <= drain.last) continue;
      drain.resolve();
      this.#drains.delete(drain);
    }
  }

  #take(): Entry[] {
    const batch: Entry[] = [];
    let bytes = 0;
    for (const [key, entry] of this.#waiting) {
      if (batch.length === MAX_ITEMS || (batch.length > 0 && bytes + entry.bytes > MAX_BYTES)) break;
      this.#waiting.delete(key);
      batch.push(entry);
      bytes += entry.bytes;
    }
    return batch;
  }

  /** Sends a batch until it is stored, spooled or dropped. It never rejects. */
  async #deliver(batch: Entry[]): Promise<void> {
    if (batch.length === 0) return;
    await this.#before?.drain(new Promise(() => {}));
    for (let attempt = 1; ; attempt++) {
      if (this.#spool?.isOpen === true && (await this.#spool.put(this.#kind, textsOf(batch)))) {
        return this.#release(batch);
      }
      try {
        const records = { items: batch, write: writeEntry, shrink: shrinkEntry };
        const refusals = await sendRecords(this.#transport, ENDPOINTS[this.#kind], records, this.#stop.next());
        return this.#settle(batch, refusals);
      } catch (error) {
        if (this.#stop.isStopped) return this.#spoolOrDrop(batch);
        await this.#failed(error as TransportError, attempt);
        if (this.#stop.isStopped) return this.#spoolOrDrop(batch);
      }
    }
  }

  /** Handles a failure that may pass: it waits, or opens the spool. */
  async #failed(error: TransportError, attempt: number): Promise<void> {
    const answered = error.status === 429;
    const spools = this.#spool?.works === true && !answered;
    const until = spools ? `are kept in ${this.#spool?.directory} until they can be sent` : 'will be retried';
    this.#counts.log.once('warn', answered ? 'busy' : 'connection', `${error.message}; writes ${until}`);
    if (spools && attempt >= TRIES_BEFORE_SPOOL) this.#spool?.open();
    else await this.#backoff.wait(error.retryAfterMs, attempt);
  }

  #release(batch: readonly Entry[]): void {
    let bytes = 0;
    for (const entry of batch) bytes += entry.bytes;
    this.#budget.release(batch.length, bytes);
  }

  #settle(batch: readonly Entry[], refusals: readonly Refusal[]): void {
    this.#release(batch);
    let stored = batch.length;
    for (const { count, reason, detail, isPartial } of refusals) {
      if (isPartial !== true) stored -= count;
      this.#counts.drop(reason, count, detail);
    }
    this.#counts.sent += stored;
    this.#counts.log.write('debug', `${stored} ${this.#kind} were sent.`);
  }

  /** Moves writes to the spool when the client closes, or drops them if there is no spool. */
  #spoolOrDrop(batch: readonly Entry[]): void {
    if (batch.length > 0 && this.#spool?.putSync(this.#kind, textsOf(batch)) === true) return this.#release(batch);
    this.#settle(batch, [{ count: batch.length, reason: 'closed', detail: 'The client was closed before.' }]);
  }

  /** Sends at once. Resolves when all earlier writes are stored or dropped, or when `timeout` resolves. */
  async drain(timeout: Promise<void>): Promise<void> {
    const last = this.#numbered;
    const oldest = (): number => (this.#sending[0] ?? this.#waiting.values().next().value)?.number ?? Infinity;
    if (oldest() > last) return;
    this.#draining++;
    this.#backoff.wake();
    // Does not start a timer, because a page that the user leaves may be gone before the timer fires.
    if (!this.#running) void this.#run();
    const settled = new Promise<void>((resolve) => this.#drains.add({ last, resolve }));
    await Promise.race([settled, timeout]);
    this.#draining--;
  }

  /** Writes all waiting and unconfirmed writes to the spool, for a process that ends at once. */
  saveToSpool(): void {
    const left = [...this.#sending, ...this.#waiting.values()];
    for (let at = 0; at < left.length; at += MAX_ITEMS) {
      this.#spool?.putSync(this.#kind, textsOf(left.slice(at, at + MAX_ITEMS)));
    }
    this.#release(left);
    this.#sending = [];
    this.#waiting.clear();
  }

  /** Stops sending. Waiting writes go to the spool or are dropped. */
  stop(): void {
    this.#cancelTimer?.();
    this.#stop.stop();
    this.#backoff.wake();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#spoolOrDrop(waiting);
    this.#resolveDrains();
  }
}
