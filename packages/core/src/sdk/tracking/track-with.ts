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

/** A function that does what `fn` does, and records each call with the client that `clientOf` gives. */
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

/** Runs code with call options around it. */
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

/** Tracks a method in its class: by what a standard decorator gets, or one of `experimentalDecorators`. */
function decorate(clientOf: () => Recording, options: TrackOptions, [target, about, descriptor]: unknown[]): unknown {
  if (typeof about === 'object' && about !== null) {
    const { name } = about as ClassMethodDecoratorContext;
    return trackFunction(clientOf, options, target as AnyFunction, String(name));
  }
  const method = descriptor as PropertyDescriptor | undefined;
  if (typeof method?.value !== 'function')
    throw new TypeError('@track stands before a method; nothing else is called.');
  method.value = trackFunction(clientOf, options, method.value as AnyFunction, String(about));
  return undefined;
}

/** What `track` is for the client that `clientOf` gives. */
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
