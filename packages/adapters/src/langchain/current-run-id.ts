/** Global key of the `AsyncLocalStorage` of `@langchain/core` (`singletons/async_local_storage/globals`). */
const STORAGE = Symbol.for('ls:tracing_async_local_storage');
/** Key of the config of the running node or tool, in the stored value. */
const CONFIG = Symbol.for('lc:child_config');

interface Stored {
  extra?: Record<symbol, { callbacks?: { getParentRunId?: () => string | undefined } } | undefined>;
}

/** Returns the id of the LangChain run whose code is running, if there is one. */
export function currentRunId(): string | undefined {
  const storage = (globalThis as Record<symbol, { getStore?: () => Stored | undefined } | undefined>)[STORAGE];
  return storage?.getStore?.()?.extra?.[CONFIG]?.callbacks?.getParentRunId?.();
}
