/** The bits of a version below its milliseconds: 10 for the server, 12 for the counter. */
const SERVER_BITS = 10n;
const COUNTER_BITS = 12n;

/** The lowest version of a moment, in ms since the epoch. */
export function versionAt(ms: number): bigint {
  return BigInt(ms) << (SERVER_BITS + COUNTER_BITS);
}

let nowMs = 0;
let nowText = '';

/** Now as ISO 8601, made once a millisecond. */
export function isoNow(): string {
  const ms = Date.now();
  if (ms !== nowMs) {
    nowMs = ms;
    nowText = new Date(ms).toISOString();
  }
  return nowText;
}

/**
 * Makes versions: a hybrid of time and count (ms << 22 | server << 12 | counter) that only ever grows, also when the
 * machine's clock goes back, and that is above every version seen. The row with the highest version is the one that
 * stays.
 */
export class HybridLogicalClock {
  readonly #server = BigInt(Math.floor(Math.random() * 2 ** Number(SERVER_BITS)));
  #last = 0n;

  /** Takes note of a version that is stored: all that are made from now on are above it. */
  pass(version: bigint): void {
    if (version > this.#last) this.#last = version;
  }

  /** The next version, above `above` where that is given (the version of the row that is being replaced). */
  next(above = 0n): bigint {
    const now = versionAt(Date.now()) | (this.#server << COUNTER_BITS);
    const floor = above > this.#last ? above : this.#last;
    this.#last = now > floor ? now : floor + 1n;
    return this.#last;
  }
}
