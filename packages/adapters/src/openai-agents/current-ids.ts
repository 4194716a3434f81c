/**
 * Global key of the `AsyncLocalStorage` of `@openai/agents-core` (`tracing/context`), which all of its copies in the
 * process share.
 */
const STORAGE = Symbol.for('openai.agents.core.asyncLocalStorage');

interface Stored {
  active?: boolean;
  trace?: { traceId: string };
  span?: { spanId: string };
}

/** Returns the ids of the active trace and span, if there are any. */
export function currentIds(): { traceId: string | undefined; spanId: string | undefined } | undefined {
  const storage = (globalThis as Record<symbol, { getStore?: () => Stored | undefined } | undefined>)[STORAGE];
  const stored = storage?.getStore?.();
  return stored?.active === true ? { traceId: stored.trace?.traceId, spanId: stored.span?.spanId } : undefined;
}
