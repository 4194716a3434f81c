import type { TupleParam } from '@clickhouse/client';
import { parameterText } from '../engine/parameter-text.ts';

/** Maximum length of one parameter as it is written in a URL, in bytes. ClickHouse accepts 128 KiB. */
const MAX_PARAMETER = 127 * 1_024;

/**
 * Cuts a list into chunks of at most `size` items. Long lists of ids go to ClickHouse in chunks because the parameters
 * of a statement are part of a URL, whose length is limited.
 */
export function* chunksOf<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

/** Cuts a list into chunks whose sizes add up to `max` at most. An item that is larger becomes a chunk of its own. */
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
 * Cuts a list of texts of any length, such as thread ids, into chunks that fit in one parameter.
 *
 * @param longest returns the longest form in which a text is sent, such as the entity id of a thread
 */
export function chunksOfTexts(
  texts: readonly string[],
  longest: (text: string) => string = (text) => text,
): Generator<string[]> {
  return chunksBySize(texts, MAX_PARAMETER, (text) => lengthInUrl(longest(text)));
}

/** Cuts a list of keys of several columns into chunks that fit in one parameter. */
export function chunksOfKeys(keys: readonly TupleParam[]): Generator<TupleParam[]> {
  return chunksBySize(keys, MAX_PARAMETER, lengthInUrl);
}

/** Length of a list item in a URL, including its separators. */
function lengthInUrl(value: string | TupleParam): number {
  return new URLSearchParams({ '': parameterText([value]) }).toString().length;
}
