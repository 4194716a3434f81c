import { idTimeMs, type Id } from '@vitrine/core/model';

/**
 * Maximum number of ids in a generation. With 10 bits an id, about one in a hundred new ids is taken for a seen one.
 */
const PER_GENERATION = 4_000_000;
const BITS = PER_GENERATION * 10;
const PROBES = 7;

/** Bloom filter. It takes its probes from the last 62 bits of an id, which are random already. */
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
 * Knows which ids a server that writes alone has seen, so that a new id need not be looked up.
 *
 * An id is new if it was made later than every id stored at the start, and this server has not seen it. The filter may
 * take a new id for a seen one, but never a seen one for a new one.
 */
export class SeenIds {
  #generations: Generation[] = [];
  /** Latest time in a seen id. It may be in the future, because the clocks of clients may be ahead. */
  #latestMs = 0;

  /** Whether ids are recorded. */
  get isActive(): boolean {
    return this.#generations.length > 0;
  }

  /**
   * Starts to record ids.
   *
   * @param newest the newest stored id, if there is one
   */
  start(newest: Id | undefined): void {
    this.#see(newest);
    this.#generations = [new Generation(Math.max(Date.now(), this.#latestMs))];
  }

  /** Whether an id is certainly new. */
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
      // Two generations are kept. Older ids are looked up in the storage.
      current = new Generation(Math.max(Date.now(), this.#latestMs));
      this.#generations = [...this.#generations.slice(-1), current];
    }
    const [a, b] = probesOf(id);
    current.add(a, b);
  }

  /** Stops recording, because another server writes too. */
  clear(): void {
    this.#generations = [];
  }

  #see(id: Id | undefined): void {
    if (id) this.#latestMs = Math.max(this.#latestMs, idTimeMs(id));
  }
}

/** Returns two numbers from the random part of an id. */
function probesOf(id: Id): [number, number] {
  return [hexAt(id, 24, 31), hexAt(id, 30, 36) | 1];
}

/** Parses up to seven hexadecimal digits. It allocates no substring, because it runs for every write. */
function hexAt(id: Id, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const code = id.charCodeAt(at);
    number = (number << 4) | ((code & 15) + (code >> 6) * 9);
  }
  return number;
}
