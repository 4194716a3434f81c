import { LRUCache } from 'lru-cache';

/** A list is looked for in a window this many times as long as the one in which its last page lay. */
const MARGIN = 4;
/** How long a list counts as long, in ms: it can only shrink by deletion. */
const LONG_MS = 60_000;
/** Maximum number of lists that are remembered. */
const MAX_LISTS = 10_000;

/**
 * Remembers how far back the newest page of each list reached, because a day of a busy project is long: if a page lay
 * within seconds, the next one is looked for in seconds first. Also remembers which lists have more rows than are counted.
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

  /** Whether the list had more rows than are counted, a moment ago. */
  isLong(list: string): boolean {
    return this.#long.has(list);
  }

  /** Marks a list as longer than is counted. */
  markLong(list: string): void {
    this.#long.set(list, true);
  }
}
