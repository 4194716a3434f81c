/**
 * Ends what is on its way. The controller is made for each piece of work: some edge runtimes allow none before the first
 * request, nor that of one request in another.
 */
export class StopSignal {
  #isStopped = false;
  #current: AbortController | undefined;

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** The signal of a new piece of work. */
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
