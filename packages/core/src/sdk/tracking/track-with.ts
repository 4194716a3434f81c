import { type CallOptions, callOptions, mergeCallOptions } from '../context/call-options.ts';
import type { Recording } from '../recording/recording.ts';
import type { Track, TrackOptions } from './track-options.ts';
import { follow, followPromise } from './follow.ts';
import { TrackedCall } from './tracked-call.ts';

type AnyFunction = (this: unknown, ...args: never[]) => unknown;

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
