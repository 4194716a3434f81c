import { backgroundTimer } from '#platform';
import type { Accounting } from './accounting.ts';
import type { Budget } from './budget.ts';
import { refused } from './refused.ts';
import { type Transport, TransportError, type TransportRequest } from './transport.ts';
import { recordText, type WireFields } from './wire-fields.ts';

/** Where writes of one sort go: the request and the name of the list in its body. */
export interface Endpoint {
  method: TransportRequest['method'];
  path: string;
  list: string;
}

/** When a delivery sends. */
export interface Batching {
  /** How long a write waits for others, in ms. */
  delayMs: number;
  /** So many waiting writes are sent at once. */
  size: number;
}

/** The most that one request holds: what the server accepts, and bytes of JSON. */
const MAX_ITEMS = 1000;
const MAX_BYTES = 4 * 1024 * 1024;
/** The first and the longest wait before a request is tried again, in ms. */
const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 10_000;
/** What a waiting write takes beside its text, in bytes. */
const OVERHEAD_BYTES = 200;

interface Entry {
  fields: WireFields;
  bytes: number;
  /** Writes are numbered in the order in which they came. */
  number: number;
}

/** Somebody waits for the writes up to a number. */
interface Drain {
  last: number;
  resolve: () => void;
}

function bytesOf(fields: WireFields): number {
  let bytes = 0;
  for (const field in fields) bytes += field.length + (fields[field]?.length ?? 0) + 4;
  return bytes;
}

/**
 * The writes of one sort on their way to the server: a bounded queue, and one request at a time, so that they arrive in
 * order. Writes of the same key are merged while they wait.
 */
export class Delivery {
  readonly #endpoint: Endpoint;
  readonly #transport: Transport;
  readonly #batching: Batching;
  readonly #budget: Budget;
  readonly #accounting: Accounting;
  readonly #waiting = new Map<string, Entry>();
  readonly #stop = new AbortController();
  #sending: Entry[] = [];
  #running = false;
  #draining = 0;
  #numbered = 0;
  readonly #drains = new Set<Drain>();
  #cancelTimer: (() => void) | undefined;
  #timerDelayMs = Infinity;
  #wake: (() => void) | undefined;

  constructor(endpoint: Endpoint, transport: Transport, batching: Batching, budget: Budget, accounting: Accounting) {
    this.#endpoint = endpoint;
    this.#transport = transport;
    this.#batching = batching;
    this.#budget = budget;
    this.#accounting = accounting;
  }

  /**
   * Queues a write, or merges it into the waiting one of the same key. `base` is what a record needs to stand alone; it
   * is taken where none waits.
   */
  put(key: string, changed: WireFields, base: WireFields): void {
    if (this.#stop.signal.aborted) return this.#accounting.drop('closed', 1, 'The client was closed before.');
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) {
      const fields = { ...base, ...changed };
      const bytes = bytesOf(fields) + OVERHEAD_BYTES;
      if (!this.#budget.take(1, bytes)) return this.#full();
      this.#waiting.set(key, { fields, bytes, number: ++this.#numbered });
      this.#schedule();
      return;
    }
    let more = 0;
    for (const field in changed) more += (changed[field]?.length ?? 0) - (waiting.fields[field]?.length ?? 0);
    if (!this.#budget.take(0, more)) return this.#full();
    waiting.bytes += more;
    Object.assign(waiting.fields, changed);
  }

  #full(): void {
    this.#accounting.drop('queue full', 1, 'The server does not take writes as fast as they come.');
  }

  #schedule(): void {
    if (this.#running) return;
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
    } while (this.#waiting.size >= this.#batching.size || (this.#waiting.size > 0 && this.#draining > 0));
    this.#running = false;
    if (this.#waiting.size > 0) this.#schedule();
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

  /** Sends a batch until it is stored or given up. It never rejects. */
  async #deliver(batch: Entry[]): Promise<void> {
    if (batch.length === 0) return;
    const { method, path, list } = this.#endpoint;
    const body = `{"${list}":[${batch.map((entry) => recordText(entry.fields)).join(',')}]}`;
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#transport.send({ method, path, body }, this.#stop.signal);
        return this.#settle(batch, 0, '', '');
      } catch (error) {
        if (this.#stop.signal.aborted) return this.#settle(batch, batch.length, 'closed', 'The client was closed.');
        if (!(error instanceof TransportError)) return this.#settle(batch, batch.length, 'failed', String(error));
        if (error.retryable) {
          this.#accounting.warn(`retry ${error.status ?? ''}`, `A request will be tried again: ${error.message}`);
          await this.#pause(error.retryAfterMs, attempt);
          if (this.#stop.signal.aborted) return this.#settle(batch, batch.length, 'closed', 'The client was closed.');
        } else if (error.status === 413 && batch.length > 1) {
          const half = batch.length >> 1;
          await this.#deliver(batch.slice(0, half));
          return this.#deliver(batch.slice(half));
        } else {
          const count = refused(error.cause, batch.length);
          return this.#settle(batch, count, `refused (${error.status ?? ''})`, error.message);
        }
      }
    }
  }

  #settle(batch: Entry[], dropped: number, reason: string, detail: string): void {
    let bytes = 0;
    for (const entry of batch) bytes += entry.bytes;
    this.#budget.release(batch.length, bytes);
    this.#accounting.sent += batch.length - dropped;
    this.#accounting.drop(reason, dropped, detail);
  }

  /** Waits before the next attempt: as long as the server asks, else twice as long each time, with jitter. */
  #pause(retryAfterMs: number | undefined, attempt: number): Promise<void> {
    const backoffMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt) * (0.5 + Math.random() / 2);
    return new Promise((resolve) => {
      const cancel = backgroundTimer(resolve, retryAfterMs ?? backoffMs);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Sends at once; resolves when all that was queued before is stored or given up, or when `giveUp` does. */
  async drain(giveUp: Promise<void>): Promise<void> {
    const last = this.#numbered;
    const oldest = (): number => (this.#sending[0] ?? this.#waiting.values().next().value)?.number ?? Infinity;
    if (oldest() > last) return;
    this.#draining++;
    this.#wake?.();
    this.#schedule();
    const settled = new Promise<void>((resolve) => this.#drains.add({ last, resolve }));
    await Promise.race([settled, giveUp]);
    this.#draining--;
  }

  /** Gives up what waits and what is on its way. */
  stop(): void {
    this.#cancelTimer?.();
    this.#stop.abort();
    this.#wake?.();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#settle(waiting, waiting.length, 'closed', 'The client was closed before they were delivered.');
    this.#resolveDrains();
  }
}
