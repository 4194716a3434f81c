/** Bits of a version below its milliseconds. */
const SERVER_BITS = 10n;
const COUNTER_BITS = 12n;

/** Returns the lowest version of a moment (ms since the epoch). */
export function versionAt(ms: number): bigint {
  return BigInt(ms) << (SERVER_BITS + COUNTER_BITS);
}

let nowMs = 0;
let nowText = '';

/** Returns the current time as ISO 8601. It is formatted at most once per millisecond. */
export function isoNow(): string {
  const ms = Date.now();
  if (ms !== nowMs) {
    nowMs = ms;
    nowText = new Date(ms).toISOString();
  }
  return nowText;
}

/**
 * Makes versions of rows: `ms << 22 | server << 12 | counter`. Each version is higher than all versions made or seen
 * before, even if the clock of the machine goes back. ReplacingMergeTree keeps the row with the highest version.
 */
export class HybridLogicalClock {
  readonly #server = BigInt(Math.floor(Math.random() * 2 ** Number(SERVER_BITS)));
  #last = 0n;

  /** Records a stored version. All later versions are higher. */
  pass(version: bigint): void {
    if (version > this.#last) this.#last = version;
  }

  /** Returns the next version, which is higher than `above`, the version of the row that is being replaced. */
  next(above = 0n): bigint {
    const now = versionAt(Date.now()) | (this.#server << COUNTER_BITS);
    const floor = above > this.#last ? above : this.#last;
    this.#last = now > floor ? now : floor + 1n;
    return this.#last;
  }
}
