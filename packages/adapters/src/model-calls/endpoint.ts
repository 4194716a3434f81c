import type { SpanOptions, SpanUpdateOptions } from '@vitrine/core';

/** An object of a provider's protocol, of which nothing is certain. */
export type Body = Readonly<Record<string, unknown>>;

/** Joins the chunks of a stream into the answer that the same call gives at once. */
export interface Joining {
  /** Takes a chunk; true where the model has said something in it. */
  add(chunk: Body): boolean;
  /** The answer as far as it has come. */
  answer(): Body;
}

/** What is really sent in place of a user's request. */
export interface Prepared {
  request: Body;
  /** Whether a chunk is one that the user would have got, as they asked; the others are kept from them. */
  isAsked: (chunk: Body) => boolean;
}

/** A call that is being recorded, as the one sees it who knows when it ends. */
export interface FollowedCall {
  /** Runs code of the SDK, such as one step of a stream, inside the call. */
  run<R>(fn: () => R): R;
  /** A chunk of its stream. */
  chunk(chunk: Body): void;
  /** Its stream ends, with what had come; `reason` says why, where that was not the model's end. */
  streamEnd(reason?: 'aborted' | 'left'): void;
  /** It ends with an answer. */
  answer(answer: Body): void;
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
  result(answer: Body): SpanUpdateOptions;
  joining?: () => Joining;
  /** Which calls are recorded; all where absent. */
  isOf?: (request: Body) => boolean;
  /** Changes a request; absent, or nothing given, where it is sent as it is. */
  prepare?: (request: Body) => Prepared | undefined;
  /** Hears of what a method gives that is no promise, such as a runner that is still to begin. */
  follow?: (given: object, call: FollowedCall) => void;
  /** The conversation that the request itself names. */
  threadId?: (request: Body) => string | undefined;
}
