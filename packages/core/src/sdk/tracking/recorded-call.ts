/** A call of a function that is being recorded until its result is known. */
export interface RecordedCall {
  /** Whether the queue is flushed before the returned promise settles. */
  readonly flushes: boolean;
  /** Runs a part of the call's own code, so that what it calls is recorded inside the call. */
  run<R>(fn: () => R): R;
  succeed(output: unknown): void;
  fail(thrown: unknown): void;
  flush(): Promise<void>;
}
