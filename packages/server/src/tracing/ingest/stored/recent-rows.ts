/** So much is kept, in characters of the texts in rows. */
const MAX_SIZE = 32 * 2 ** 20;
/** What a row takes beside its texts. */
const OVERHEAD = 1_000;

/**
 * The rows that were written last and have not ended, so that the update that ends them need not read what is stored.
 * The one that was not used for longest goes first.
 */
export class RecentRows<Row extends { end_time: string | null }> {
  readonly #rows = new Map<string, { row: Row; size: number }>();
  #size = 0;

  get(key: string): Row | undefined {
    const found = this.#rows.get(key);
    if (!found) return undefined;
    this.#rows.delete(key);
    this.#rows.set(key, found);
    return found.row;
  }

  set(key: string, row: Row): void {
    this.delete(key);
    if (row.end_time !== null) return;
    const size = sizeOf(row);
    this.#rows.set(key, { row, size });
    this.#size += size;
    for (const oldest of this.#rows.keys()) {
      if (this.#size <= MAX_SIZE || oldest === key) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const found = this.#rows.get(key);
    if (!found) return;
    this.#rows.delete(key);
    this.#size -= found.size;
  }
}

function sizeOf(row: object): number {
  let size = OVERHEAD;
  for (const value of Object.values(row)) if (typeof value === 'string') size += value.length;
  return size;
}
