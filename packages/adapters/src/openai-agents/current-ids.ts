/**
 * Global key of `@openai/agents-core`'s `AsyncLocalStorage` (`tracing/context`), for every copy of it in the process.
 */
const STORAGE = Symbol.for('openai.agents.core.asyncLocalStorage');

interface Stored {
  active?: boolean;
  trace?: { traceId: string };
  span?: { spanId: string };
}

/** Returns the ids of the trace and span whose code is running, if there are any. */
export function currentIds(): { traceId: string | undefined; spanId: string | undefined } | undefined {
  const storage = (globalThis as Record<symbol, { getStore?: () => Stored | undefined } | undefined>)[STORAGE];
  const stored = storage?.getStore?.();
  return stored?.active === true ? { traceId: stored.trace?.traceId, spanId: stored.span?.spanId } : undefined;
}
