import type { SpanOptions, SpanUpdateOptions } from '@vitrine/core';

/** An object of a provider's protocol, with fields of unknown types. */
export type Body = Readonly<Record<string, unknown>>;

/** Joins the chunks of a stream into the response that the same call returns without streaming. */
export interface StreamAccumulator {
  /** Adds a chunk. Returns true if the chunk has content of the model. */
  add(chunk: Body): boolean;
  /** Returns the response so far. */
  response(): Body;
}

/** A request that is sent in place of the app's request. */
export interface PreparedRequest {
  request: Body;
  /** Whether the app's own request would have produced the chunk. Other chunks are hidden from the app. */
  isRequested: (chunk: Body) => boolean;
}

/** Records one call, from its start to its end. */
export interface CallRecorder {
  /** Runs code of the SDK, such as one step of a stream, in the context of the call. */
  run<R>(fn: () => R): R;
  /** Records a chunk of the call's stream. */
  chunk(chunk: Body): void;
  /** Ends the call with what was streamed. `reason` is undefined if the model ended the stream. */
  streamEnd(reason?: 'aborted' | 'left'): void;
  /** Ends the call with its response. */
  complete(response: Body): void;
  /** Ends the call with the error that was thrown, and with what was streamed before. */
  fail(thrown: unknown): void;
}

/** Records a call whose response may also be read without the SDK. */
export interface ResponseRecorder extends CallRecorder {
  /** Records that the app reads the response without the SDK. */
  rawResponse(): void;
}

/** A method of an SDK that calls a model, and how its request and response are read. */
export interface Endpoint {
  /** Name of the method and of its traces, such as `chat.completions.create`. */
  name: string;
  /** Returns the options of the span. */
  start(request: Body): SpanOptions;
  /** Returns the fields of the ended span. */
  result(response: Body): SpanUpdateOptions;
  accumulator?: () => StreamAccumulator;
  /** Whether to record a call. If left out, all calls are recorded. */
  isOf?: (request: Body) => boolean;
  /** Returns the request to send, or undefined to send the app's request. */
  prepare?: (request: Body) => PreparedRequest | undefined;
  /** Follows a result that is not a promise, such as a runner that starts later. */
  follow?: (result: object, call: CallRecorder) => void;
  /** Returns the id of a response that is not finished, and is fetched later. The call stays open until then. */
  pendingId?: (response: Body) => string | undefined;
  /** Returns the thread that the request itself names. */
  threadId?: (request: Body) => string | undefined;
}
