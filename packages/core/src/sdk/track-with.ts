import type { TrackOptions } from './track-options.ts';
import { TrackedCall } from './tracked-call.ts';
import { trackedAsyncGenerator, trackedGenerator, watchIterable } from './tracked-iteration.ts';
import type { Vitrine } from './vitrine.ts';

type AnyFunction = (this: unknown, ...args: never[]) => unknown;

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** A promise of a class of its own, or something that is awaited like one: it may be lazy, and have more to it. */
function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** Ends a call with its result, or gives back a result that ends it later. */
function follow(result: unknown, call: TrackedCall): unknown {
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
 * A plain promise is chained on, so that one that nobody handles still shows. One of another class is given back as it
 * is: callers may count on what it has beside `then`.
 */
function followPromise(promise: Promise<unknown>, call: TrackedCall): Promise<unknown> {
  const isPlain = Object.getPrototypeOf(promise) === Promise.prototype;
  const chained = promise.then(
    (result) => follow(result, call),
    (error: unknown) => {
      call.fail(error);
      if (isPlain) throw error;
    },
  );
  return isPlain ? chained : promise;
}

/** A function that does what `fn` does, and records each call with the client that `clientOf` gives. */
export function trackWith(
  clientOf: () => Vitrine,
  first: TrackOptions | AnyFunction,
  second: AnyFunction | undefined,
): AnyFunction {
  const options = typeof first === 'function' ? {} : first;
  const fn = (typeof first === 'function' ? first : second) as AnyFunction;
  const name = options.name ?? (fn.name || 'anonymous');
  const tracked = function (this: unknown, ...args: never[]): unknown {
    const call = new TrackedCall(clientOf(), name, options, args);
    let result: unknown;
    try {
      result = call.run(() => fn.apply(this, args));
    } catch (error) {
      call.fail(error);
      throw error;
    }
    return result instanceof Promise ? followPromise(result, call) : follow(result, call);
  };
  return Object.defineProperty(tracked, 'name', { value: name, configurable: true });
}
