import type { TupleParam } from '@clickhouse/client';
import { parameterText } from '../engine/parameter-text.ts';

/** ClickHouse takes 128 KiB in one parameter, as it stands in a URL. */
const MAX_PARAMETER = 127 * 1_024;

/**
 * Cuts a list into portions. An id list of any length, or the rows of a batch, go to ClickHouse so: a statement's parameters
 * go in a URL, which has its limits.
 */
export function* chunksOf<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

/** Cuts a list into portions whose sizes add up to `max` at most; an item that is larger is a portion by itself. */
export function* chunksBySize<T>(items: readonly T[], max: number, sizeOf: (item: T) => number): Generator<T[]> {
  let chunk: T[] = [];
  let sum = 0;
  for (const item of items) {
    const size = sizeOf(item);
    if (chunk.length > 0 && sum + size > max) {
      yield chunk;
      chunk = [];
      sum = 0;
    }
    chunk.push(item);
    sum += size;
  }
  if (chunk.length > 0) yield chunk;
}

/**
 * Cuts a list of texts of any length, such as thread ids, into portions that fit a parameter.
 *
 * @param longest the longest form in which a text is sent, such as the entity id of a thread
 */
export function chunksOfTexts(
  texts: readonly string[],
  longest: (text: string) => string = (text) => text,
): Generator<string[]> {
  return chunksBySize(texts, MAX_PARAMETER, (text) => lengthInUrl(longest(text)));
}

/** Cuts a list of keys of several columns into portions that fit a parameter. */
export function chunksOfKeys(keys: readonly TupleParam[]): Generator<TupleParam[]> {
  return chunksBySize(keys, MAX_PARAMETER, lengthInUrl);
}

/** How long a value of a list is in a URL, with what stands around it. */
function lengthInUrl(value: string | TupleParam): number {
  return new URLSearchParams({ '': parameterText([value]) }).toString().length;
}
