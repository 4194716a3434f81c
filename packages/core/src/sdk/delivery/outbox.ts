import { backgroundTimer } from '#platform';
import type { Log } from '../log/log.ts';
import type { Transport } from '../transport/transport.ts';
import { DeliveryCounts, type Tally } from './delivery-counts.ts';
import { Budget } from './budget.ts';
import { type Batching, Delivery, type DeliveryParts } from './delivery.ts';
import type { RecordKind } from './endpoint.ts';
import type { Spool } from './spool.ts';
import { Uploads } from './uploads.ts';

/** How long a serverless runtime waits for writes, and how long a request has that is given up, in ms. */
const AWAITED_MS = 30_000;
const STOP_MS = 100;

/** What an outbox is made of; see the options of the client. */
export interface OutboxOptions {
  transport: Transport;
  batching: Batching;
  maxQueueItems: number;
  maxQueueBytes: number;
  log: Log;
  /** Opens the spool, where there is to be one. */
  openSpool: (counts: DeliveryCounts) => Spool | undefined;
  waitUntil: ((promise: Promise<unknown>) => void) | undefined;
}

/** What became of writes since the last flush, and how many are still waiting or on their way. */
export interface FlushReport extends Tally {
  /** In memory or on disk. */
  pending: number;
}

/** What became of all writes of a client so far. */
export interface ClientStats extends FlushReport {
  /** What the pending ones take in memory, in bytes. */
  pendingBytes: number;
  /** Those of the pending ones that are kept on disk until the server answers. */
  spooled: number;
  /** Writes of an earlier process that were found on disk; they count as sent, dropped or pending too. */
  recovered: number;
}

/** Does something that is told when its time is over. */
async function within(timeoutMs: number, work: (giveUp: Promise<void>) => Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const giveUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await work(giveUp);
  clearTimeout(timer);
}

/** All writes of a client on their way: one delivery for each kind, one budget and one account for all. */
export class Outbox {
  readonly counts: DeliveryCounts;
  readonly deliveries: Readonly<Record<RecordKind, Delivery>>;
  readonly uploads: Uploads;
  readonly #budget: Budget;
  readonly #spool: Spool | undefined;
  readonly #waitUntil: OutboxOptions['waitUntil'];
  readonly #delayMs: number;
  readonly #queues: readonly (Delivery | Uploads)[];
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
    this.deliveries = {
      traces: new Delivery('traces', parts),
      spans: new Delivery('spans', parts),
      traceScores: new Delivery('traceScores', parts),
      spanScores: new Delivery('spanScores', parts),
      threadScores: new Delivery('threadScores', parts),
    };
    this.uploads = new Uploads(parts);
    this.#queues = [...Object.values(this.deliveries), this.uploads];
  }

  /** In memory or on disk. */
  get pending(): number {
    return this.#budget.items + (this.#spool?.items ?? 0);
  }

  get spooled(): number {
    return this.#spool?.items ?? 0;
  }

  /** Where writes are kept that could not be sent. */
  get directory(): string | undefined {
    return this.#spool?.directory;
  }

  /** Tells a serverless runtime that there is something to wait for. */
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

  /** Sends all that is queued now, and what is on disk where the server answers, for at most `timeoutMs`. */
  drain(timeoutMs: number): Promise<void> {
    return within(timeoutMs, async (giveUp) => {
      await Promise.all(this.#queues.map((queue) => queue.drain(giveUp)));
      if (this.#spool?.isOpen === true) await Promise.race([this.#spool.replay(), giveUp]);
    });
  }

  /** What became of writes since the last report. */
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

  /** Puts what is not sent yet to disk, for a process that ends at once. Gives whether there is a disk. */
  keep(): boolean {
    if (this.#spool === undefined) return false;
    for (const delivery of Object.values(this.deliveries)) delivery.keep();
    return this.#spool.works;
  }

  /** Gives up what is not sent yet; what can be kept on disk is kept there. */
  async stop(): Promise<void> {
    for (const queue of this.#queues) queue.stop();
    await within(STOP_MS, (giveUp) => Promise.all(this.#queues.map((queue) => queue.drain(giveUp))));
    await this.#spool?.stop();
  }
}
