import type { SpanKind, SpanType } from '../../model/kind.ts';
import type { CallOptions } from '../context/call-options.ts';

/** Options of a tracked function. */
export interface TrackOptions {
  /** Name of the span. Default: the function's name. */
  name?: string | undefined;
  kind?: SpanKind | undefined;
  type?: SpanType | undefined;
  model?: string | undefined;
  provider?: string | undefined;
  metadata?: unknown;
  tags?: readonly string[] | undefined;
  /** Thread of the trace that an outermost call starts. */
  threadId?: string | undefined;
  /** End user whom the trace is about. */
  userId?: string | undefined;
  /**
   * Project of the trace that an outermost call starts. Default: the client's. It has no effect inside another trace.
   */
  projectName?: string | undefined;
  /** Environment of the trace that an outermost call starts. Default: the client's. */
  environment?: string | undefined;
  /** Whether the arguments are recorded. Default: true. */
  captureInput?: boolean | undefined;
  /** Whether the result is recorded. Default: true. */
  captureOutput?: boolean | undefined;
  /** Whether the queue is flushed before the returned promise settles. Default: false. */
  flush?: boolean | undefined;
}

/** Any function. */
type AnyFunction = (...args: never[]) => unknown;

/** A tracked function, which can be called with options. */
export type Tracked<F extends AnyFunction> = F & {
  /**
   * Returns the same function with options for its calls.
   *
   * @example
   * await answer.with({ trace: { threadId: 'conversation 7' } })('Where is my order?');
   */
  with(options: CallOptions): F;
};

/** Tracks a method, as a standard decorator or with `experimentalDecorators`. */
export interface TrackDecorator {
  <F extends AnyFunction>(method: F, context: ClassMethodDecoratorContext): F;
  (target: object, key: string | symbol, descriptor: PropertyDescriptor): void;
}

/** Signatures of `track`. */
export interface Track {
  <F extends AnyFunction>(fn: F): Tracked<F>;
  <F extends AnyFunction>(options: TrackOptions, fn: F): Tracked<F>;
  (options: TrackOptions): TrackDecorator;
  <F extends AnyFunction>(method: F, context: ClassMethodDecoratorContext): F;
  (target: object, key: string | symbol, descriptor: PropertyDescriptor): void;
}
