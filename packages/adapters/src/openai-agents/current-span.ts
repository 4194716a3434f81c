/** Where `@openai/agents-core` keeps its `AsyncLocalStorage` (`tracing/context`), for every copy of it in the process. */
const STORAGE = Symbol.for('openai.agents.core.asyncLocalStorage');

interface Stored {
  active?: boolean;
  trace?: { traceId: string };
  span?: { spanId: string };
}

/** The ids of the trace and the span whose code is running, where there are any. */
export function currentIds(): { traceId: string | undefined; spanId: string | undefined } | undefined {
  const storage = (globalThis as Record<symbol, { getStore?: () => Stored | undefined } | undefined>)[STORAGE];
  const stored = storage?.getStore?.();
  return stored?.active === true ? { traceId: stored.trace?.traceId, spanId: stored.span?.spanId } : undefined;
}
