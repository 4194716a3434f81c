/** What the storage can do now. */
export type HealthState = 'starting' | 'ready' | 'restarting' | 'failed';

/** The state of the storage in one place: who wants to use it waits here, who wants to show it reads here. */
export class Health {
  #state: HealthState = 'starting';
  #reason: string | undefined;
  #over = false;
  readonly #waiting = new Set<{ resume: () => void; giveUp: () => void }>();

  get state(): HealthState {
    return this.#state;
  }

  /** Why it is not ready, as a sentence for a person. */
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

  /** It will never be ready (again): nobody needs to wait any more. */
  end(reason: string): void {
    this.set('failed', reason);
    this.#over = true;
    for (const { giveUp } of this.#waiting) giveUp();
    this.#waiting.clear();
  }

  /**
   * Resolves when the storage is ready, at once where it is.
   *
   * @param timeoutMs how long to wait; for as long as it takes if left out
   * @throws {StorageUnavailable} where it is not ready in time
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

/** The storage did not become ready in time, or went away under a request. Answered as 503. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}
