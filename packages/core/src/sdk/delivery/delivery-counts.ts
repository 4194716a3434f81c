import type { Log } from '../log/log.ts';

/** Outcome of writes: how many were sent, how many were dropped, and why. */
export interface Tally {
  sent: number;
  dropped: number;
  /** Dropped writes by reason, such as `queue full` or `refused (422)`. */
  reasons: Record<string, number>;
}

/** Counts sent and dropped writes, and logs each reason once. */
export class DeliveryCounts {
  sent = 0;
  dropped = 0;
  readonly log: Log;
  readonly #reasons = new Map<string, number>();

  constructor(log: Log) {
    this.log = log;
  }

  /** Counts dropped writes. The first drop for a reason is logged with `detail`. */
  drop(reason: string, count: number, detail: string): void {
    if (count <= 0) return;
    this.dropped += count;
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + count);
    this.log.once('warn', reason, `Writes were dropped: ${reason}. ${detail}`);
  }

  /** Returns the counts so far, or since an earlier tally. */
  tally(since?: Tally): Tally {
    const reasons = [...this.#reasons]
      .map(([reason, count]) => [reason, count - (since?.reasons[reason] ?? 0)] as const)
      .filter(([, count]) => count > 0);
    return {
      sent: this.sent - (since?.sent ?? 0),
      dropped: this.dropped - (since?.dropped ?? 0),
      reasons: Object.fromEntries(reasons),
    };
  }
}
