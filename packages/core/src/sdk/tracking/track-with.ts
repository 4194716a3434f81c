import { type CallOptions, callOptions, mergeCallOptions } from '../context/call-options.ts';
import type { Recording } from '../recording/recording.ts';
import type { Track, TrackOptions } from './track-options.ts';
import { TrackedCall } from './tracked-call.ts';
import { trackedAsyncGenerator, trackedGenerator, watchIterable } from './tracked-iteration.ts';

type AnyFunction = (this: unknown, ...args: never[]) => unknown;

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
 * Ends a call when a promise settles. A plain promise is replaced by one that is chained to it, so that an unhandled
 * rejection is still reported. A promise of another class is returned as it is, because callers may use its other
 * methods.
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
  if (call.flushes) return isPlain ? settledAfterFlush(chained, call) : promise;
  return isPlain ? chained : promise;
}

async function settledAfterFlush(promise: Promise<unknown>, call: TrackedCall): Promise<unknown> {
  try {
    return await promise;
  } finally {
    await call.flush();
  }
}

/** Wraps a function so that each call is recorded by the client that `clientOf` returns. */
function trackFunction(
  clientOf: () => Recording,
  options: TrackOptions,
  fn: AnyFunction,
  ownName = fn.name,
): AnyFunction {
  const name = options.name ?? (ownName || 'anonymous');
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

/** Runs `fn` with call options. */
export function runWithOptions<R>(client: Recording, options: CallOptions, fn: () => R): R {
  const run = (): R => callOptions.run(mergeCallOptions(callOptions.getStore(), options), fn);
  return options.parent === undefined ? run() : client.runWith(options.parent, run);
}

function withOptions(clientOf: () => Recording, tracked: AnyFunction) {
  return (options: CallOptions): AnyFunction =>
    function (this: unknown, ...args: never[]): unknown {
      return runWithOptions(clientOf(), options, () => tracked.apply(this, args));
    };
}

/** Tracks a method, from the arguments of a standard decorator or of one with `experimentalDecorators`. */
function decorate(clientOf: () => Recording, options: TrackOptions, [target, about, descriptor]: unknown[]): unknown {
  if (typeof about === 'object' && about !== null) {
    const { name } = about as ClassMethodDecoratorContext;
    return trackFunction(clientOf, options, target as AnyFunction, String(name));
  }
  const method = descriptor as PropertyDescriptor | undefined;
  if (typeof method?.value !== 'function') throw new TypeError('@track can only decorate methods.');
  method.value = trackFunction(clientOf, options, method.value as AnyFunction, String(about));
  return undefined;
}

/** Makes a `track` function for the client that `clientOf` returns. */
export function trackWith(clientOf: () => Recording): Track {
  const trackOne = (options: TrackOptions, fn: AnyFunction): unknown => {
    const tracked = trackFunction(clientOf, options, fn);
    return Object.assign(tracked, { with: withOptions(clientOf, tracked) });
  };
  const track = (...args: unknown[]): unknown => {
    const [first, second] = args;
    if (typeof second === 'function') return trackOne(first as TrackOptions, second as AnyFunction);
    if (args.length > 1) return decorate(clientOf, {}, args);
    if (typeof first === 'function') return trackOne({}, first as AnyFunction);
    return (...decorated: unknown[]): unknown => decorate(clientOf, first as TrackOptions, decorated);
  };
  return track as Track;
}
