/** Where `@langchain/core` keeps its `AsyncLocalStorage` (`singletons/async_local_storage/globals`). */
const STORAGE = Symbol.for('ls:tracing_async_local_storage');
/** Under which its value has the config of the running node or tool. */
const CONFIG = Symbol.for('lc:child_config');

interface Stored {
  extra?: Record<symbol, { callbacks?: { getParentRunId?: () => string | undefined } } | undefined>;
}

/** The id of the LangChain run whose code is running, where there is one. */
export function currentRunId(): string | undefined {
  const storage = (globalThis as Record<symbol, { getStore?: () => Stored | undefined } | undefined>)[STORAGE];
  return storage?.getStore?.()?.extra?.[CONFIG]?.callbacks?.getParentRunId?.();
}
