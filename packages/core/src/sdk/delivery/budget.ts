/** Limit on the writes of all queues of a client together, waiting or in flight. */
export class Budget {
  items = 0;
  bytes = 0;
  readonly maxBytes: number;
  readonly #maxItems: number;

  constructor(maxItems: number, maxBytes: number) {
    this.#maxItems = maxItems;
    this.maxBytes = maxBytes;
  }

  /** Whether there is room for this many more writes, if they are small. */
  hasItems(items: number): boolean {
    return this.items + items <= this.#maxItems;
  }

  /** Reserves room for writes. Returns false, and reserves nothing, if there is not enough. */
  take(items: number, bytes: number): boolean {
    if (!this.hasItems(items) || this.bytes + bytes > this.maxBytes) return false;
    this.items += items;
    this.bytes += bytes;
    return true;
  }

  release(items: number, bytes: number): void {
    this.items -= items;
    this.bytes -= bytes;
  }
}
