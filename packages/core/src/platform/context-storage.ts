/** Carries a value along the calls that a function makes. In Node it is an `AsyncLocalStorage`. */
export interface ContextStorage<T> {
  /** The value of the innermost `run` around the caller. */
  getStore(): T | undefined;
  /** Calls `fn` with `value` in place, and gives what it gives. */
  run<R>(value: T, fn: () => R): R;
}
