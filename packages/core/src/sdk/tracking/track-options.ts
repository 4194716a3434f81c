import type { SpanKind, SpanType } from '../../model/kind.ts';
import type { CallOptions } from '../context/call-options.ts';

/** How a tracked function is recorded. */
export interface TrackOptions {
  /** The function's own name where absent. */
  name?: string | undefined;
  kind?: SpanKind | undefined;
  type?: SpanType | undefined;
  model?: string | undefined;
  provider?: string | undefined;
  metadata?: unknown;
  tags?: readonly string[] | undefined;
  /** Of the trace that an outermost call makes. */
  threadId?: string | undefined;
  /** Of the trace that an outermost call makes; the client's where absent. Inside another trace that one's counts. */
  projectName?: string | undefined;
  /** Of the trace that an outermost call makes; the client's where absent. */
  environment?: string | undefined;
  /** False keeps the arguments out. */
  captureInput?: boolean | undefined;
  /** False keeps the result out. */
  captureOutput?: boolean | undefined;
  /** True sends what is queued before the promise that the function returns is settled. */
  flush?: boolean | undefined;
}

/** Any function. */
type AnyFunction = (...args: never[]) => unknown;

/** A tracked function: the function, and a way to say more of one call. */
export type Tracked<F extends AnyFunction> = F & {
  /**
   * The same function, whose calls say more.
   *
   * @example
   * await answer.with({ trace: { threadId: 'conversation 7' } })('Where is my order?');
   */
  with(options: CallOptions): F;
};

/** Tracks a method: as a standard decorator, or as one of `experimentalDecorators`. */
export interface TrackDecorator {
  <F extends AnyFunction>(method: F, context: ClassMethodDecoratorContext): F;
  (target: object, key: string | symbol, descriptor: PropertyDescriptor): void;
}

/** The ways in which `track` can be called. */
export interface Track {
  <F extends AnyFunction>(fn: F): Tracked<F>;
  <F extends AnyFunction>(options: TrackOptions, fn: F): Tracked<F>;
  (options: TrackOptions): TrackDecorator;
  <F extends AnyFunction>(method: F, context: ClassMethodDecoratorContext): F;
  (target: object, key: string | symbol, descriptor: PropertyDescriptor): void;
}
