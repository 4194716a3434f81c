import { backgroundTimer } from '#platform';

/** First and longest wait before a request is retried, in ms. */
const FIRST_MS = 250;
const LONGEST_MS = 10_000;

/** Waits between two attempts. */
export class Backoff {
  #wake: (() => void) | undefined;

  /** Waits for the server's `Retry-After`, else twice as long each time, with jitter. The first attempt is 1. */
  wait(retryAfterMs: number | undefined, attempt: number): Promise<void> {
    const backoffMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
    return new Promise((resolve) => {
      const cancel = backgroundTimer(resolve, retryAfterMs ?? backoffMs);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Ends the current wait. */
  wake(): void {
    this.#wake?.();
  }
}
