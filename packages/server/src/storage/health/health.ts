/** State of the storage. */
export type HealthState = 'starting' | 'ready' | 'restarting' | 'failed';

/** Holds the state of the storage. Users of the storage wait here until it is ready. */
export class Health {
  #state: HealthState = 'starting';
  #reason: string | undefined;
  #over = false;
  readonly #waiting = new Set<{ resume: () => void; giveUp: () => void }>();

  get state(): HealthState {
    return this.#state;
  }

  /** Why the storage is not ready, for a person to read. */
  get reason(): string | undefined {
    return this.#reason;
  }

  set(state: HealthState, reason?: string): void {
    if (this.#over) return;
    this.#state = state;
    this.#reason = reason;
    if (state !== 'ready') return;
    for (const { resume } of this.#waiting) resume();
    this.#waiting.clear();
  }

  /** Sets the final state: the storage will not become ready again, and all waiting callers are rejected. */
  end(reason: string): void {
    this.set('failed', reason);
    this.#over = true;
    for (const { giveUp } of this.#waiting) giveUp();
    this.#waiting.clear();
  }

  /**
   * Resolves as soon as the storage is ready.
   *
   * @param timeoutMs how long to wait; without a limit if left out
   * @throws {StorageUnavailable} if the storage is not ready in time
   */
  async ready(timeoutMs?: number): Promise<void> {
    if (this.#state === 'ready') return;
    if (this.#over) throw this.#unavailable();
    await new Promise<void>((resolve, reject) => {
      const waiting = {
        resume: () => {
          clearTimeout(timer);
          resolve();
        },
        giveUp: () => {
          clearTimeout(timer);
          this.#waiting.delete(waiting);
          reject(this.#unavailable());
        },
      };
      const timer = timeoutMs === undefined ? undefined : setTimeout(waiting.giveUp, timeoutMs);
      this.#waiting.add(waiting);
    });
  }

  #unavailable(): StorageUnavailable {
    return new StorageUnavailable(this.#reason ?? `the storage is ${this.#state}`);
  }
}

/** Thrown if the storage did not become ready in time or failed during a request. HTTP clients get status 503. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}
