import { idTimeMs, type Id } from '@vitrine/core/model';

/** So many ids a generation; with 10 bits each, about one in a hundred new ids is taken for a seen one. */
const PER_GENERATION = 4_000_000;
const BITS = PER_GENERATION * 10;
const PROBES = 7;

/** A Bloom filter. The ids are random in their last 62 bits already, so it takes its probes from there. */
class Generation {
  readonly since: number;
  count = 0;
  readonly #bits = new Uint32Array(Math.ceil(BITS / 32));

  constructor(since: number) {
    this.since = since;
  }

  add(a: number, b: number): void {
    this.count++;
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = (a + probe * b) % BITS;
      this.#bits[bit >>> 5]! |= 1 << (bit & 31);
    }
  }

  has(a: number, b: number): boolean {
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = (a + probe * b) % BITS;
      if ((this.#bits[bit >>> 5]! & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
}

/**
 * Which ids a server that writes alone has seen, so that what is new for sure need not be looked up: an id that was made
 * later than all that were stored when it began, and which it has not seen, nobody has written. It may take a new id for
 * a seen one, never the other way round.
 */
export class SeenIds {
  #generations: Generation[] = [];
  /** The latest time in an id that was seen: clients' clocks may be ahead. */
  #latestMs = 0;

  /** Whether it knows anything. */
  get hasBegun(): boolean {
    return this.#generations.length > 0;
  }

  /**
   * Begins to know.
   *
   * @param newest the newest id that is stored, if there is any
   */
  begin(newest: Id | undefined): void {
    this.#see(newest);
    this.#generations = [new Generation(Math.max(Date.now(), this.#latestMs))];
  }

  /** Whether an id is new for sure. */
  isNew(id: Id): boolean {
    const [oldest] = this.#generations;
    if (!oldest || idTimeMs(id) <= oldest.since) return false;
    const [a, b] = probesOf(id);
    return !this.#generations.some((generation) => generation.has(a, b));
  }

  add(id: Id): void {
    this.#see(id);
    let current = this.#generations.at(-1);
    if (!current) return;
    if (current.count >= PER_GENERATION) {
      // Two generations are kept; what is older than both is looked up.
      current = new Generation(Math.max(Date.now(), this.#latestMs));
      this.#generations = [...this.#generations.slice(-1), current];
    }
    const [a, b] = probesOf(id);
    current.add(a, b);
  }

  /** Somebody else writes too: nothing is known until it begins again. */
  forget(): void {
    this.#generations = [];
  }

  #see(id: Id | undefined): void {
    if (id) this.#latestMs = Math.max(this.#latestMs, idTimeMs(id));
  }
}

/** Two numbers out of the random part of an id. */
function probesOf(id: Id): [number, number] {
  return [hexAt(id, 24, 31), hexAt(id, 30, 36) | 1];
}

/** The number that up to seven hexadecimal digits are. No text is made for it: this is asked for every write. */
function hexAt(id: Id, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const code = id.charCodeAt(at);
    number = (number << 4) | ((code & 15) + (code >> 6) * 9);
  }
  return number;
}
