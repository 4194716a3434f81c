import { Accounting, type Logger, type Tally } from './accounting.ts';
import { Budget } from './budget.ts';
import { type Batching, Delivery, type Endpoint } from './delivery.ts';
import type { Transport } from './transport.ts';

const ENDPOINTS = {
  traces: { method: 'POST', path: 'traces/batch', list: 'traces' },
  spans: { method: 'POST', path: 'spans/batch', list: 'spans' },
  traceScores: { method: 'PUT', path: 'traces/feedback-scores', list: 'scores' },
  spanScores: { method: 'PUT', path: 'spans/feedback-scores', list: 'scores' },
  threadScores: { method: 'PUT', path: 'traces/threads/feedback-scores', list: 'scores' },
} as const satisfies Record<string, Endpoint>;

type Sort = keyof typeof ENDPOINTS;

/** What an outbox is made of; see the options of the client. */
export interface OutboxOptions {
  transport: Transport;
  batching: Batching;
  maxQueueItems: number;
  maxQueueBytes: number;
  logger: Logger;
}

/** What became of writes since the last flush, and how many are still waiting or on their way. */
export interface FlushReport extends Tally {
  pending: number;
}

/** What became of all writes of a client so far. */
export interface ClientStats extends FlushReport {
  /** What the pending ones take, in bytes. */
  pendingBytes: number;
}

/** All writes of a client on their way: one delivery for each sort, one budget and one account for all. */
export class Outbox {
  readonly accounting: Accounting;
  readonly deliveries: Readonly<Record<Sort, Delivery>>;
  readonly #budget: Budget;
  #reported: Tally = { sent: 0, dropped: 0, reasons: {} };

  constructor({ transport, batching, maxQueueItems, maxQueueBytes, logger }: OutboxOptions) {
    this.accounting = new Accounting(logger);
    this.#budget = new Budget(maxQueueItems, maxQueueBytes);
    const to = (sort: Sort): Delivery =>
      new Delivery(ENDPOINTS[sort], transport, batching, this.#budget, this.accounting);
    this.deliveries = {
      traces: to('traces'),
      spans: to('spans'),
      traceScores: to('traceScores'),
      spanScores: to('spanScores'),
      threadScores: to('threadScores'),
    };
  }

  get pending(): number {
    return this.#budget.items;
  }

  /** Sends all that is queued now, for at most `timeoutMs`. It never rejects. */
  async drain(timeoutMs: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const giveUp = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
    });
    await Promise.all(Object.values(this.deliveries).map((delivery) => delivery.drain(giveUp)));
    clearTimeout(timer);
  }

  /** What became of writes since the last report. */
  report(): FlushReport {
    const report = { ...this.accounting.tally(this.#reported), pending: this.pending };
    this.#reported = this.accounting.tally();
    return report;
  }

  stats(): ClientStats {
    return { ...this.accounting.tally(), pending: this.pending, pendingBytes: this.#budget.bytes };
  }

  /** Gives up what is not sent yet. */
  stop(): void {
    for (const delivery of Object.values(this.deliveries)) delivery.stop();
  }
}
