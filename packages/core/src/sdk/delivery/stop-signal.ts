/**
 * Aborts the current request when a queue stops. Each request gets its own controller: some edge runtimes allow none
 * before the first incoming request, or a controller of one request in another.
 */
export class StopSignal {
  #isStopped = false;
  #current: AbortController | undefined;

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Returns the signal for the next request. */
  next(): AbortSignal {
    this.#current = new AbortController();
    if (this.#isStopped) this.#current.abort();
    return this.#current.signal;
  }

  stop(): void {
    this.#isStopped = true;
    this.#current?.abort();
  }
}
