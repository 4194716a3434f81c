/** What the storage can do now. */
export type HealthState = 'starting' | 'ready' | 'restarting' | 'failed';

/** The state of the storage in one place: who wants to use it waits here, who wants to show it reads here. */
export class Health {
  #state: HealthState = 'starting';
  #reason: string | undefined;
  readonly #waiting = new Set<() => void>();

  get state(): HealthState {
    return this.#state;
  }

  /** Why it is not ready, as a sentence for a person. */
  get reason(): string | undefined {
    return this.#reason;
  }

  set(state: HealthState, reason?: string): void {
    this.#state = state;
    this.#reason = reason;
    if (state !== 'ready') return;
    for (const resume of this.#waiting) resume();
    this.#waiting.clear();
  }

  /**
   * Resolves when the storage is ready, at once where it is.
   *
   * @param timeoutMs how long to wait
   * @throws {StorageUnavailable} where it is not ready in time
   */
  async ready(timeoutMs: number): Promise<void> {
    if (this.#state === 'ready') return;
    await new Promise<void>((resolve, reject) => {
      const resume = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(resume);
        reject(new StorageUnavailable(this.#reason ?? `the storage is ${this.#state}`));
      }, timeoutMs);
      this.#waiting.add(resume);
    });
  }
}

/** The storage did not become ready in time, or went away under a request. Answered as 503. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}
