/** Map with a maximum number of entries. A further entry replaces the least recently used one. */
export class LruMap<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #most: number;
  readonly #onDrop: (value: Value) => void;

  /** @param onDrop function that is called with each value that a further one replaces */
  constructor(most: number, onDrop: (value: Value) => void = () => {}) {
    this.#most = most;
    this.#onDrop = onDrop;
  }

  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#most) return;
    const [oldest] = this.#entries;
    if (oldest === undefined) return;
    this.#entries.delete(oldest[0]);
    this.#onDrop(oldest[1]);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}
