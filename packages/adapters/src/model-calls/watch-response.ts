import type { Body } from './endpoint.ts';
import { abandonedCalls } from './abandoned-calls.ts';
import type { ProviderCall } from './provider-call.ts';
import { watchedIterator, type StreamWatch } from './watched-iterator.ts';

/** The `Stream` of the OpenAI and Anthropic SDKs: all that reads it, `tee()` too, asks its `iterator`. */
interface SdkStream {
  iterator: () => AsyncIterator<Body>;
  controller?: { signal?: { aborted?: boolean } };
}

/** What these SDKs keep in their `APIPromise`, until it is read. */
interface ApiPromise extends Promise<unknown> {
  responsePromise: Promise<unknown>;
  parseResponse: (...args: unknown[]) => unknown;
  /** Set when the answer is being read. */
  parsedPromise?: unknown;
  asResponse: () => Promise<unknown>;
  /** Makes a promise of the same response, whose data is changed: how the SDKs' own helpers go on. */
  _thenUnwrap: (transform: Transform) => unknown;
}

type Transform = (data: unknown, props: unknown) => unknown;

function isStream(value: object): value is SdkStream {
  return typeof (value as Partial<SdkStream>).iterator === 'function';
}

function isApiPromise(value: object): value is ApiPromise {
  const { responsePromise, parseResponse, asResponse, _thenUnwrap } = value as Partial<ApiPromise>;
  return (
    responsePromise instanceof Promise &&
    [parseResponse, asResponse, _thenUnwrap].every((method) => typeof method === 'function')
  );
}

function isAsyncIterator(value: object): value is AsyncIterator<Body> & AsyncIterable<Body> {
  return Symbol.asyncIterator in value && typeof (value as { next?: unknown }).next === 'function';
}

/** Takes note of an answer, or of what will be read from it. Gives what the user gets: the same object, if it can be. */
function recordResponse(data: unknown, call: ProviderCall, isRequested: StreamWatch['isRequested']): unknown {
  if (typeof data !== 'object' || data === null) {
    call.complete({ value: data });
    return data;
  }
  if (isStream(data)) {
    const { iterator, controller } = data;
    const isAborted = (): boolean => controller?.signal?.aborted === true;
    abandonedCalls.watch(data, call);
    data.iterator = () => {
      abandonedCalls.unwatch(data);
      return watchedIterator(iterator.call(data), call, { isRequested, isAborted });
    };
    return data;
  }
  if (isAsyncIterator(data)) return watchedIterator(data, call, { isRequested });
  call.complete(data as Body);
  return data;
}

/** Hears of all that becomes of an `APIPromise` and of those that are made from it. */
function watchApiPromise(promise: ApiPromise, call: ProviderCall, receive: (data: unknown) => unknown): ApiPromise {
  const { parseResponse, asResponse, _thenUnwrap } = promise;
  const fail = (error: unknown): never => {
    call.fail(error);
    throw error;
  };
  const responsePromise = promise.responsePromise.then((props) => props, fail);
  promise.responsePromise = responsePromise;
  promise.parseResponse = async (...args) => {
    abandonedCalls.unwatch(promise);
    let data: unknown;
    try {
      data = await parseResponse.apply(promise, args);
    } catch (error) {
      fail(error);
    }
    return receive(data);
  };
  promise.asResponse = async () => {
    const isParsed = promise.parsedPromise !== undefined;
    const response = await asResponse.call(promise);
    if (!isParsed) call.rawResponse();
    return response;
  };
  promise._thenUnwrap = (transform) => {
    abandonedCalls.unwatch(promise);
    const next = _thenUnwrap.call(promise, (data, props) => transform(receive(data), props));
    if (!(next instanceof Promise) || !isApiPromise(next)) return next;
    // From now on it is the new promise that has to be handled.
    responsePromise.catch(() => {});
    return watchApiPromise(next, call, (data) => data);
  };
  abandonedCalls.watch(promise, call);
  return promise;
}

/**
 * Ends a call with what its promise gives, and gives the promise back: the same one where it is an `APIPromise`, whose
 * `withResponse()`, `asResponse()` and laziness stay as they are. An error that nobody handles is still an error that
 * nobody handles.
 */
export function watchResponse(promise: unknown, call: ProviderCall, isRequested?: StreamWatch['isRequested']): unknown {
  if (!(promise instanceof Promise)) {
    call.complete({ value: promise });
    return promise;
  }
  if (isApiPromise(promise)) {
    let received: { data: unknown; given: unknown } | undefined;
    // The same data comes by each promise that is made of one.
    return watchApiPromise(promise, call, (data) => {
      if (received?.data !== data || received === undefined)
        received = { data, given: recordResponse(data, call, isRequested) };
      return received.given;
    });
  }
  return promise.then(
    (data) => recordResponse(data, call, isRequested),
    (error: unknown) => {
      call.fail(error);
      throw error;
    },
  );
}
