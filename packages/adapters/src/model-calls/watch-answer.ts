import type { Body } from './endpoint.ts';
import { leftCalls } from './left-calls.ts';
import type { ModelCall } from './model-call.ts';
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
}

function isStream(value: object): value is SdkStream {
  return typeof (value as Partial<SdkStream>).iterator === 'function';
}

function isApiPromise(value: object): value is ApiPromise {
  const { responsePromise, parseResponse, asResponse } = value as Partial<ApiPromise>;
  return responsePromise instanceof Promise && typeof parseResponse === 'function' && typeof asResponse === 'function';
}

function isAsyncIterator(value: object): value is AsyncIterator<Body> & AsyncIterable<Body> {
  return Symbol.asyncIterator in value && typeof (value as { next?: unknown }).next === 'function';
}

/** Takes note of an answer, or of what will be read from it. Gives what the user gets: the same object, if it can be. */
function noted(data: unknown, call: ModelCall, isAsked: StreamWatch['isAsked']): unknown {
  if (typeof data !== 'object' || data === null) {
    call.answer({ value: data });
    return data;
  }
  if (isStream(data)) {
    const { iterator, controller } = data;
    const isAborted = (): boolean => controller?.signal?.aborted === true;
    leftCalls.watch(data, call);
    data.iterator = () => {
      leftCalls.unwatch(data);
      return watchedIterator(iterator.call(data), call, { isAsked, isAborted });
    };
    return data;
  }
  if (isAsyncIterator(data)) return watchedIterator(data, call, { isAsked });
  call.answer(data as Body);
  return data;
}

/**
 * Ends a call with what its promise gives, and gives the promise back: the same one where it is an `APIPromise`, whose
 * `withResponse()`, `asResponse()` and laziness stay as they are. An error that nobody handles is still an error that
 * nobody handles.
 */
export function watchAnswer(promise: unknown, call: ModelCall, isAsked?: StreamWatch['isAsked']): unknown {
  if (!(promise instanceof Promise)) {
    call.answer({ value: promise });
    return promise;
  }
  const fail = (error: unknown): never => {
    call.fail(error);
    throw error;
  };
  if (!isApiPromise(promise)) return promise.then((data) => noted(data, call, isAsked), fail);
  const { parseResponse, asResponse } = promise;
  leftCalls.watch(promise, call);
  promise.responsePromise = promise.responsePromise.then((props) => props, fail);
  promise.parseResponse = async (...args) => {
    leftCalls.unwatch(promise);
    let data: unknown;
    try {
      data = await parseResponse.apply(promise, args);
    } catch (error) {
      fail(error);
    }
    return noted(data, call, isAsked);
  };
  promise.asResponse = async () => {
    const isParsed = promise.parsedPromise !== undefined;
    const response = await asResponse.call(promise);
    if (!isParsed) call.rawResponse();
    return response;
  };
  return promise;
}
