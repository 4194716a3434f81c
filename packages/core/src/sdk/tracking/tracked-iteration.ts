import type { RecordedCall } from './recorded-call.ts';

/** Maximum number of items in the output of a generator. */
const MAX_ITEMS = 10_000;

/** Items that a generator yielded. As an output they are one text if all are texts, else a list. */
class YieldedItems {
  readonly #items: unknown[] = [];

  add(item: unknown): void {
    if (this.#items.length < MAX_ITEMS) this.#items.push(item);
  }

  output(): unknown {
    const items = this.#items;
    return items.length > 0 && items.every((item) => typeof item === 'string') ? items.join('') : items;
  }
}

type SyncMethod = 'next' | 'return' | 'throw';

/** Wraps a generator so that its code runs inside the span, which stays open until the generator ends. */
export function trackedGenerator(generator: Generator, call: RecordedCall): Generator {
  const yielded = new YieldedItems();
  const step = (method: SyncMethod, value: unknown): IteratorResult<unknown> => {
    try {
      const result = call.run(() => (generator[method] as (value: unknown) => IteratorResult<unknown>)(value));
      if (result.done === true) call.succeed(yielded.output());
      else yielded.add(result.value);
      return result;
    } catch (error) {
      call.fail(error);
      throw error;
    }
  };
  const methods = {
    next: (value?: unknown) => step('next', value),
    return: (value?: unknown) => step('return', value),
    throw: (error?: unknown) => step('throw', error),
    [Symbol.iterator]: () => tracked,
  };
  const tracked = Object.assign(Object.create(Object.getPrototypeOf(generator) as object), methods) as Generator;
  return tracked;
}

/** Wraps an async generator in the same way. */
export function trackedAsyncGenerator(generator: AsyncGenerator, call: RecordedCall): AsyncGenerator {
  const yielded = new YieldedItems();
  const step = async (method: SyncMethod, value: unknown): Promise<IteratorResult<unknown>> => {
    try {
      const result = await call.run(() =>
        (generator[method] as (value: unknown) => Promise<IteratorResult<unknown>>)(value),
      );
      if (result.done === true) call.succeed(yielded.output());
      else yielded.add(result.value);
      return result;
    } catch (error) {
      call.fail(error);
      throw error;
    }
  };
  const methods = {
    next: (value?: unknown) => step('next', value),
    return: (value?: unknown) => step('return', value),
    throw: (error?: unknown) => step('throw', error),
    [Symbol.asyncIterator]: () => tracked,
  };
  const tracked = Object.assign(Object.create(Object.getPrototypeOf(generator) as object), methods) as AsyncGenerator;
  return tracked;
}

/**
 * Records the items of another async iterable, such as a stream, when it is read. The object stays the same. The call
 * ends when the object is returned, and is ended again with the items once the object has been read.
 */
export function watchIterable(iterable: AsyncIterable<unknown>, call: RecordedCall): void {
  const iterate = iterable[Symbol.asyncIterator].bind(iterable);
  Object.defineProperty(iterable, Symbol.asyncIterator, {
    configurable: true,
    writable: true,
    value: async function* watched() {
      const yielded = new YieldedItems();
      try {
        for await (const item of { [Symbol.asyncIterator]: iterate }) {
          yielded.add(item);
          yield item;
        }
      } catch (error) {
        call.fail(error);
        throw error;
      } finally {
        call.succeed(yielded.output());
      }
    },
  });
}
