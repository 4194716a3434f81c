import type { SpanOptions, SpanUpdateOptions } from '@vitrine/core';

/** An object of a provider's protocol, of which nothing is certain. */
export type Body = Readonly<Record<string, unknown>>;

/** Joins the chunks of a stream into the answer that the same call gives at once. */
export interface StreamAccumulator {
  /** Takes a chunk; true where the model has said something in it. */
  add(chunk: Body): boolean;
  /** The answer as far as it has come. */
  response(): Body;
}

/** What is really sent in place of a user's request. */
export interface PreparedRequest {
  request: Body;
  /** Whether a chunk is one that the user would have got, as they asked; the others are kept from them. */
  isRequested: (chunk: Body) => boolean;
}

/** A call that is being recorded, as the one sees it who knows when it ends. */
export interface CallRecorder {
  /** Runs code of the SDK, such as one step of a stream, inside the call. */
  run<R>(fn: () => R): R;
  /** A chunk of its stream. */
  chunk(chunk: Body): void;
  /** Its stream ends, with what had come; `reason` says why, where that was not the model's end. */
  streamEnd(reason?: 'aborted' | 'left'): void;
  /** It ends with an answer. */
  complete(response: Body): void;
  /** It ends with what was thrown, and with what had been streamed until then. */
  fail(thrown: unknown): void;
}

/** A method of an SDK that calls a model, and how what goes in and out is read. */
export interface Endpoint {
  /** The method as people know it, such as `chat.completions.create`: the name of the traces that it makes. */
  name: string;
  /** How the span starts. */
  start(request: Body): SpanOptions;
  /** How it ends. */
  result(response: Body): SpanUpdateOptions;
  accumulator?: () => StreamAccumulator;
  /** Which calls are recorded; all where absent. */
  isOf?: (request: Body) => boolean;
  /** Changes a request; absent, or nothing given, where it is sent as it is. */
  prepare?: (request: Body) => PreparedRequest | undefined;
  /** Hears of what a method gives that is no promise, such as a runner that is still to begin. */
  follow?: (result: object, call: CallRecorder) => void;
  /** The conversation that the request itself names. */
  threadId?: (request: Body) => string | undefined;
}
