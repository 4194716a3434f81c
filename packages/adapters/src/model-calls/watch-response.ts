import type { Body, ResponseRecorder } from './endpoint.ts';
import { abandonedCalls } from './abandoned-calls.ts';
import { watchedIterator, type StreamWatch } from './watched-iterator.ts';

/** `Stream` of the OpenAI and Anthropic SDKs. Every way to read it, including `tee()`, calls its `iterator`. */
interface SdkStream {
  iterator: () => AsyncIterator<Body>;
  controller?: { signal?: { aborted?: boolean } };
}

/** Members of the `APIPromise` of these SDKs that are used here. */
interface ApiPromise extends Promise<unknown> {
  responsePromise: Promise<unknown>;
  parseResponse: (...args: unknown[]) => unknown;
  /** Set when the response is parsed. */
  parsedPromise?: unknown;
  asResponse: () => Promise<unknown>;
  /** Creates a promise of the same response with transformed data. The SDKs' own helpers use it. */
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

/**
 * Records a response, or watches the stream that it is read from. Returns the data for the app: the same object, or a
 * wrapper of an async iterator.
 */
function recordResponse(data: unknown, call: ResponseRecorder, isRequested: StreamWatch['isRequested']): unknown {
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

/** Watches an `APIPromise` and the promises that are created from it. Returns the same object. */
function watchApiPromise(promise: ApiPromise, call: ResponseRecorder, receive: (data: unknown) => unknown): ApiPromise {
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
    // From here on the app handles the rejection of the new promise, not of this one.
    responsePromise.catch(() => {});
    return watchApiPromise(next, call, (data) => data);
  };
  abandonedCalls.watch(promise, call);
  return promise;
}

/**
 * Ends a call with the result of its promise, and returns a promise for the app. An `APIPromise` stays the same object,
 * with its `withResponse()` and `asResponse()`, and is still parsed only when it is read. A rejection that the app does
 * not handle stays unhandled.
 */
export function watchResponse(
  promise: unknown,
  call: ResponseRecorder,
  isRequested?: StreamWatch['isRequested'],
): unknown {
  if (!(promise instanceof Promise)) {
    call.complete({ value: promise });
    return promise;
  }
  if (isApiPromise(promise)) {
    let received: { data: unknown; given: unknown } | undefined;
    // Every promise that is created from this one delivers the same data.
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
