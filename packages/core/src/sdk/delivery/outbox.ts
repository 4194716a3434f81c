import { backgroundTimer } from '#platform';
import type { Log } from '../log/log.ts';
import type { Transport } from '../transport/transport.ts';
import { DeliveryCounts, type Tally } from './delivery-counts.ts';
import { Budget } from './budget.ts';
import { bytesText } from './leave-out.ts';
import { type Batching, Delivery, type DeliveryParts } from './delivery.ts';
import type { RecordKind } from './endpoint.ts';
import type { Spool } from './spool.ts';
import { Uploads } from './uploads.ts';

/** Time that a serverless runtime waits for writes, and time for requests to be cancelled, in ms. */
const AWAITED_MS = 30_000;
const STOP_MS = 100;

/** Parts and limits of an outbox; see {@link VitrineOptions}. */
export interface OutboxOptions {
  transport: Transport;
  batching: Batching;
  maxQueueItems: number;
  maxQueueBytes: number;
  log: Log;
  /** Opens the spool; `undefined` if there is none. */
  openSpool: (counts: DeliveryCounts) => Spool | undefined;
  waitUntil: ((promise: Promise<unknown>) => void) | undefined;
}

/** Outcome of the writes since the last flush, and the number of writes that are not delivered yet. */
export interface FlushReport extends Tally {
  /** Writes in memory or on disk. */
  pending: number;
}

/** Outcome of all writes of a client so far. */
export interface ClientStats extends FlushReport {
  /** Memory of the pending writes, in bytes. */
  pendingBytes: number;
  /** Pending writes that are kept on disk until the server answers. */
  spooled: number;
  /** Writes of earlier processes that were found on disk. They are also counted as sent, dropped or pending. */
  recovered: number;
}

/** Calls `work` with a promise that resolves after `timeoutMs`. */
async function within(timeoutMs: number, work: (timeout: Promise<void>) => Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await work(timeout);
  clearTimeout(timer);
}

/** All undelivered writes of a client: one delivery for each kind of record, and one budget for all. */
export class Outbox {
  readonly counts: DeliveryCounts;
  readonly deliveries: Readonly<Record<RecordKind, Delivery>>;
  readonly uploads: Uploads;
  readonly #budget: Budget;
  readonly #spool: Spool | undefined;
  readonly #waitUntil: OutboxOptions['waitUntil'];
  readonly #delayMs: number;
  readonly #queues: readonly (Delivery | Uploads)[];
  /** Work that ends with a write. */
  readonly #followed = new Set<Promise<void>>();
  /** Number of writes that {@link Outbox.hold} reserves room for. */
  held = 0;
  #isAwaited = false;
  #reported: Tally = { sent: 0, dropped: 0, reasons: {} };

  constructor({ transport, batching, maxQueueItems, maxQueueBytes, log, openSpool, waitUntil }: OutboxOptions) {
    this.counts = new DeliveryCounts(log);
    this.#budget = new Budget(maxQueueItems, maxQueueBytes);
    this.#spool = openSpool(this.counts);
    this.#waitUntil = waitUntil;
    this.#delayMs = batching.delayMs;
    const parts: DeliveryParts = {
      transport,
      batching,
      budget: this.#budget,
      counts: this.counts,
      spool: this.#spool,
      onQueued: waitUntil === undefined ? () => {} : () => this.#await(),
    };
    const traces = new Delivery('traces', parts);
    const spans = new Delivery('spans', parts);
    this.deliveries = {
      traces,
      spans,
      traceUpdates: new Delivery('traceUpdates', parts, traces),
      spanUpdates: new Delivery('spanUpdates', parts, spans),
      traceScores: new Delivery('traceScores', parts),
      spanScores: new Delivery('spanScores', parts),
      threadScores: new Delivery('threadScores', parts),
    };
    this.uploads = new Uploads(parts);
    this.#queues = [...Object.values(this.deliveries), this.uploads];
  }

  /** Number of writes in memory or on disk. */
  get pending(): number {
    return this.#budget.items + (this.#spool?.items ?? 0);
  }

  get spooled(): number {
    return this.#spool?.items ?? 0;
  }

  /** Directory of the spool. */
  get directory(): string | undefined {
    return this.#spool?.directory;
  }

  /**
   * Reserves room for fields that will be written later. Returns a function that releases it; `undefined` if there is
   * not enough.
   */
  hold(bytes: number): (() => void) | undefined {
    if (!this.#budget.take(1, bytes)) {
      const isTooLarge = bytes > this.#budget.maxBytes;
      const detail = `There is no room for ${bytesText(bytes)} that are being anonymized.`;
      this.counts.drop(isTooLarge ? 'too large' : 'queue full', 1, detail);
      return undefined;
    }
    this.held++;
    return () => {
      this.held--;
      this.#budget.release(1, bytes);
    };
  }

  /** Makes a flush wait for work that ends with a write. */
  follow(work: Promise<void>): void {
    this.#followed.add(work);
    void work.finally(() => this.#followed.delete(work));
  }

  /** Asks a serverless runtime to wait for the queued writes. */
  #await(): void {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    const sent = Promise.resolve()
      .then(() => new Promise<void>((resolve) => backgroundTimer(resolve, this.#delayMs)))
      .then(() => this.drain(AWAITED_MS))
      .finally(() => {
        this.#isAwaited = false;
      });
    try {
      this.#waitUntil?.(sent);
    } catch (error) {
      this.counts.log.once('warn', 'waitUntil', `waitUntil failed: ${String(error)}`);
    }
  }

  /** Sends the queued writes, and those on disk if the server answers, for at most `timeoutMs`. */
  drain(timeoutMs: number): Promise<void> {
    return within(timeoutMs, async (timeout) => {
      if (this.#followed.size > 0) await Promise.race([Promise.all(this.#followed), timeout]);
      await Promise.all(this.#queues.map((queue) => queue.drain(timeout)));
      if (this.#spool?.isOpen === true) await Promise.race([this.#spool.replay(), timeout]);
    });
  }

  /** Returns the outcome of the writes since the last report. */
  report(): FlushReport {
    const report = { ...this.counts.tally(this.#reported), pending: this.pending };
    this.#reported = this.counts.tally();
    return report;
  }

  stats(): ClientStats {
    const { bytes } = this.#budget;
    const recovered = this.#spool?.recovered ?? 0;
    return {
      ...this.counts.tally(),
      pending: this.pending,
      pendingBytes: bytes,
      spooled: this.spooled,
      recovered,
    };
  }

  /** Writes all unsent writes to the spool, for a process that ends at once. Returns whether there is a spool. */
  saveToSpool(): boolean {
    if (this.#spool === undefined) return false;
    for (const delivery of Object.values(this.deliveries)) delivery.saveToSpool();
    return this.#spool.works;
  }

  /** Stops sending. Unsent writes stay on disk, or are dropped if there is no spool. */
  async stop(): Promise<void> {
    for (const queue of this.#queues) queue.stop();
    await within(STOP_MS, (timeout) => Promise.all(this.#queues.map((queue) => queue.drain(timeout))));
    await this.#spool?.stop();
  }
}
