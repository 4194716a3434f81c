import type { RecordedCall } from './recorded-call.ts';
import { trackedAsyncGenerator, trackedGenerator, watchIterable } from './tracked-iteration.ts';

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** Whether a value can be awaited. It may be lazy, and have more methods than a promise. */
function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** Ends a call with its result, or returns a wrapped result that ends the call later. */
export function follow(result: unknown, call: RecordedCall): unknown {
  const tag = tagOf(result);
  if (tag === '[object Generator]') return trackedGenerator(result as Generator, call);
  if (tag === '[object AsyncGenerator]') return trackedAsyncGenerator(result as AsyncGenerator, call);
  if (isAsyncIterable(result)) {
    call.succeed(undefined);
    if (Object.isExtensible(result)) watchIterable(result, call);
  } else {
    call.succeed(isThenable(result) ? undefined : result);
  }
  return result;
}

/**
 * Ends a call when a promise settles. A plain promise is replaced by one that is chained to it, so that an unhandled
 * rejection is still reported. A promise of another class is returned as it is, because callers may use its other
 * methods.
 */
export function followPromise(promise: Promise<unknown>, call: RecordedCall): Promise<unknown> {
  const isPlain = Object.getPrototypeOf(promise) === Promise.prototype;
  const chained = promise.then(
    (result) => follow(result, call),
    (error: unknown) => {
      call.fail(error);
      if (isPlain) throw error;
    },
  );
  if (call.flushes) return isPlain ? settledAfterFlush(chained, call) : promise;
  return isPlain ? chained : promise;
}

async function settledAfterFlush(promise: Promise<unknown>, call: RecordedCall): Promise<unknown> {
  try {
    return await promise;
  } finally {
    await call.flush();
  }
}
