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

/** Ends a call with its result, or gives back a result that ends it later. */
function follow(result: unknown, call: TrackedCall): unknown {
  const tag = tagOf(result);
  if (tag === '[object Generator]') return trackedGenerator(result as Generator, call);
  if (tag === '[object AsyncGenerator]') return trackedAsyncGenerator(result as AsyncGenerator, call);
  if (isAsyncIterable(result)) {
    call.succeed(undefined);
    if (Object.isExtensible(result)) watchIterable(result, call);
  } else {
    call.succeed(result);
  }
  return result;
}

/** Waits for a promise with a handler of its own, so that the caller gets the very promise that the function gave. */
function followPromise(promise: Promise<unknown>, call: TrackedCall): Promise<unknown> {
  return promise.then(
    (result) => follow(result, call),
    (error: unknown) => {
      call.fail(error);
      throw error;
    },
  );
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
