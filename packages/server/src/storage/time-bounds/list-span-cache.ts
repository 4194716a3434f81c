import { LRUCache } from 'lru-cache';

/** Ratio between the first window that is read and the time span of the last page. */
const MARGIN = 4;
/** How long a list is remembered as long, in ms. It can only become shorter by deletion. */
const LONG_MS = 60_000;
/** Maximum number of lists that are remembered. */
const MAX_LISTS = 10_000;

/**
 * Remembers the time span of the newest page of each list. A day of a busy project has many rows, so if a page spanned
 * seconds, the next read begins with a window of seconds. Also remembers which lists have more rows than are counted.
 *
 * @see benchmarks/queries.ts
 */
export class ListSpanCache {
  readonly #spansMs = new LRUCache<string, number>({ max: MAX_LISTS });
  readonly #long = new LRUCache<string, true>({ max: MAX_LISTS, ttl: LONG_MS });

  /** Length of the first window for a list, in ms; undefined if the list was not read yet. */
  firstMs(list: string): number | undefined {
    const spanMs = this.#spansMs.get(list);
    return spanMs === undefined ? undefined : Math.max(1_000, spanMs * MARGIN);
  }

  /** Records that the newest page of a list lay within `spanMs` milliseconds. */
  record(list: string, spanMs: number): void {
    this.#spansMs.set(list, spanMs);
  }

  /** Whether the list had more rows than are counted, within the last minute. */
  isLong(list: string): boolean {
    return this.#long.has(list);
  }

  /** Records that a list has more rows than are counted. */
  markLong(list: string): void {
    this.#long.set(list, true);
  }
}
