/** The bits of a version below its milliseconds: 10 for the server, 12 for the counter. */
const SERVER_BITS = 10n;
const COUNTER_BITS = 12n;

/**
 * Makes versions: a hybrid of time and count (ms << 22 | server << 12 | counter) that only ever grows, also when the
 * machine's clock goes back, and that is above every version seen. The row with the highest version is the one that
 * stays.
 */
export class Clock {
  readonly #server = BigInt(Math.floor(Math.random() * 2 ** Number(SERVER_BITS)));
  #last = 0n;

  /** The next version, above `above` where that is given (the version of the row that is being replaced). */
  next(above = 0n): bigint {
    const now = (BigInt(Date.now()) << (SERVER_BITS + COUNTER_BITS)) | (this.#server << COUNTER_BITS);
    const floor = above > this.#last ? above : this.#last;
    this.#last = now > floor ? now : floor + 1n;
    return this.#last;
  }
}
