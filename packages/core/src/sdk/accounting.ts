/** What became of writes: how many the server has, how many were given up, and why. */
export interface Tally {
  sent: number;
  dropped: number;
  /** Dropped writes by reason, such as `queue full` or `refused (422)`. */
  reasons: Record<string, number>;
}

/** Where the SDK says what went wrong; `console` is one. */
export interface Logger {
  warn(message: string): void;
}

/** Counts what became of writes, and says each kind of trouble once. */
export class Accounting {
  sent = 0;
  dropped = 0;
  readonly #reasons = new Map<string, number>();
  readonly #logger: Logger;
  readonly #said = new Set<string>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Counts writes that are given up. `detail` goes to the log, with the first of the reason. */
  drop(reason: string, count: number, detail: string): void {
    if (count <= 0) return;
    this.dropped += count;
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + count);
    this.warn(reason, `Writes were dropped: ${reason}. ${detail}`);
  }

  /** Logs, once for each topic. */
  warn(topic: string, message: string): void {
    if (this.#said.has(topic)) return;
    this.#said.add(topic);
    try {
      this.#logger.warn(`[vitrine] ${message} (said once)`);
    } catch {
      // A logger that fails is the host's affair, and nothing is left to say it to.
    }
  }

  /** The counts now, or since an earlier tally. */
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
