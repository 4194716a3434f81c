/** Carries a value along the calls that a function makes. In Node it is an `AsyncLocalStorage`. */
export interface ContextStorage<T> {
  /** Returns the value of the innermost `run` around the caller. */
  getStore(): T | undefined;
  /** Calls `fn` with `value` as the current one, and returns its result. */
  run<R>(value: T, fn: () => R): R;
}
