import { LRUCache } from 'lru-cache';

/** Maximum size of all rows together, in characters of their texts; a larger row is not kept. */
const MAX_SIZE = 32 * 2 ** 20;
/** Size of a row in addition to its texts. */
const OVERHEAD = 1_000;

/** Recently written rows that have not ended, so that the update that ends a row need not read it from the storage. */
export class RecentRows<Row extends { end_time: string | null }> {
  readonly #rows = new LRUCache<string, Row>({ maxSize: MAX_SIZE, sizeCalculation: sizeOf });

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  set(key: string, row: Row): void {
    if (row.end_time === null) this.#rows.set(key, row);
    else this.#rows.delete(key);
  }

  delete(key: string): void {
    this.#rows.delete(key);
  }
}

function sizeOf(row: object): number {
  let size = OVERHEAD;
  for (const value of Object.values(row)) if (typeof value === 'string') size += value.length;
  return size;
}
