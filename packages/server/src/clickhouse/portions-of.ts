/**
 * Cuts a list into portions. ClickHouse takes at most 128 KiB in one parameter of a query, which is about 3,300 ids: what
 * may be longer is asked in portions.
 */
export function* portionsOf<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
